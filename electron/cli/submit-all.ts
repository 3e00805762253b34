import { responseOutcome } from '#electron/host/messages/outcomes';
import type { DirectMessage } from '#electron/host/direct/direct-messages';
import type { DirectTrunk, LinkOutcome } from '#electron/host/direct/direct-trunk';
import { assertNever } from '#shared/lib/assert-never';
import { describeCommandStatus } from '#shared/smpp/command-status';

/** A destination that the SMSC did not take of a submit_multi. */
export interface RefusedDestination {
  readonly address: string;
  readonly status: number;
  readonly sentence: string;
}

/** What became of one PDU. */
export type SegmentResult =
  | {
      readonly kind: 'accepted';
      readonly messageId: string;
      readonly refused: readonly RefusedDestination[];
    }
  | { readonly kind: 'refused'; readonly status: number; readonly sentence: string }
  /** Nobody knows whether the SMSC has it; it is not sent again. */
  | { readonly kind: 'inDoubt'; readonly sentence: string }
  | { readonly kind: 'notSent'; readonly sentence: string };

/** Sends PDUs, as many at once as the trunk takes; what the SMSC was asked too fast, again. */
export class SubmitAll {
  readonly #requests: DirectMessage['requests'];
  readonly #results: (SegmentResult | null)[];
  readonly #done: Promise<readonly SegmentResult[]>;
  #tellDone: (results: readonly SegmentResult[]) => void = () => undefined;
  /** Those that have no result yet. */
  #missing: number;
  /** Indices of what is still to be sent, in order. */
  readonly #queue: number[];
  #trunk: DirectTrunk | null = null;

  constructor(requests: DirectMessage['requests']) {
    this.#requests = requests;
    this.#results = requests.map(() => null);
    this.#missing = requests.length;
    this.#queue = requests.map((_, index) => index);
    this.#done = new Promise((resolve) => (this.#tellDone = resolve));
  }

  /** Resolves to the results in the order of the PDUs. */
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
    const request = index === undefined ? undefined : this.#requests[index];
    if (index === undefined || request === undefined) return;
    trunk.submit(request, (outcome) => {
      const mayGoAgain = outcome.kind === 'throttled' || outcome.kind === 'held';
      if (!mayGoAgain) this.#settle(index, resultOf(outcome));
      else if (this.#trunk !== null) this.#queue.unshift(index);
      else this.#settle(index, { kind: 'notSent', sentence: 'The link ended before it could be sent.' });
    });
  }

  #settle(index: number, result: SegmentResult): void {
    if (this.#results[index] === null) this.#missing -= 1;
    this.#results[index] = result;
    if (this.#missing === 0) this.#tellDone(this.#results.filter((each) => each !== null));
  }
}

function resultOf(outcome: Exclude<LinkOutcome, { kind: 'throttled' | 'held' }>): SegmentResult {
  switch (outcome.kind) {
    case 'response': {
      const { response } = outcome;
      if (response.commandStatus !== 0) return refused(response.commandStatus);
      const settled = responseOutcome(response);
      const isAccepted = settled.kind === 'accepted';
      return {
        kind: 'accepted',
        messageId: isAccepted ? (settled.smscMessageId ?? '') : '',
        refused: (isAccepted ? (settled.refused ?? []) : []).map(({ address, commandStatus, reason }) => ({
          address,
          status: commandStatus,
          sentence: reason,
        })),
      };
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
