import type { MessageView } from '#shared/model/message';
import { isFinal } from '#shared/model/message-state';
import type { ReceiptView } from '#shared/model/message-history';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The state of a message in a sentence or two: what is known, since when, and why no more is. */
export function explainMessage(
  message: MessageView,
  receipts: readonly ReceiptView[],
  nowMs: number,
): string {
  const since = ago(nowMs - message.changedAtMs);
  if (message.direction === 'mo') {
    return message.reason === null ? `Received ${since}.` : `Received ${since}. ${message.reason}`;
  }
  const { reason, state } = message;
  const withReason = (sentence: string): string => (reason === null ? sentence : `${sentence} ${reason}`);
  switch (state) {
    case 'queued':
      return withReason('It waits to be sent.');
    case 'sent':
      return `Sent ${since}; the SMSC has not answered yet.`;
    case 'accepted':
      return withReason(`Accepted by the SMSC ${since}, ${missingReceipt(message, receipts)}.`);
    case 'in-doubt':
      return withReason('In doubt.');
    case 'acknowledged':
    case 'enroute':
    case 'scheduled':
      return withReason(`The SMSC says ${state} since ${since}; that is not final.`);
    case 'unknown':
      return withReason(`The SMSC says that it does not know what became of it (${since}).`);
    default:
      return withReason(`${capital(state)} ${since}.`);
  }
}

function missingReceipt(message: MessageView, receipts: readonly ReceiptView[]): string {
  if (!message.isReceiptRequested) return 'no receipt since; receipts were not asked for';
  if (message.segments.some(({ smscMessageId }) => smscMessageId === null)) {
    return 'no receipt since; without a message_id none can be matched';
  }
  const open = message.segments.filter(({ state }) => !isFinal(state)).length;
  if (receipts.length > 0 && message.segments.length > 1) {
    return `${open} of ${message.segments.length} parts have no final receipt`;
  }
  return receipts.length === 0 ? 'no receipt since, although one was asked for' : 'no final receipt since';
}

/** "3 days ago". */
function ago(elapsedMs: number): string {
  if (elapsedMs < MINUTE_MS) return 'just now';
  const [count, unit] =
    elapsedMs < HOUR_MS
      ? [Math.floor(elapsedMs / MINUTE_MS), 'minute']
      : elapsedMs < DAY_MS
        ? [Math.floor(elapsedMs / HOUR_MS), 'hour']
        : [Math.floor(elapsedMs / DAY_MS), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
