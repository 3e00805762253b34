import { randomUUID } from 'node:crypto';
import type { Clock } from '#shared/lib/clock';
import { conversationId, messageId, type ConversationId, type MessageId } from '#shared/model/ids';

const MAX_COUNTER = 0xfff;

/**
 * Ids that sort by age as text: UUIDv7 (RFC 9562 section 5.7), with the 12 bits after the time as a counter, so that ids
 * of one millisecond keep their order too. A clock that stands still or goes back does not break the order.
 */
export class IdSource {
  readonly #clock: Clock;
  #timeMs = 0;
  #counter = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  message(): MessageId {
    return messageId.parse(this.next());
  }

  conversation(): ConversationId {
    return conversationId.parse(this.next());
  }

  next(): string {
    const nowMs = Math.floor(this.#clock.now());
    if (nowMs > this.#timeMs) {
      this.#timeMs = nowMs;
      this.#counter = 0;
    } else if (this.#counter === MAX_COUNTER) {
      // More than 4096 in a millisecond: borrow from the next one.
      this.#timeMs += 1;
      this.#counter = 0;
    } else {
      this.#counter += 1;
    }
    const time = this.#timeMs.toString(16).padStart(12, '0');
    const counter = this.#counter.toString(16).padStart(3, '0');
    // The end of a UUIDv4: variant and 62 random bits, from a pool that Node fills ahead.
    const tail = randomUUID().slice(19);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail}`;
  }
}
