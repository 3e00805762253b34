/** A failure that lasts is told again, for whoever has come since. */
const TOLD_AGAIN_MS = 5000;

export interface WriteHealthOptions {
  /** A sentence for the screen; null when writes go through again. */
  readonly tell: (problem: string | null) => void;
  readonly monotonicMs: () => number;
}

/** Whether the store takes what is written, as the screen is told: at once, and not with each of a thousand writes. */
export class WriteHealth {
  readonly #options: WriteHealthOptions;
  #problem: string | null = null;
  #toldMs = 0;

  constructor(options: WriteHealthOptions) {
    this.#options = options;
  }

  handleCommitted(): void {
    if (this.#problem === null) return;
    this.#problem = null;
    this.#options.tell(null);
  }

  /** `sentence` says why a whole transaction failed. */
  handleFailed(sentence: string): void {
    const nowMs = this.#options.monotonicMs();
    if (this.#problem === sentence && nowMs - this.#toldMs < TOLD_AGAIN_MS) return;
    this.#problem = sentence;
    this.#toldMs = nowMs;
    this.#options.tell(`${sentence} What comes in is left with the SMSC until then.`);
  }
}
