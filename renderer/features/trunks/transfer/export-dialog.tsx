import { Copy, Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { TrunkView } from '#shared/model/trunk-view';
import { saveBlob } from '../../../host/file-transfer';
import { copyText } from '../../../app/clipboard';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { Dialog } from '../../../ui/dialog';
import { plural } from '../../../ui/format';
import { Notice } from '../../../ui/notice';
import { TextAreaControl } from '../../../ui/text-area';
import { fileNameOf } from './file-name';
import styles from './transfer.module.css';

const css = classes(styles);

export interface ExportDialogProps {
  /** Open when there are any. */
  readonly trunks: readonly TrunkView[];
  readonly onClose: () => void;
}

/** Trunks as a file that a person can read: looked at before it is saved or copied. */
export function ExportDialog({ trunks, onClose }: ExportDialogProps) {
  const [only] = trunks;
  const title =
    trunks.length === 1 ? `Export ${only?.settings.name ?? ''}` : `Export ${plural(trunks.length, 'trunk')}`;
  return (
    <Dialog isOpen={trunks.length > 0} title={title} onClose={onClose}>
      {trunks.length > 0 ? <Exported trunks={trunks} /> : null}
    </Dialog>
  );
}

function Exported({ trunks }: { readonly trunks: readonly TrunkView[] }) {
  const { client } = useStores();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ids = useMemo(() => trunks.map((trunk) => trunk.id), [trunks]);
  useEffect(() => {
    let isCurrent = true;
    client.call('trunk.export', { ids }).then(
      (answer) => {
        if (isCurrent) setText(answer.text);
      },
      (error: unknown) => {
        if (isCurrent) setProblem(sentenceOf(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, ids]);
  const [only] = trunks;
  const name = trunks.length === 1 && only !== undefined ? fileNameOf(only.settings.name) : 'trunks';
  return (
    <>
      <p>Without passwords and private keys. Whoever imports the file enters them again.</p>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      <TextAreaControl isMono readOnly rows={14} aria-label="Exported trunks" value={text ?? ''} />
      <div className={css('actions')}>
        <Button
          icon={<Copy size={14} aria-hidden />}
          disabled={text === null}
          onClick={() => void copyText(client, text ?? '')}
        >
          Copy
        </Button>
        <Button
          variant="primary"
          icon={<Download size={14} aria-hidden />}
          disabled={text === null}
          onClick={() =>
            saveBlob(new Blob([text ?? ''], { type: 'application/json' }), `${name}.trunks.json`)
          }
        >
          Save as a file
        </Button>
      </div>
    </>
  );
}
