import type { Wire } from './wire';

class MemoryWire implements Wire {
  peer: MemoryWire | null = null;
  #isOpen = true;
  #frameListener: ((frame: unknown) => void) | null = null;
  #closeListener: ((refusal: null) => void) | null = null;

  send(frame: unknown): void {
    const peer = this.peer;
    if (!this.#isOpen || peer === null) return;
    // Through JSON, as over a WebSocket: what cannot travel does not arrive here either.
    const text = JSON.stringify(frame);
    void Promise.resolve().then(() => {
      peer.#deliver(JSON.parse(text) as unknown);
    });
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.#frameListener = listener;
  }

  onClose(listener: (refusal: null) => void): void {
    this.#closeListener = listener;
    if (!this.#isOpen) listener(null);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#end();
    const peer = this.peer;
    if (peer !== null) void Promise.resolve().then(() => peer.#end());
  }

  #deliver(frame: unknown): void {
    if (this.#isOpen) this.#frameListener?.(frame);
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#closeListener?.(null);
  }
}

/** Two ends of one wire in memory; what is sent at one arrives at the other a microtask later. */
export function createWirePair(): readonly [client: Wire, host: Wire] {
  const client = new MemoryWire();
  const host = new MemoryWire();
  client.peer = host;
  host.peer = client;
  return [client, host];
}
