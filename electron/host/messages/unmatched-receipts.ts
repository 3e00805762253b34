import type { EventPayload } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';

export type UnmatchedReceipt = EventPayload<'message.receiptUnmatched'>;

interface Pending {
  readonly id: string;
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
  readonly #pending = new Map<TrunkId, Pending[]>();
  readonly #tell: (receipt: UnmatchedReceipt) => void;
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
    const pending = this.#pending.get(trunkId)?.filter(({ id }) => !matchedIds.includes(id)) ?? [];
    const waiting = pending.filter((entry) => this.#mayMatch(trunkId, entry));
    this.#pending.set(trunkId, waiting);
    for (const entry of pending) if (!waiting.includes(entry)) this.#tell(entry.receipt);
  }

  /** A receipt that found no message was stored. */
  stored(trunkId: TrunkId, id: string, receipt: UnmatchedReceipt): void {
    const entry = { id, receipt, lastSend: this.#lastSend };
    if (!this.#mayMatch(trunkId, entry)) {
      this.#tell(receipt);
      return;
    }
    const pending = this.#pending.get(trunkId) ?? [];
    pending.push(entry);
    this.#pending.set(trunkId, pending);
  }

  #mayMatch(trunkId: TrunkId, entry: Pending): boolean {
    // Sets keep the order of insertion, so the first is the oldest still in flight.
    const [oldest] = this.#inFlight.get(trunkId) ?? [];
    return oldest !== undefined && oldest <= entry.lastSend;
  }
}
