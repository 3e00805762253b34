import { randomInt } from 'node:crypto';
import type { MessageId } from '#shared/model/ids';

type Bits = 8 | 16;

/**
 * Gives each long message a reference that no other message in flight to the same destination has, so that a handset
 * never puts parts of two messages together. They are counted up from a random start, which keeps a reference away from
 * its last use as long as can be. Those of 8 and of 16 bits are told apart by their headers (3GPP TS 23.040 sections
 * 9.2.3.24.1 and 9.2.3.24.8), so each has numbers of its own.
 */
export class ConcatReferences {
  readonly #inUse = new Map<string, Map<number, MessageId>>();
  /** What a message holds: one for each destination of a submit_multi. */
  readonly #held = new Map<MessageId, string[]>();
  readonly #last = new Map<string, number>();

  /** With all of them in use the one that was given longest ago is given again. */
  take(id: MessageId, destinations: readonly string[], bits: Bits): number {
    const count = 2 ** bits;
    const pools = destinations.map((destination) => poolKey(destination, bits));
    let reference = this.#next(pools[0] ?? '', count);
    const isTaken = (): boolean => pools.some((pool) => this.#inUse.get(pool)?.has(reference) === true);
    for (let tries = 1; tries < count && isTaken(); tries += 1) reference = (reference + 1) % count;
    for (const destination of destinations) this.hold(id, destination, reference, bits);
    for (const pool of pools) this.#last.set(pool, reference);
    return reference;
  }

  /** Marks a reference as in use, of a message that an earlier run left queued. */
  hold(id: MessageId, destination: string, reference: number, bits: Bits): void {
    const pool = poolKey(destination, bits);
    const inUse = this.#inUse.get(pool) ?? new Map<number, MessageId>();
    inUse.set(reference, id);
    this.#inUse.set(pool, inUse);
    this.#held.set(id, [...(this.#held.get(id) ?? []), pool]);
  }

  /** The message is not in flight any more; an id without a reference is no error. */
  release(id: MessageId): void {
    for (const pool of this.#held.get(id) ?? []) {
      const inUse = this.#inUse.get(pool);
      for (const [reference, holder] of inUse ?? []) if (holder === id) inUse?.delete(reference);
      if (inUse?.size === 0) this.#inUse.delete(pool);
    }
    this.#held.delete(id);
  }

  #next(pool: string, count: number): number {
    const last = this.#last.get(pool);
    return last === undefined ? randomInt(count) : (last + 1) % count;
  }
}

function poolKey(destination: string, bits: Bits): string {
  return `${bits} ${destination}`;
}
