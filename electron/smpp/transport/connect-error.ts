import type { CertificateFacts, CertificateProblemKind } from './certificate-facts';

/** What kept a connection from being made; each has its own words on screen and its own rule for retrying. */
export type ConnectErrorKind =
  | 'name-not-found'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'tls-timeout'
  | 'certificate'
  | 'tls'
  | 'reset'
  | 'cancelled';

export interface ConnectErrorDetails {
  readonly cause?: unknown;
  /** For the kind `certificate`: what is wrong with the peer's. Absent where it is a certificate of ours. */
  readonly problem?: CertificateProblemKind;
  /** The peer's certificate, where it was seen. */
  readonly certificate?: CertificateFacts | null;
}

/** A connection that could not be made. `sentence` says what happened, where, and what to do, for the screen. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly kind: ConnectErrorKind;
  readonly sentence: string;
  readonly problem: CertificateProblemKind | null;
  readonly certificate: CertificateFacts | null;

  constructor(kind: ConnectErrorKind, sentence: string, details: ConnectErrorDetails = {}) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.sentence = sentence;
    this.problem = details.problem ?? null;
    this.certificate = details.certificate ?? null;
  }
}
