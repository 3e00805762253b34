import type { EventName, EventPayload } from '#shared/contract/index';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';

export interface HostEvent {
  readonly name: EventName;
  readonly payload: unknown;
  readonly seq: number;
}

/** Where every event of the host is numbered, once, before it goes to whoever listens. */
export class EventHub {
  readonly #emitter: Emitter<HostEvent>;
  #seq = 0;
  /** Events that a listener made while an earlier one is still told: everybody hears them in their order. */
  readonly #waiting: HostEvent[] = [];
  #isTelling = false;

  constructor(onError: (error: unknown) => void) {
    this.#emitter = new Emitter(onError);
  }

  /** Number of the last event: what a snapshot taken now includes. */
  get seq(): number {
    return this.#seq;
  }

  emit<E extends EventName>(name: E, payload: EventPayload<E>): void {
    this.#seq += 1;
    this.#waiting.push({ name, payload, seq: this.#seq });
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#emitter.emit(next);
    }
    this.#isTelling = false;
  }

  /** Listens to one event. */
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): Unsubscribe {
    return this.#emitter.on((event) => {
      // `emit` is the only one that makes events, and takes the payload that belongs to the name.
      if (event.name === name) listener(event.payload as EventPayload<E>);
    });
  }

  subscribe(listener: (event: HostEvent) => void): Unsubscribe {
    return this.#emitter.on(listener);
  }
}
