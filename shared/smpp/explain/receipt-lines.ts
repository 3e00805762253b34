import type { MessageState } from '../../model/message';
import { networkErrorDigits, networkTypeName } from '../meaning/tlv-structures';
import type { Receipt } from '../text/receipt';
import type { ReceiptDate } from '../text/receipt-date';
import { idRuleWords, recogniseIdRule } from '../text/receipt-ids';

/** One thing that a receipt says. */
export interface ReceiptLine {
  /** As receipts write it ("stat"), or the TLV's name. */
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

const stateWords: Readonly<Partial<Record<MessageState, string>>> = {
  scheduled: 'waits for its time of delivery',
  enroute: 'on the way; the handset could not be reached yet, or delivery goes on',
  delivered: 'delivered to the handset',
  expired: 'not delivered within its validity period; the handset was off or out of reach',
  deleted: 'deleted at the SMSC before it was delivered',
  undeliverable: 'cannot be delivered: a number that is not in use, barred, or refused by the network',
  acknowledged: 'accepted; not final, another receipt should follow',
  unknown: 'the SMSC does not know what became of it',
  rejected: 'rejected, by the SMSC or by the network: content, sender or destination',
  skipped: 'skipped',
};

/** A receipt in all its forms, taken apart line by line (SMPP 3.4 Appendix B, SMPP 5.0 section 4.3.5.1). */
export function explainReceipt(receipt: Receipt): readonly ReceiptLine[] {
  const lines: ReceiptLine[] = [];
  const add = (name: string, value: string | null, meaning: string): void => {
    if (value !== null) lines.push({ name, value, meaning });
  };
  add('receipted_message_id', receipt.receiptedMessageId, 'the message that this receipt is for');
  add('id', receipt.id, idMeaning(receipt));
  add('sub', text(receipt.sub), 'messages that were submitted; often only padding');
  add('dlvrd', text(receipt.dlvrd), 'messages that were delivered; often only padding');
  addDate(lines, 'submit date', receipt.submitDate);
  addDate(lines, 'done date', receipt.doneDate);
  add('stat', receipt.stat, '');
  const { state } = receipt;
  lines.push({
    name: 'state',
    value: state ?? 'not known',
    meaning:
      state === null
        ? 'neither the text nor message_state says a state that is known'
        : (stateWords[state] ?? ''),
  });
  add('err', receipt.err, errMeaning(receipt));
  const { networkError } = receipt;
  if (networkError !== null) {
    const { networkType, code } = networkError;
    const digits = networkErrorDigits(networkType, code);
    if (digits === null)
      add(
        'network_error_code',
        String(code),
        `an error of the network, type ${networkTypeName(networkType)}`,
      );
    else add('network_error_code', digits, 'three digits, where a type and the number of an error belong');
  }
  add('text', receipt.text, 'the start of the message, or what the SMSC has to say');
  return lines;
}

function text(count: number | null): string | null {
  return count === null ? null : String(count);
}

/** Where text and TLV disagree, one of them is often in another number base, padded, or in other letters. */
function idMeaning({ id, receiptedMessageId }: Receipt): string {
  if (id === null || receiptedMessageId === null || id === receiptedMessageId) {
    return 'the message that this receipt is for';
  }
  const rule = recogniseIdRule(receiptedMessageId, id);
  if (rule === null) {
    return receiptedMessageId.startsWith(id)
      ? 'the beginning of receipted_message_id, which counts'
      : 'differs from receipted_message_id, which counts';
  }
  if (rule.conversion === 'response-hex') return `the number ${receiptedMessageId} of the TLV, in decimal`;
  if (rule.conversion === 'response-decimal')
    return `the number ${receiptedMessageId} of the TLV, in hexadecimal`;
  return `receipted_message_id ${idRuleWords(rule)}`;
}

function errMeaning({ err }: Receipt): string {
  if (err !== null && /^0+$/.test(err)) return 'no error';
  return 'an error of the network or SMSC; each operator numbers its own';
}

function addDate(lines: ReceiptLine[], name: string, date: ReceiptDate | null): void {
  if (date === null) return;
  lines.push({ name, value: date.raw, meaning: dateWords(date) });
}

function dateWords({ local, utcOffsetMinutes }: ReceiptDate): string {
  if (local === null) return 'no date that can be read';
  const shown = local.replace('T', ' ');
  if (utcOffsetMinutes === null) return `${shown}, in the SMSC’s own time zone`;
  const sign = utcOffsetMinutes < 0 ? '−' : '+';
  const minutes = Math.abs(utcOffsetMinutes);
  const offset = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${shown}, UTC${sign}${offset}`;
}
