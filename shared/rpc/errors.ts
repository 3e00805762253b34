/** Why a call was not answered as asked. */
export type RpcErrorCode =
  | 'unknown-command'
  | 'invalid-input'
  | 'refused'
  | 'not-found'
  | 'conflict'
  | 'unavailable'
  | 'cancelled'
  | 'disconnected'
  | 'internal';

/** A refusal that crosses the wire: `message` is a sentence for the screen, `details` names the fields at fault. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: RpcErrorCode;
  /** Path of the field ("settings.host") to what is wrong with it. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: RpcErrorCode, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
