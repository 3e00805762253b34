import { useConversations, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import styles from './messages-page.module.css';

const css = classes(styles);

/** Receipts for messages that nobody here sent: shown one after the other, never dropped in silence. */
export function UnmatchedReceipts() {
  const { conversations } = useStores();
  const receipts = useConversations((state) => state.unmatchedReceipts);
  const receipt = receipts.at(-1);
  if (receipt === undefined) return null;
  const others = receipts.length - 1;
  return (
    <div className={css('receipts')}>
      <Notice
        kind="warning"
        actions={<Button onClick={() => conversations.dismissReceipt(receipt.number)}>Dismiss</Button>}
      >
        A receipt over {receipt.trunkName} belongs to no message here (message ID{' '}
        <span className={css('receiptId')}>{receipt.smscMessageId}</span>).
        {others === 0 ? '' : ` ${plural(others, 'other')} like it.`}
        <span className={css('receiptText')}>{receipt.text}</span>
      </Notice>
    </div>
  );
}
