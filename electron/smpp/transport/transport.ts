import type { CertificateFacts } from './certificate-facts';

/**
 * Why a connection ended; `error` is null for an orderly end (FIN, or our own close), and a `ConnectError` with its
 * sentence for what TLS has against it.
 */
export interface TransportClosed {
  readonly error: Error | null;
  /** True when this side asked for it. */
  readonly isLocal: boolean;
}

export interface TransportListener {
  /** The chunk is the listener's to keep or read; it is not reused. */
  onData(chunk: Uint8Array): void;
  /** What was written has left; `write` may be called again after it returned false. */
  onDrain(): void;
  /** Called exactly once, after the last `onData`. */
  onClosed(closed: TransportClosed): void;
}

/** Whom TLS has at the other end, and who vouches for it. */
export interface PeerTrust {
  readonly certificate: CertificateFacts | null;
  readonly checkedBy: 'authority' | 'fingerprint' | 'nobody';
  /** What is wrong with the certificate although it was accepted, as a sentence; null for nothing. */
  readonly warning: string | null;
}

/** An open, ordered stream of octets: TCP, TLS, or two ends in memory. */
export interface Transport {
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** Null on a plain connection; protocol and cipher of TLS otherwise, for the screen. */
  readonly security: string | null;
  /** Null where this side did not look: a plain connection, memory, and the SMSC's side of TLS. */
  readonly trust: PeerTrust | null;
  /** Nothing is read before. Called once. */
  listen(listener: TransportListener): void;
  /**
   * False: hold back until `onDrain`. The octets are taken in either case, and must not change afterwards.
   * Each write may become a packet of its own; the session collects those of one tick first.
   */
  write(octets: Uint8Array): boolean;
  pause(): void;
  resume(): void;
  /** Sends what was written, then FIN. The peer may still send until it closes as well. */
  end(): void;
  /** Drops the connection now. */
  destroy(): void;
}
