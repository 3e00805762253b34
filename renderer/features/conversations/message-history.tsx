import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CommandOutput } from '#shared/contract/index';
import type { HistoryEntry } from '#shared/model/message-history';
import type { MessageView } from '#shared/model/message';
import { sentenceOf } from '../../app/replica';
import { usePresentation, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { formatMoment } from '../../ui/format';
import { useNow } from '../../ui/use-now';
import styles from './message-details.module.css';
import { showPdu } from './show-pdu';
import { useShownText } from './shown-number';

const css = classes(styles);
const MINUTE_MS = 60_000;

/** What happened to a message, oldest first, each with the way to its PDU; and why it is in its state. */
export function MessageHistory({ message }: { readonly message: MessageView }) {
  const { client } = useStores();
  const [history, setHistory] = useState<CommandOutput<'message.history'> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const nowMs = useNow();
  // "3 minutes ago" is not to stand for an hour.
  const minute = Math.floor(nowMs / MINUTE_MS);
  const shownText = useShownText();

  useEffect(() => {
    let isCurrent = true;
    client.call('message.history', { id: message.id }).then(
      (answer) => {
        if (!isCurrent) return;
        setHistory(answer);
        setProblem(null);
      },
      (error: unknown) => {
        if (isCurrent) setProblem(sentenceOf(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, message, minute]);

  return (
    <>
      {history === null || history.explanation === '' ? null : (
        <p className={css('explanation')}>{shownText(history.explanation)}</p>
      )}
      {history === null || history.entries.length === 0 ? null : (
        <>
          <p className={css('heading')}>History</p>
          <ol aria-label="History">
            {history.entries.map((entry, at) => (
              <li key={at} className={css('entry')}>
                <time className={css('when')}>{formatMoment(entry.atMs, nowMs)}</time>
                <span className={css('sentence')}>{shownText(entry.sentence)}</span>
                <PduLink entry={entry} />
              </li>
            ))}
          </ol>
        </>
      )}
      {problem === null ? null : (
        <p className={css('problem')} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function PduLink({ entry }: { readonly entry: HistoryEntry }) {
  const stores = useStores();
  // Before an audience the log is covered, and shows every number.
  const isPresenting = usePresentation(({ isOn }) => isOn);
  const [problem, setProblem] = useState<string | null>(null);
  const { pdu } = entry;
  if (pdu === null || isPresenting) return null;
  if (!pdu.isThisRun) return <span className={css('weak')}>PDU of an earlier run</span>;
  if (problem !== null) return <span className={css('weak')}>{problem}</span>;
  return (
    <button
      type="button"
      className={css('pdu')}
      onClick={() => {
        showPdu(stores, { kind: entry.kind, pdu }).then(setProblem, (error: unknown) =>
          setProblem(sentenceOf(error)),
        );
      }}
    >
      <ArrowRight size={12} aria-hidden />
      PDU
    </button>
  );
}
