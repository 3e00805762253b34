import { useState } from 'react';
import { copyText } from '../../../app/clipboard';
import { useStores } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { Dialog } from '../../../ui/dialog';
import { plural } from '../../../ui/format';
import { List } from '../../../ui/list';
import { useShownNumber, useShownText } from '../../conversations/shown-number';
import listDialog from '../list-dialog.module.css';
import styles from './bulk-failures.module.css';
import type { Refused } from './bulk-store';

const css = classes(listDialog, styles);
const ROW_PX = 60;

export interface BulkFailuresProps {
  readonly isOpen: boolean;
  readonly failures: readonly Refused[];
  readonly onClose: () => void;
}

/** Whom a message to many did not reach, one by one, and why. */
export function BulkFailures({ isOpen, failures, onClose }: BulkFailuresProps) {
  const { client } = useStores();
  const [current, setCurrent] = useState<string | null>(null);
  const shown = useShownNumber();
  const shownText = useShownText();
  const lines = failures.map(({ destinationAddress, reason }) => `${destinationAddress}\t${reason}`);
  return (
    <Dialog
      isOpen={isOpen}
      title={`Not delivered to ${plural(failures.length, 'recipient')}`}
      onClose={onClose}
    >
      <div className={css('body')}>
        <div className={css('list')}>
          <List
            label="Recipients that it was not delivered to"
            items={failures}
            rowHeightPx={ROW_PX}
            keyOf={({ destinationAddress }) => destinationAddress}
            textOf={({ destinationAddress }) => destinationAddress}
            renderRow={({ destinationAddress, reason }) => (
              <span className={css('row')}>
                <span className={css('number')}>{shown(destinationAddress)}</span>
                <span className={css('problem')} title={shownText(reason)}>
                  {shownText(reason)}
                </span>
              </span>
            )}
            current={current}
            onCurrentChange={setCurrent}
          />
        </div>
        <div className={css('actions')}>
          <Button onClick={() => void copyText(client, lines.join('\n'))}>Copy list</Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
