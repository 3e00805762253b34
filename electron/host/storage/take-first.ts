import type { WriteInput, WriteRequest } from './operations';

/**
 * The transactions of a tick's operations, in order. Marking what leaves next as sent is one of its own before the rest:
 * so the octets are on their way, and the SMSC is at work, while the outcomes and receipts of those before are stored.
 * Only where all others leave the queue as it is; else the tick is one transaction, in the order in which it came.
 */
export function inTransactions<T extends { readonly request: WriteRequest }>(batch: readonly T[]): T[][] {
  const takes = batch.filter(({ request }) => request.kind === 'takeQueued');
  const others = batch.filter(({ request }) => request.kind !== 'takeQueued');
  const mayOvertake =
    takes.length > 0 && others.length > 0 && others.every(({ request }) => leavesQueue(request));
  return mayOvertake ? [takes, others] : [[...batch]];
}

/** What is queued, and in which order, is the same after it. */
function leavesQueue({ kind, input }: WriteRequest): boolean {
  if (kind === 'insertReceipt') return true;
  // What is refused takes the parts that still wait with it; what was held back waits again.
  return kind === 'settleSegment' && (input as WriteInput<'settleSegment'>).outcome.kind === 'accepted';
}
