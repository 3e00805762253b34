import type { DirectTrunk, RequestOutcome } from '#electron/host/direct/direct-trunk';
import { assertNever } from '#shared/lib/assert-never';
import { describeCommandStatus } from '#shared/smpp/command-status';
import type { SubmitSmBody } from '#shared/smpp/pdu';

/** What became of one segment. */
export type SegmentResult =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly status: number; readonly sentence: string }
  /** Nobody knows whether the SMSC has it; it is not sent again. */
  | { readonly kind: 'inDoubt'; readonly sentence: string }
  | { readonly kind: 'notSent'; readonly sentence: string };

/** Sends the segments of a message, as many at once as the window takes. */
export class SubmitAll {
  readonly #bodies: readonly SubmitSmBody[];
  readonly #results: (SegmentResult | null)[];
  readonly #done: Promise<readonly SegmentResult[]>;
  #tellDone: (results: readonly SegmentResult[]) => void = () => undefined;
  #next = 0;
  #trunk: DirectTrunk | null = null;

  constructor(bodies: readonly SubmitSmBody[]) {
    this.#bodies = bodies;
    this.#results = bodies.map(() => null);
    this.#done = new Promise((resolve) => (this.#tellDone = resolve));
  }

  /** Resolves to the results in the order of the segments. */
  async start(trunk: DirectTrunk): Promise<readonly SegmentResult[]> {
    this.#trunk = trunk;
    this.onRoom();
    return this.#done;
  }

  onRoom(): void {
    const trunk = this.#trunk;
    while (trunk !== null && this.#next < this.#bodies.length && trunk.freeWindow() > 0)
      this.#submitNext(trunk);
  }

  /** The link is gone: what has not left yet never will. */
  onLost(reason: string): void {
    while (this.#next < this.#bodies.length) {
      const index = this.#next;
      this.#next += 1;
      this.#settle(index, { kind: 'notSent', sentence: reason });
    }
  }

  #submitNext(trunk: DirectTrunk): void {
    const index = this.#next;
    const body = this.#bodies[index];
    this.#next += 1;
    if (body !== undefined) trunk.submit(body, (outcome) => this.#settle(index, resultOf(outcome)));
  }

  #settle(index: number, result: SegmentResult): void {
    this.#results[index] = result;
    const known = this.#results.filter((each) => each !== null);
    if (known.length === this.#results.length) this.#tellDone(known);
  }
}

function resultOf(outcome: RequestOutcome): SegmentResult {
  switch (outcome.kind) {
    case 'response': {
      const { response } = outcome;
      if (response.commandStatus !== 0) return refused(response.commandStatus);
      const messageId = response.command === 'submit_sm_resp' ? (response.body?.messageId ?? '') : '';
      return { kind: 'accepted', messageId };
    }
    case 'nack':
      return refused(outcome.commandStatus);
    case 'timeout':
      return {
        kind: 'inDoubt',
        sentence: 'The SMSC did not answer in time; it may have the message all the same.',
      };
    case 'link-lost':
      return {
        kind: 'inDoubt',
        sentence: 'The link broke before the answer; the SMSC may have the message.',
      };
    case 'not-sent':
      return { kind: 'notSent', sentence: outcome.reason };
    default:
      return assertNever(outcome, 'outcome');
  }
}

function refused(status: number): SegmentResult {
  return { kind: 'refused', status, sentence: `The SMSC refused it: ${describeCommandStatus(status)}.` };
}
