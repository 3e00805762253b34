import type { DirectMessage } from '#electron/host/direct/direct-messages';
import { writeEvent, type CliIo } from './cli-io';
import type { ExpectedReceipt, ReceiptOf } from './receipts';
import type { SegmentResult } from './submit-all';

type Failure = Exclude<SegmentResult, { kind: 'accepted' }>;

/** What became of a message towards one destination. */
interface Sent {
  readonly to: string;
  /** Of the segments that the SMSC took, in order. */
  readonly messageIds: readonly string[];
  readonly failures: readonly { readonly segment: number; readonly result: Failure }[];
  readonly segments: number;
}

/** `results` are those of the messages' PDUs, one after the other. */
export function sentMessages(
  messages: readonly DirectMessage[],
  results: readonly SegmentResult[],
): readonly Sent[] {
  let next = 0;
  return messages.flatMap(({ destinations, requests }) => {
    const own = results.slice(next, next + requests.length);
    next += requests.length;
    return destinations.map((to) => sentTo(to, own));
  });
}

function sentTo(to: string, results: readonly SegmentResult[]): Sent {
  const messageIds: string[] = [];
  const failures: { segment: number; result: Failure }[] = [];
  results.forEach((result, index) => {
    const segment = index + 1;
    if (result.kind !== 'accepted') {
      failures.push({ segment, result });
      return;
    }
    const refused = result.refused.find(({ address }) => address === to);
    if (refused === undefined) messageIds.push(result.messageId);
    else failures.push({ segment, result: { kind: 'refused', ...refused } });
  });
  return { to, messageIds, failures, segments: results.length };
}

export function isAllAccepted(sent: readonly Sent[]): boolean {
  return sent.every(({ failures }) => failures.length === 0);
}

export function expectedReceipts(sent: readonly Sent[]): readonly ExpectedReceipt[] {
  return sent.flatMap(({ to, messageIds }) => messageIds.map((messageId) => ({ messageId, to })));
}

export function tellSent(io: CliIo, isJson: boolean, sent: readonly Sent[]): void {
  for (const { to, messageIds, failures, segments } of sent) {
    const about = sent.length === 1 ? '' : `${to}: `;
    if (messageIds.length > 0) {
      if (isJson) writeEvent(io, 'accepted', { to, messageIds, segments });
      else io.writeOut(`${about}${acceptedWords(messageIds)}`);
    }
    for (const { segment, result } of failures) {
      const { kind, sentence } = result;
      if (isJson) {
        const status = kind === 'refused' ? { status: result.status } : {};
        writeEvent(io, kind, { to, segment, ...status, sentence });
      }
      const which = segments === 1 ? '' : `Part ${segment} of ${segments}: `;
      io.writeNote(`${about}${which}${sentence}`);
    }
  }
}

export function tellReceipt(io: CliIo, isJson: boolean, { messageId, to, receipt }: ReceiptOf): void {
  const { state, stat, err, doneDate } = receipt;
  if (isJson) {
    writeEvent(io, 'receipt', { messageId, to, state, stat, err, doneDate: doneDate?.local ?? null });
    return;
  }
  const error = err === null || /^0*$/.test(err) ? '' : ` (error ${err})`;
  io.writeOut(`Receipt of ${messageId}: ${state ?? stat ?? 'no state'}${error}.`);
}

function acceptedWords(messageIds: readonly string[]): string {
  const named = messageIds.filter((id) => id !== '');
  if (named.length === 0) return 'Accepted, without a message_id.';
  const rest = messageIds.length - named.length;
  return `Accepted as ${named.join(', ')}${rest === 0 ? '' : `, and ${rest} without a message_id`}.`;
}
