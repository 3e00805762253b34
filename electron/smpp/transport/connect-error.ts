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

/** A connection that could not be made. `sentence` says what happened, where, and what to do, for the screen. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly kind: ConnectErrorKind;
  readonly sentence: string;

  constructor(kind: ConnectErrorKind, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.sentence = sentence;
  }
}
