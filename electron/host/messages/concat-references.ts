import { randomInt } from 'node:crypto';
import type { MessageId } from '#shared/model/ids';

/** References of the 8-bit concatenation header (3GPP TS 23.040 section 9.2.3.24.1). */
const REFERENCES = 256;

/**
 * Gives each long message a reference that no other message in flight to the same destination has, so that a handset
 * never puts parts of two messages together. They are counted up from a random start, which keeps a reference away from
 * its last use as long as can be.
 */
export class ConcatReferences {
  readonly #inUse = new Map<string, Map<number, MessageId>>();
  readonly #destinationOf = new Map<MessageId, string>();
  readonly #last = new Map<string, number>();

  /** With all 256 in use the one that was given longest ago is given again. */
  take(id: MessageId, destination: string): number {
    const inUse = this.#inUse.get(destination);
    let reference = this.#next(destination);
    for (let tries = 1; tries < REFERENCES && inUse?.has(reference) === true; tries += 1) {
      reference = (reference + 1) % REFERENCES;
    }
    this.hold(id, destination, reference);
    this.#last.set(destination, reference);
    return reference;
  }

  /** Marks a reference as in use, of a message that an earlier run left queued. */
  hold(id: MessageId, destination: string, reference: number): void {
    const inUse = this.#inUse.get(destination) ?? new Map<number, MessageId>();
    inUse.set(reference, id);
    this.#inUse.set(destination, inUse);
    this.#destinationOf.set(id, destination);
  }

  /** The message is not in flight any more; an id without a reference is no error. */
  release(id: MessageId): void {
    const destination = this.#destinationOf.get(id);
    if (destination === undefined) return;
    this.#destinationOf.delete(id);
    const inUse = this.#inUse.get(destination);
    for (const [reference, holder] of inUse ?? []) if (holder === id) inUse?.delete(reference);
    if (inUse?.size === 0) this.#inUse.delete(destination);
  }

  #next(destination: string): number {
    const last = this.#last.get(destination);
    return last === undefined ? randomInt(REFERENCES) : (last + 1) % REFERENCES;
  }
}
