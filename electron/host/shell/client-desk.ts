import type { Capability } from '#shared/contract/index';
import type { Handlers } from '#shared/rpc/handlers';
import { serve, type EventSource, type Served } from '#shared/rpc/serve';
import type { Wire } from '#shared/rpc/wire';
import type { HostLogger } from '../host-services';

export interface ClientDeskOptions {
  readonly handlers: Handlers;
  readonly events: EventSource;
  readonly capabilities: readonly Capability[];
  readonly log: HostLogger;
}

/** Where the clients of one host arrive, whatever wire they come over; knows them all, so that it can end them all. */
export class ClientDesk {
  readonly #options: ClientDeskOptions;
  readonly #clients = new Map<number, Served>();
  #lastId = 0;

  constructor(options: ClientDeskOptions) {
    this.#options = options;
  }

  accept(wire: Wire): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const { handlers, events, capabilities, log } = this.#options;
    const served = serve(handlers, events, wire, {
      clientId: id,
      capabilities,
      reportError: (what, error) => log.error(what, error),
      onGone: () => this.#clients.delete(id),
    });
    // A wire can close before it was handed over, and is then gone before `serve` returns.
    if (!served.isGone) this.#clients.set(id, served);
  }

  /** Tells every client why, in a sentence for the screen, and lets them go. */
  endAll(message: string): void {
    for (const client of [...this.#clients.values()]) client.end(message);
  }
}
