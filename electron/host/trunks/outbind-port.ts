import type { CallPort, listenForCall } from '#electron/smpp/transport/listen-for-call';
import { formatAddress } from '#electron/smpp/transport/socket-transport';
import type { Transport } from '#electron/smpp/transport/transport';
import type { CancelSignal } from '#shared/lib/cancel-signal';

export interface OutbindAddress {
  readonly host: string;
  readonly port: number;
}

interface Waiter {
  readonly take: (transport: Transport) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * The port that a trunk opens for its SMSC to call. It is open exactly while a bind waits for a call: once all of them
 * stand, nobody else is let in.
 */
export class OutbindPort {
  readonly #listen: typeof listenForCall;
  readonly #waiters = new Set<Waiter>();
  #server: { readonly address: string; readonly opening: Promise<CallPort> } | null = null;

  constructor(listen: typeof listenForCall) {
    this.#listen = listen;
  }

  /**
   * The next connection. `onListening` is called once the port is open. Rejects with a `ListenError` when it cannot be
   * opened; after `signal` it never settles.
   */
  async accept(
    { host, port }: OutbindAddress,
    onListening: (address: string) => void,
    signal: CancelSignal,
  ): Promise<Transport> {
    const address = formatAddress(host, port);
    return await new Promise<Transport>((resolve, reject) => {
      const waiter: Waiter = {
        take: (transport) => finish(() => resolve(transport)),
        fail: (error) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
      };
      const cancel = (): void => finish(() => undefined);
      const finish = (settle: () => void): void => {
        if (!this.#waiters.delete(waiter)) return;
        signal.removeEventListener('abort', cancel);
        settle();
        if (this.#waiters.size === 0) this.#close();
      };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', cancel, { once: true });
      this.#open({ host, port }, address)
        .then(() => {
          if (this.#waiters.has(waiter)) onListening(address);
        })
        .catch((error: unknown) => waiter.fail(error));
    });
  }

  #open(options: OutbindAddress, address: string): Promise<CallPort> {
    if (this.#server !== null && this.#server.address !== address) this.#close();
    if (this.#server !== null) return this.#server.opening;
    const opening: Promise<CallPort> = this.#listen(options, {
      onCall: (transport) => {
        const [waiter] = this.#waiters;
        if (waiter === undefined) transport.destroy();
        else waiter.take(transport);
        // While others wait, the next call may come.
        if (this.#waiters.size > 0) void opening.then((port) => port.release());
      },
      onDropped: () => undefined,
    });
    this.#server = { address, opening };
    opening.catch(() => {
      if (this.#server?.opening === opening) this.#server = null;
    });
    return opening;
  }

  #close(): void {
    const server = this.#server;
    this.#server = null;
    // One that could not be opened has nothing to close.
    server?.opening.then((opened) => opened.close()).catch(() => undefined);
  }
}
