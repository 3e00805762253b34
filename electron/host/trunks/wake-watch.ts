import type { Clock, TimerHandle } from '#shared/lib/clock';

/** How often it looks; a timer that is late by `JUMP_MS` slept, or was held up as long as that. */
const LOOK_MS = 5000;
const JUMP_MS = 15_000;

export interface WakeWatchOptions {
  readonly clock: Clock;
  /** The machine's network addresses, as a text that is another one when they changed. */
  readonly networkState: () => string;
  readonly onWoke: () => void;
}

/** Notices that the computer slept, or that its network is another one, where nobody tells. */
export class WakeWatch {
  readonly #options: WakeWatchOptions;
  #timer: TimerHandle | null = null;
  #lookedAtMs = 0;
  #network = '';

  constructor(options: WakeWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#lookedAtMs = this.#options.clock.now();
    this.#network = this.#options.networkState();
    this.#wait();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #wait(): void {
    this.#timer = this.#options.clock.startTimer(LOOK_MS, () => this.#look(), { isBackground: true });
  }

  #look(): void {
    const { clock, networkState, onWoke } = this.#options;
    const now = clock.now();
    const network = networkState();
    const hasSlept = now - this.#lookedAtMs > LOOK_MS + JUMP_MS;
    const isElsewhere = network !== this.#network;
    this.#lookedAtMs = now;
    this.#network = network;
    this.#wait();
    if (hasSlept || isElsewhere) onWoke();
  }
}

/** Every address of every interface, sorted: temporary IPv6 addresses change by themselves and are left out. */
export function networkStateOf(
  interfaces: NodeJS.Dict<
    { readonly address: string; readonly family: string; readonly internal: boolean }[]
  >,
): string {
  return Object.entries(interfaces)
    .flatMap(([name, entries]) =>
      (entries ?? [])
        .filter(({ internal, family }) => !internal && family === 'IPv4')
        .map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join('\n');
}
