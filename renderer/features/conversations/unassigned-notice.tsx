import { useState } from 'react';
import type { ConversationView } from '#shared/model/message';
import { sentenceOf } from '../../app/replica';
import { usePresentation, useSources, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import styles from './messages-page.module.css';
import { assignNumber, isUnassigned } from './unassigned';

const css = classes(styles);

/** Messages came in for a number that no trunk receives for: said, and settled with one click. */
export function UnassignedNotice({ conversation }: { readonly conversation: ConversationView }) {
  const { sources } = useStores();
  const number = useSources((state) => state.unassigned.find((each) => isUnassigned(conversation, [each])));
  const [problem, setProblem] = useState<string | null>(null);
  // Nothing that an audience is to see or settle.
  const isPresenting = usePresentation((state) => state.isOn);
  if (number === undefined || isPresenting) return null;
  const { address, trunkId, trunkName } = number;
  return (
    <div className={css('notice')}>
      <Notice
        kind="warning"
        actions={
          <Button
            onClick={() => {
              assignNumber(sources, address, trunkId).catch((error: unknown) =>
                setProblem(sentenceOf(error)),
              );
            }}
          >
            Assign to {trunkName}
          </Button>
        }
      >
        No trunk is assigned to receive for {address}; messages for it came in over {trunkName}.
        {problem === null ? null : (
          <span className={css('problem')} role="alert">
            {problem}
          </span>
        )}
      </Notice>
    </div>
  );
}
