import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { OnOutcome } from '#electron/smpp/session/session-types';
import type { TrunkSettings } from '#shared/model/trunk';
import type { Pdu } from '#shared/smpp/pdu';
import type { SmppVersion } from '#shared/smpp/tables/versions';
import type { LinkFailure, LinkTarget } from './link-failure';

/** What is known of a bind once it stands. */
export interface LoggedIn {
  /** sc_interface_version of the SMSC's answer; null is "not stated". */
  readonly smscInterfaceVersion: number | null;
  readonly version: SmppVersion;
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** Protocol and cipher of TLS; null on a plain connection. */
  readonly security: string | null;
}

export type LinkEnd =
  /** This side closed it. */
  | { readonly kind: 'closed' }
  /** The inactivity timer of the trunk ended it. */
  | { readonly kind: 'inactive'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly failure: LinkFailure; readonly target: LinkTarget };

export interface LinkListener {
  /** The port for the SMSC's call is open, at this address. */
  onListening(address: string): void;
  /** The SMSC has called; its outbind is waited for. */
  onCalled(): void;
  /** The connection stands and the bind was sent. */
  onLogging(): void;
  /** `warning`: what is wrong with the peer's certificate although it was accepted, as a sentence. */
  onLoggedIn(info: LoggedIn, warning: string | null): void;
  /** Once, at the end; never after `drop`. */
  onEnded(end: LinkEnd): void;
}

/** One connection of a trunk, from the first look-up of its password to its end. */
export interface TrunkLink {
  readonly sessionId: number;
  /** Begins. What comes of it is told to the listener later, never from inside this call. */
  start(): void;
  /** Requests that may leave now. */
  freeWindow(): number;
  submit(request: MessageRequest, onOutcome: OnOutcome): void;
  /** Asks the peer for a sign of life now; without one the link ends within the usual time. */
  probe(): void;
  /** Ends it in an orderly way, within the session's bounds; `onEnded` follows. */
  unbind(): void;
  /** Drops it at once, whatever it is doing; nothing is told any more. */
  drop(): void;
  /** Its trunk has another name, or is told otherwise in the log; the connection stays as it is. */
  takeSettings(settings: TrunkSettings): void;
  /** Leaves a line in the PDU log, in the place of this connection. */
  note(sentence: string): void;
}

export interface LateLinkResponse {
  readonly sessionId: number;
  readonly sequenceNumber: number;
  readonly response: Pdu;
}

/** What a bound link hands on. */
export interface LinkTraffic {
  /** The window has room again. */
  onRoom(): void;
  /** The SMSC stated its congestion_state, 0 to 100. */
  onCongestion(level: number): void;
  /** A response that came after its request had timed out. */
  onLateResponse(late: LateLinkResponse): void;
  /** A deliver_sm or data_sm; resolves to the command_status to answer with. */
  onMessage(request: Pdu, sessionId: number): Promise<number>;
}
