import { MAX_SEQUENCE_NUMBER } from '#shared/smpp/pdu';

/** One side's sequence numbers: 1 to 0x7FFFFFFF and round again, past those still in use (SMPP 5.0 section 2.6). */
export class SequenceNumbers {
  #last: number;
  readonly #isInUse: (sequenceNumber: number) => boolean;

  constructor(isInUse: (sequenceNumber: number) => boolean, last: number) {
    this.#isInUse = isInUse;
    this.#last = last;
  }

  /** The number that `take` would give; nothing is used up by looking. */
  peek(): number {
    let next = this.#last;
    do next = next >= MAX_SEQUENCE_NUMBER ? 1 : next + 1;
    while (this.#isInUse(next));
    return next;
  }

  /** Uses up the number that `peek` gave. */
  take(sequenceNumber: number): void {
    this.#last = sequenceNumber;
  }
}
