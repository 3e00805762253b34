import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { Transport } from '#electron/smpp/transport/transport';
import type { Clock } from '#shared/lib/clock';
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

/** Called once for each request; the sequence number is 0 when the request never got one. */
export type OnOutcome = (outcome: RequestOutcome, sequenceNumber: number) => void;

/** Why a session ended. One of these, once, for each session. */
export type SessionEnd =
  | { readonly kind: 'closed-by-us' }
  /** `isOrderly`: after the peer's unbind. */
  | {
      readonly kind: 'closed-by-peer';
      readonly isOrderly: boolean;
      readonly error: Error | null;
      /** A sentence, where it ended in the middle of a PDU. */
      readonly halfPdu?: string;
    }
  | { readonly kind: 'enquire-link-timeout' }
  | { readonly kind: 'inactivity-timeout' }
  /** Not bound within session_init: a SMSC's session, or that of an ESME which was called for an outbind. */
  | { readonly kind: 'session-init-timeout' }
  /** The stream cannot be framed any more; the octets are in the log. `reason` is a sentence for the screen. */
  | { readonly kind: 'framing-error'; readonly reason: string; readonly octets: Uint8Array };

/** What the wait for an outbind came to. */
export type OutbindOutcome =
  | { readonly kind: 'outbind'; readonly systemId: string; readonly password: string }
  | { readonly kind: 'ended'; readonly end: SessionEnd };

export interface SessionTimers {
  /** 0 turns a timer off. All in milliseconds. */
  readonly responseMs: number;
  /** How long an ESME waits for the answer to its bind. */
  readonly bindMs: number;
  readonly enquireLinkMs: number;
  readonly enquireLinkMode: 'when-silent' | 'always';
  readonly enquireLinkResponseMs: number;
  readonly inactivityMs: number;
  /** From the connection to an accepted bind, for a SMSC, and for an ESME that awaits an outbind. */
  readonly sessionInitMs: number;
  /** How long `unbind_resp`, and requests in flight before it, are waited for. */
  readonly unbindMs: number;
}

export interface SessionListener {
  /**
   * A request of the peer that the session does not answer by itself: messages, outbind, alert_notification, and for
   * a SMSC the three binds. Answer with `respond` (a bind with `acceptBind` or `refuseBind`), now or later.
   */
  onRequest(request: Pdu): void;
  onStateChanged(state: SessionState): void;
  /** The window has room again, or the transport has drained. Once for all that one chunk brought. */
  onRoom(): void;
  /** A response that came after its request had timed out. */
  onLateResponse(command: CommandName, sequenceNumber: number, response: Pdu): void;
  /**
   * A response stated the SMSC's congestion_state: 0 idle, 80 to 90 the best use of it, 91 to 99 nearly congested, 100
   * congested (SMPP 5.0 section 4.8.4.18). Reserved values are left out.
   */
  onCongestion?(level: number): void;
  /** Once, at the end. Every outstanding request has had its outcome before. */
  onEnded(end: SessionEnd): void;
}

export interface SessionOptions {
  readonly role: SessionRole;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timers: SessionTimers;
  /** Unanswered requests of messages that may be in flight: 1 to 1000. */
  readonly windowSize: number;
  /** A longer command_length, or one under 16, ends the session; default 128 KiB. */
  readonly maxPduOctets?: number;
  readonly recorder: PduRecorder;
  readonly listener: SessionListener;
  /** What this side speaks at most: 0x33, 0x34 or 0x50. */
  readonly interfaceVersion: number;
  /** ESME role: keeps to `interfaceVersion` where the SMSC states a lower one. */
  readonly ignoresLowerVersion?: boolean;
  /**
   * ESME role: the SMSC has called, and the bind waits for its outbind (SMPP 3.4 section 2.2.1). Until then, and from
   * then to the bind's success, session_init runs (5.0 section 2.7).
   */
  readonly awaitsOutbind?: boolean;
  /** Our sequence numbers begin after this one; 0, which is the default, has them begin with 1. */
  readonly lastSequenceNumber?: number;
  /** Told of an exception that a callback threw; the session goes on. */
  readonly onError: (error: unknown) => void;
}

/** What an ESME binds with; the interface_version is the session's. */
export interface BindCredentials {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly addrTon: number;
  readonly addrNpi: number;
  readonly addressRange: string;
}

/** What became of a bind. Nothing but `bound` changes the session's state; the caller decides whether to close. */
export type BindOutcome =
  | {
      readonly kind: 'bound';
      /** The SMSC's system_id. */
      readonly systemId: string;
      /** sc_interface_version of the answer; null is "not stated". */
      readonly smscInterfaceVersion: number | null;
      /** The version in use from here on: our own, or the SMSC's where that is lower and counts. */
      readonly interfaceVersion: number;
      readonly latencyMs: number;
    }
  | { readonly kind: 'refused'; readonly commandStatus: number; readonly response: Pdu }
  | { readonly kind: 'nack'; readonly commandStatus: number }
  /** An answer with the bind's sequence number that is no response to it, or none but under another number. */
  | {
      readonly kind: 'wrong-answer';
      readonly response: Pdu;
      readonly expected: { readonly command: CommandName; readonly sequenceNumber: number };
    }
  | { readonly kind: 'timeout' }
  /** It was not sent: the session is bound, closed, or speaks a version without this bind. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** The link ended before the answer; `end` says how. */
  | { readonly kind: 'ended'; readonly end: SessionEnd };

/** Messages of this session since it began; requests of the link itself (enquire_link, unbind, bind) do not count. */
export interface SessionCounters {
  /** Requests that left. */
  readonly sent: number;
  /** Of these: answered with command_status 0. */
  readonly accepted: number;
  /** Answered with another command_status, or with generic_nack. */
  readonly refused: number;
  readonly timedOut: number;
  /** Responses that came after their request had timed out. */
  readonly late: number;
  /** Requests that came in and were handed on. */
  readonly received: number;
  /** Of these: answered. */
  readonly answered: number;
  /** Responses and generic_nacks that match no request. */
  readonly unmatched: number;
}
