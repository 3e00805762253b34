import { useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import { sentenceOf } from '../../app/replica';
import { useMessageNotices, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import styles from './message-notices.module.css';
import type { ReceiptRuleSuggestion } from './message-notices-store';

const css = classes(styles);

/** What wants an answer, or to be known, below the list of conversations. */
export function MessageNotices() {
  const suggestions = useMessageNotices((state) => state.suggestions);
  const receipts = useMessageNotices((state) => state.unmatchedReceipts);
  const damage = useMessageNotices((state) => state.damage);
  const failure = useMessageNotices((state) => state.failure);
  if (suggestions.length + receipts.length === 0 && damage === null && failure === null) return null;
  return (
    <div className={css('notices')}>
      {damage === null ? null : <Notice kind="error">{damage}</Notice>}
      {failure === null ? null : <Notice kind="error">{failure}</Notice>}
      {suggestions.map((suggestion) => (
        <Suggestion key={suggestion.trunkId} suggestion={suggestion} />
      ))}
      <UnmatchedNotice />
    </div>
  );
}

/** "Ids on this trunk come back in decimal. Remember that?" */
function Suggestion({ suggestion }: { readonly suggestion: ReceiptRuleSuggestion }) {
  const { messageNotices } = useStores();
  const [problem, setProblem] = useState<string | null>(null);
  const { trunkId, sentence, example } = suggestion;
  const handleAccept = (id: TrunkId): void => {
    messageNotices.acceptSuggestion(id).catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <Notice
      kind="info"
      actions={
        <>
          <Button onClick={() => handleAccept(trunkId)}>Remember</Button>
          <Button variant="quiet" onClick={() => messageNotices.dismissSuggestion(trunkId)}>
            Not now
          </Button>
        </>
      }
    >
      {sentence}
      <span className={css('detail')}>
        Answered <b className={css('mono')}>{example.response}</b>, receipt for{' '}
        <b className={css('mono')}>{example.receipt}</b>.
      </span>
      {problem === null ? null : (
        <span className={css('problem')} role="alert">
          {problem}
        </span>
      )}
    </Notice>
  );
}

/** Receipts for messages that nobody here sent: said, and listed, never dropped in silence. */
function UnmatchedNotice() {
  const { messageNotices, navigation } = useStores();
  const receipts = useMessageNotices((state) => state.unmatchedReceipts);
  const receipt = receipts.at(-1);
  if (receipt === undefined) return null;
  const others = receipts.length - 1;
  return (
    <Notice
      kind="warning"
      actions={
        <>
          <Button onClick={() => navigation.showMessages('receipts')}>Show</Button>
          <Button variant="quiet" onClick={() => messageNotices.dismissReceipts()}>
            Dismiss
          </Button>
        </>
      }
    >
      A receipt over {receipt.trunkName} belongs to no message here (message ID{' '}
      <span className={css('mono')}>{receipt.smscMessageId || 'none'}</span>).
      {others === 0 ? '' : ` ${plural(others, 'other')} like it.`}
      <span className={css('detail')}>{receipt.reason}</span>
    </Notice>
  );
}
