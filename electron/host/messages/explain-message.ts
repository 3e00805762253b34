import type { MessageView } from '#shared/model/message';
import { isFinal } from '#shared/model/message-state';
import type { HistoryEntry, ReceiptView } from '#shared/model/message-history';
import { NO_MESSAGE_ID } from './outcomes';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What is known of a message besides its state. */
export interface MessageRecord {
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Oldest first. */
  readonly receipts: readonly ReceiptView[];
}

/** The state of a message in a sentence or two: what is known, since when, and why no more is. */
export function explainMessage(message: MessageView, record: MessageRecord, nowMs: number): string {
  const { reason, state } = message;
  const when = ago(nowMs - sinceMs(message, record));
  const withReason = (sentence: string): string => (reason === null ? sentence : `${sentence} ${reason}`);
  if (message.direction === 'mo') return withReason(`Received ${when}.`);
  switch (state) {
    case 'queued':
      return withReason('It waits to be sent.');
    case 'sent':
      return `Sent ${when}; the SMSC has not answered yet.`;
    case 'accepted':
      return withReason(`Accepted by the SMSC ${when}${missingReceipt(message, record)}.`);
    case 'in-doubt':
      return withReason('In doubt.');
    case 'acknowledged':
    case 'enroute':
    case 'scheduled':
      return withReason(`The SMSC said “${state}” ${when}; that is not final.`);
    case 'unknown':
      return withReason(`The SMSC said ${when} that it does not know what became of it.`);
    default:
      return withReason(`${capital(state)} ${when}.`);
  }
}

/** When it came to be in this state. Not when it changed last: that is also when it was asked about in vain. */
function sinceMs(message: MessageView, { entries, receipts }: MessageRecord): number {
  const { state, direction, createdAtMs, changedAtMs, segmentTotal } = message;
  if (direction === 'mo') return createdAtMs;
  if (state === 'accepted' || state === 'sent') {
    return entries.findLast(({ kind }) => kind === state)?.atMs ?? changedAtMs;
  }
  const said = receipts.filter((receipt) => receipt.state === state);
  // The same word again changes nothing; of several parts, the last one decides.
  return (segmentTotal > 1 ? said.at(-1) : said[0])?.receivedAtMs ?? changedAtMs;
}

function missingReceipt(message: MessageView, { receipts }: MessageRecord): string {
  const { segments, pdu, isReceiptRequested, reason } = message;
  if (pdu === 'broadcast_sm') return '. A broadcast has no receipts; ask the SMSC about it';
  if (receipts.length > 0) {
    const open = segments.filter(({ state }) => !isFinal(state)).length;
    if (segments.length === 1) return ', no final receipt since';
    return `, ${open} of ${segments.length} parts ${open === 1 ? 'has' : 'have'} no final receipt`;
  }
  if (!isReceiptRequested) return ', no receipt since; receipts were not asked for';
  if (segments.every(({ smscMessageId }) => smscMessageId !== null)) {
    return ', no receipt since, although one was asked for';
  }
  // The reason says it already.
  return reason === NO_MESSAGE_ID ? '' : ', no receipt since; without a message_id none can be matched';
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
