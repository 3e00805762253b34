import type { EventPayload } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';

export type UnmatchedReceipt = EventPayload<'message.receiptUnmatched'>;

interface Pending {
  readonly id: string;
  /** Over any of these its message may have left. */
  readonly trunkIds: readonly TrunkId[];
  readonly receipt: UnmatchedReceipt;
  /** The last segment that was in flight when the receipt came: its response may still bring the id. */
  readonly lastSend: number;
}

/**
 * Keeps a receipt that overtook its submit_sm_resp from being shown as unmatched: it is told only when every segment that
 * was in flight when it came has its outcome.
 */
export class UnmatchedReceipts {
  readonly #inFlight = new Map<TrunkId, Set<number>>();
  readonly #tell: (receipt: UnmatchedReceipt) => void;
  #pending: Pending[] = [];
  #lastSend = 0;

  constructor(tell: (receipt: UnmatchedReceipt) => void) {
    this.#tell = tell;
  }

  /** A segment leaves; the number is handed back to `settled` when its outcome is stored. */
  sent(trunkId: TrunkId): number {
    this.#lastSend += 1;
    const inFlight = this.#inFlight.get(trunkId) ?? new Set();
    inFlight.add(this.#lastSend);
    this.#inFlight.set(trunkId, inFlight);
    return this.#lastSend;
  }

  /** `matchedIds`: receipts that found their message by this outcome. */
  settled(trunkId: TrunkId, send: number, matchedIds: readonly string[]): void {
    this.#inFlight.get(trunkId)?.delete(send);
    if (this.#pending.length === 0) return;
    const pending = this.#pending.filter(({ id }) => !matchedIds.includes(id));
    const isOver = (entry: Pending): boolean => entry.trunkIds.includes(trunkId) && !this.#mayMatch(entry);
    this.#pending = pending.filter((entry) => !isOver(entry));
    for (const entry of pending) if (isOver(entry)) this.#tell(entry.receipt);
  }

  /** A receipt that found no message was stored. */
  stored(trunkIds: readonly TrunkId[], id: string, receipt: UnmatchedReceipt): void {
    const entry = { id, trunkIds, receipt, lastSend: this.#lastSend };
    if (this.#mayMatch(entry)) this.#pending.push(entry);
    else this.#tell(receipt);
  }

  #mayMatch({ trunkIds, lastSend }: Pending): boolean {
    return trunkIds.some((trunkId) => {
      // Sets keep the order of insertion, so the first is the oldest still in flight.
      const [oldest] = this.#inFlight.get(trunkId) ?? [];
      return oldest !== undefined && oldest <= lastSend;
    });
  }
}
