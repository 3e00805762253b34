import type { CommandName, Pdu } from '#shared/smpp/pdu';

/** States of SMPP 5.0 section 2.3; 3.4 has the same without `outbound` and `unbound`. */
export type SessionState = 'open' | 'outbound' | 'bound_tx' | 'bound_rx' | 'bound_trx' | 'unbound' | 'closed';

export type SessionRole = 'esme' | 'smsc';

/** What became of a request. Exactly one outcome for each request, whatever happens to the link. */
export type RequestOutcome =
  | { readonly kind: 'response'; readonly response: Pdu; readonly latencyMs: number }
  | { readonly kind: 'nack'; readonly commandStatus: number; readonly latencyMs: number }
  /** No response within the response timer; a late one still comes through `onLateResponse`. */
  | { readonly kind: 'timeout' }
  /** The link ended while the request was in flight: nobody knows whether it arrived. */
  | { readonly kind: 'link-lost' }
  /** It never left: the state forbids it, or the link ended before it was written. */
  | { readonly kind: 'not-sent'; readonly reason: string };

/** Why a session ended. One of these, once, for each session. */
export type SessionEnd =
  | { readonly kind: 'closed-by-us' }
  /** `isOrderly`: after the peer's unbind. */
  | { readonly kind: 'closed-by-peer'; readonly isOrderly: boolean; readonly error: Error | null }
  | { readonly kind: 'enquire-link-timeout' }
  | { readonly kind: 'inactivity-timeout' }
  /** A SMSC's session that was never bound within session_init. */
  | { readonly kind: 'session-init-timeout' }
  /** The stream cannot be framed any more; the octets are in the log. */
  | { readonly kind: 'framing-error'; readonly reason: string; readonly octets: Uint8Array };

export interface SessionTimers {
  /** 0 turns a timer off. All in milliseconds. */
  readonly responseMs: number;
  readonly enquireLinkMs: number;
  readonly enquireLinkMode: 'when-silent' | 'always';
  readonly enquireLinkResponseMs: number;
  readonly inactivityMs: number;
  readonly sessionInitMs: number;
  /** How long `unbind_resp`, and requests in flight before it, are waited for. */
  readonly unbindMs: number;
}

export interface SessionListener {
  /** A request of the peer that the session does not answer by itself. Answer with `respond`, now or later. */
  onRequest(request: Pdu): void;
  onStateChanged(state: SessionState): void;
  /** The window has room again, or the transport has drained. */
  onRoom(): void;
  /** A response that came after its request had timed out. */
  onLateResponse(command: CommandName, sequenceNumber: number, response: Pdu): void;
  /** Once, at the end. Every outstanding request has had its outcome before. */
  onEnded(end: SessionEnd): void;
}
