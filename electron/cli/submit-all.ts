import type { DirectTrunk, LinkOutcome } from '#electron/host/direct/direct-trunk';
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

/** Sends the segments of a message, as many at once as the trunk takes; what the SMSC was asked too fast, again. */
export class SubmitAll {
  readonly #bodies: readonly SubmitSmBody[];
  readonly #results: (SegmentResult | null)[];
  readonly #done: Promise<readonly SegmentResult[]>;
  #tellDone: (results: readonly SegmentResult[]) => void = () => undefined;
  /** Indices of what is still to be sent, in order. */
  readonly #queue: number[];
  #trunk: DirectTrunk | null = null;

  constructor(bodies: readonly SubmitSmBody[]) {
    this.#bodies = bodies;
    this.#results = bodies.map(() => null);
    this.#queue = bodies.map((_, index) => index);
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
    let left = trunk?.freeCapacity() ?? 0;
    for (; trunk !== null && left > 0 && this.#queue.length > 0; left -= 1) this.#submitNext(trunk);
  }

  /** The link is gone: what has not left yet never will. */
  onLost(reason: string): void {
    this.#trunk = null;
    for (const index of this.#queue.splice(0)) this.#settle(index, { kind: 'notSent', sentence: reason });
  }

  #submitNext(trunk: DirectTrunk): void {
    const index = this.#queue.shift();
    const body = index === undefined ? undefined : this.#bodies[index];
    if (index === undefined || body === undefined) return;
    trunk.submit(body, (outcome) => {
      const mayGoAgain = outcome.kind === 'throttled' || outcome.kind === 'held';
      if (!mayGoAgain) this.#settle(index, resultOf(outcome));
      else if (this.#trunk !== null) this.#queue.unshift(index);
      else this.#settle(index, { kind: 'notSent', sentence: 'The link ended before it could be sent.' });
    });
  }

  #settle(index: number, result: SegmentResult): void {
    this.#results[index] = result;
    const known = this.#results.filter((each) => each !== null);
    if (known.length === this.#results.length) this.#tellDone(known);
  }
}

function resultOf(outcome: Exclude<LinkOutcome, { kind: 'throttled' | 'held' }>): SegmentResult {
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
