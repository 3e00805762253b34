import type { Transport, TransportClosed, TransportListener } from './transport';

export interface MemoryTransportOptions {
  /** Chunks wait for `deliver` instead of arriving by themselves in the next microtask. */
  readonly isDeliveredByHand?: boolean;
  /** From so many octets on their way `write` returns false, until they have arrived. */
  readonly highWaterMark?: number;
}

export interface MemoryTransportPair {
  readonly left: MemoryTransport;
  readonly right: MemoryTransport;
}

type Parcel = { readonly kind: 'data'; readonly octets: Uint8Array } | { readonly kind: 'end' };

/** Two ends of one stream in memory: what one writes, the other reads, in order, never inside the call of `write`. */
export function memoryTransportPair(options: MemoryTransportOptions = {}): MemoryTransportPair {
  const left = new MemoryTransport('memory:left', 'memory:right', options);
  const right = new MemoryTransport('memory:right', 'memory:left', options);
  left.connect(right);
  right.connect(left);
  return { left, right };
}

/** One end of a pair. The test that owns the pair can hold deliveries back, cut them, and break the link. */
export class MemoryTransport implements Transport {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly security = null;
  readonly trust = null;
  readonly #isDeliveredByHand: boolean;
  readonly #highWaterMark: number;
  /** On their way to this end. */
  readonly #inbox: Parcel[] = [];
  #inboxOctets = 0;
  #peer: MemoryTransport | null = null;
  #listener: TransportListener | null = null;
  #isPaused = false;
  #isDeliveryDue = false;
  #needsDrain = false;
  #hasEnded = false;
  #hasSeenEnd = false;
  #isClosed = false;

  constructor(localAddress: string, remoteAddress: string, options: MemoryTransportOptions) {
    this.localAddress = localAddress;
    this.remoteAddress = remoteAddress;
    this.#isDeliveredByHand = options.isDeliveredByHand ?? false;
    this.#highWaterMark = options.highWaterMark ?? 64 * 1024;
  }

  /** Called once by `memoryTransportPair`. */
  connect(peer: MemoryTransport): void {
    this.#peer = peer;
  }

  /** Octets that wait for this end to read them. */
  get waitingOctets(): number {
    return this.#inboxOctets;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    this.#scheduleDelivery();
  }

  write(octets: Uint8Array): boolean {
    if (this.#isClosed || this.#hasEnded || this.#peer === null) return false;
    const isBelowMark = this.#peer.take({ kind: 'data', octets });
    this.#needsDrain ||= !isBelowMark;
    return isBelowMark;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#scheduleDelivery();
  }

  end(): void {
    if (this.#isClosed || this.#hasEnded) return;
    this.#hasEnded = true;
    this.#peer?.take({ kind: 'end' });
    if (this.#hasSeenEnd) this.#close({ error: null, isLocal: false });
  }

  destroy(): void {
    if (this.#isClosed) return;
    const peer = this.#peer;
    this.#close({ error: null, isLocal: true });
    peer?.take({ kind: 'end' });
  }

  /** Ends this end as a reset by the peer would. */
  fail(error: Error): void {
    this.#close({ error, isLocal: false });
  }

  /**
   * Hands over what waits for this end: at most `maxOctets` of it, in one chunk for each write. Without a number
   * all of it, the end of the stream included.
   */
  deliver(maxOctets = Infinity): void {
    let left = maxOctets;
    while (!this.#isPaused && !this.#isClosed && this.#listener !== null && left > 0) {
      const parcel = this.#inbox.shift();
      if (parcel === undefined) break;
      if (parcel.kind === 'end') {
        this.#onPeerEnd();
        break;
      }
      const octets = parcel.octets.subarray(0, left);
      if (octets.length < parcel.octets.length) {
        this.#inbox.unshift({ kind: 'data', octets: parcel.octets.subarray(octets.length) });
      }
      left -= octets.length;
      this.#inboxOctets -= octets.length;
      this.#listener.onData(new Uint8Array(octets));
    }
    if (this.#inboxOctets === 0) this.#peer?.onInboxEmpty();
  }

  /** Called by the other end. */
  take(parcel: Parcel): boolean {
    if (this.#isClosed) return true;
    this.#inbox.push(parcel);
    if (parcel.kind === 'data') this.#inboxOctets += parcel.octets.length;
    this.#scheduleDelivery();
    return this.#inboxOctets < this.#highWaterMark;
  }

  #scheduleDelivery(): void {
    if (this.#isDeliveredByHand || this.#isDeliveryDue) return;
    this.#isDeliveryDue = true;
    queueMicrotask(() => {
      this.#isDeliveryDue = false;
      this.deliver();
    });
  }

  /** Called by the other end. */
  onInboxEmpty(): void {
    if (!this.#needsDrain || this.#isClosed) return;
    this.#needsDrain = false;
    this.#listener?.onDrain();
  }

  #onPeerEnd(): void {
    // As a TCP socket that is not half-open: the peer's FIN is answered with ours.
    this.#hasSeenEnd = true;
    const isLocal = this.#hasEnded;
    this.end();
    this.#close({ error: null, isLocal });
  }

  #close(closed: TransportClosed): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#inbox.length = 0;
    this.#inboxOctets = 0;
    this.#listener?.onClosed(closed);
  }
}
