import { DirectTrunk } from '#electron/host/direct/direct-trunk';
import type { LinkOutcome } from '#electron/host/direct/direct-trunk';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { createPdu, type SubmitSmBody } from '#shared/smpp/pdu';

export type Fate = 'accepted' | 'refused' | 'in-doubt' | 'not-sent';
const fates: readonly (Fate | null)[] = [null, 'accepted', 'refused', 'in-doubt', 'not-sent'];
const encoder = new TextEncoder();

export interface TrunkTrafficOptions {
  readonly port: number;
  readonly total: number;
  readonly settings?: Partial<Omit<TrunkSettings, 'timers'>>;
  readonly timers?: Partial<TrunkSettings['timers']>;
  /** After every so many messages whose fate is known. */
  readonly every?: { readonly count: number; readonly call: () => void };
}

/** Messages numbered in their text, sent over a whole trunk: what may go again goes again, everything else is counted. */
export class TrunkTraffic {
  readonly trunk: DirectTrunk;
  readonly errors: unknown[] = [];
  /** Resolves when the fate of every message is known. */
  readonly done: Promise<void>;
  /** Messages whose fate was told twice. */
  doubled = 0;
  throttled = 0;
  readonly #options: TrunkTrafficOptions;
  readonly #fates: Uint8Array;
  readonly #again: number[] = [];
  readonly #body: SubmitSmBody;
  #next = 0;
  #known = 0;
  #tellDone: () => void = () => undefined;

  constructor(options: TrunkTrafficOptions) {
    const { port, total, settings, timers } = options;
    this.#options = options;
    this.#fates = new Uint8Array(total);
    this.done = new Promise((resolve) => (this.#tellDone = resolve));
    const { body } = createPdu('submit_sm', {
      sequenceNumber: 0,
      body: { sourceAddr: '4711', destinationAddr: '12025550123' },
    });
    if (body === null) throw new Error('submit_sm has a body');
    this.#body = body;
    const defaults = trunkSettings.parse({
      name: 'Traffic',
      host: '127.0.0.1',
      txPort: port,
      systemId: 'demo',
    });
    this.trunk = new DirectTrunk({
      // Not parsed, so that a test may wait for less than a second.
      settings: {
        ...defaults,
        ...settings,
        timers: { ...defaults.timers, connectionTimeoutSeconds: 0.01, ...timers },
      },
      secrets: { password: 'secret01' },
      openRecorder: () => ({ recordPdu: () => undefined, recordOctets: () => undefined }),
      onChanged: () => undefined,
      onRoom: () => this.#pump(),
      onMessage: () => Promise.resolve(0),
      onError: (error) => void this.errors.push(error),
    });
    this.trunk.bind();
  }

  /** How many met each fate. */
  get counts(): Readonly<Record<Fate, number>> {
    const counts = { accepted: 0, refused: 0, 'in-doubt': 0, 'not-sent': 0 };
    for (const number of this.#fates) {
      const fate = fates[number];
      if (fate !== null && fate !== undefined) counts[fate] += 1;
    }
    return counts;
  }

  fateOf(index: number): Fate | null {
    return fates[this.#fates[index] ?? 0] ?? null;
  }

  #pump(): void {
    for (let left = this.trunk.freeCapacity(); left > 0; left -= 1) {
      const index = this.#again.pop() ?? (this.#next < this.#fates.length ? this.#next++ : undefined);
      if (index === undefined) return;
      const shortMessage = encoder.encode(String(index));
      const body = { ...this.#body, shortMessage };
      this.trunk.submit({ command: 'submit_sm', body }, (outcome) => this.#take(index, outcome));
    }
  }

  #take(index: number, outcome: LinkOutcome): void {
    const fate = fateOfOutcome(outcome);
    if (fate === null) {
      if (outcome.kind === 'throttled') this.throttled += 1;
      this.#again.push(index);
      return;
    }
    if (this.#fates[index] !== 0) this.doubled += 1;
    this.#fates[index] = fates.indexOf(fate);
    this.#known += 1;
    const { every, total } = this.#options;
    if (every !== undefined && this.#known % every.count === 0) every.call();
    if (this.#known === total) this.#tellDone();
  }
}

/** Null where the message may go again. */
function fateOfOutcome(outcome: LinkOutcome): Fate | null {
  switch (outcome.kind) {
    case 'response':
      return outcome.response.commandStatus === 0 ? 'accepted' : 'refused';
    case 'nack':
      return 'refused';
    case 'timeout':
    case 'link-lost':
      return 'in-doubt';
    case 'not-sent':
      return 'not-sent';
    case 'throttled':
    case 'held':
      return null;
  }
}
