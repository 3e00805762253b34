import type { CommandOutput } from '#shared/contract/index';
import type { PduRow } from '#shared/model/pdu-row';

export type RelatedPdus = NonNullable<CommandOutput<'pduLog.related'>['related']>;

/** A line of what belongs to a PDU; with the number of the row to go to, where there is one. */
export interface Jump {
  readonly words: string;
  readonly number: number | null;
  readonly isWarning: boolean;
}

/** "0.4 ms", "12 ms", "1.25 s": three digits at most, so that latencies compare at a glance. */
export function latencyWords(latencyMs: number): string {
  if (latencyMs < 10) return `${latencyMs.toFixed(1)} ms`;
  if (latencyMs < 1000) return `${Math.round(latencyMs)} ms`;
  return `${(latencyMs / 1000).toFixed(2)} s`;
}

/** What belongs to a PDU, in the order in which it is asked for: the other half, the message, its receipts and parts. */
export function jumpsOf(row: PduRow, related: RelatedPdus): readonly Jump[] {
  const jumps: Jump[] = [];
  const to = (words: string, number: number | null): void => {
    if (number !== null)
      jumps.push({ words: `${words}: PDU ${number.toLocaleString()}`, number, isWarning: false });
  };
  const after = related.latencyMs === null ? '' : ` after ${latencyWords(related.latencyMs)}`;
  to(`Answered${after}`, related.answeredBy);
  to(
    `Answers the request${related.latencyMs === null ? '' : `, ${latencyWords(related.latencyMs)} later`}`,
    related.answers,
  );
  if (related.isUnanswered) {
    jumps.push({ words: 'No response to this request is in the log.', number: null, isWarning: true });
  }
  to('The message that this receipt is about', related.submit);
  related.receipts.forEach((number, index) => {
    to(related.receipts.length === 1 ? 'Receipt' : `Receipt ${index + 1}`, number);
  });
  related.siblings.forEach((number, index) => {
    if (number !== row.number) to(`Part ${index + 1} of the same message`, number);
  });
  if (related.messageId !== null) {
    jumps.push({ words: `message_id of the SMSC: ${related.messageId}`, number: null, isWarning: false });
  }
  return jumps;
}
