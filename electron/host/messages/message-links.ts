import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { RequestOutcome } from '#electron/smpp/session/session-types';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkSettings } from '#shared/model/trunk';
import type { Pdu } from '#shared/smpp/pdu';

/** What became of a request over a trunk. Exactly one of these for each, whatever happens to the trunk. */
export type LinkOutcome =
  /** `not-sent`: it can never be sent over this trunk as it is; the reason says why. */
  | RequestOutcome
  /**
   * ESME_RTHROTTLED or ESME_RMSGQFUL: the SMSC did not take it, and the trunk has slowed down. The message is to be
   * queued again; `onRoom` follows.
   */
  | { readonly kind: 'throttled'; readonly commandStatus: number; readonly latencyMs: number }
  /**
   * It never left, and may later: no bind is logged in, the windows are full, the link ended before it was written, or
   * the rate of its source address has no room (see `exhaustedSources`). The message is to be queued again; `onRoom`
   * follows.
   */
  | { readonly kind: 'held'; readonly reason: string };

/** Where a request left: its session, as numbered in the PDU log, and its sequence number there. */
export interface SentAs {
  readonly sessionId: number;
  readonly sequenceNumber: number;
}

/** Called once for each request; `sent` is null when the request never got a sequence number. */
export type OnLinkOutcome = (outcome: LinkOutcome, sent: SentAs | null) => void;

/** Whether a trunk can carry messages, as a group asks it. */
export type LinkAvailability =
  /** A bind that may send is logged in. */
  | { readonly kind: 'up' }
  /** An on-demand transmitter that is idle, or on its way up: it binds when a message waits. */
  | { readonly kind: 'on-demand' }
  /** Not logged in; why, as a sentence. */
  | { readonly kind: 'down'; readonly sentence: string }
  /** As it is configured it can never send (a receiver); why, as a sentence. */
  | { readonly kind: 'unable'; readonly sentence: string };

/** What the message service knows of a trunk: implemented by the trunk manager, faked in tests. */
export interface MessageLink {
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  /** As stored; the demo trunk's host and system ID are not those of this run. */
  readonly settings: TrunkSettings;
  availability(): LinkAvailability;
  /** The SMSC asked the trunk to be slower, and it is. */
  isThrottled(): boolean;
  /**
   * Messages that may leave now, over all of the trunk's binds: as the windows, the rate and a throttle allow. 0 unless
   * a bind that may send is logged in.
   */
  freeCapacity(): number;
  /** Requests that may leave now by the windows alone: for query_sm, cancel_sm and replace_sm, which no rate counts. */
  freeWindow(): number;
  /** Source addresses whose own rate has no room now: taking their messages from the queue would be in vain. */
  exhaustedSources(): readonly string[];
  /** Messages wait to leave: an on-demand transmitter that is idle binds. Does nothing to any other trunk. */
  wantsToSend(): void;
  /** How many messages wait to leave over this trunk, for the screen. Told at every change, as often as it likes. */
  reportQueued(count: number): void;
  /**
   * Sends one request over the bind with the fewest in flight. Its cost to the rate is counted here: one for each
   * segment and each destination of a submit_multi. The outcome comes exactly once; `submit` itself never throws.
   */
  submit(request: MessageRequest, onOutcome: OnLinkOutcome): void;
}

/** A response that came after its request had timed out. */
export interface LateResponse extends SentAs {
  readonly trunkId: TrunkId;
  readonly response: Pdu;
}

export interface MessageLinks {
  /** Undefined when there is no such trunk. */
  find(trunkId: TrunkId): MessageLink | undefined;
  /** The trunk has room again: it is bound, a response came, or the rate allows more. */
  onRoom(listener: (trunkId: TrunkId) => void): Unsubscribe;
  onLateResponse(listener: (late: LateResponse) => void): Unsubscribe;
}

/** What a trunk does with an inbound deliver_sm or data_sm: the status to answer with, once it is stored. `sessionId` is its session in the PDU log. */
export interface InboundSink {
  receive(trunkId: TrunkId, trunkName: string, request: Pdu, sessionId?: number): Promise<number>;
}
