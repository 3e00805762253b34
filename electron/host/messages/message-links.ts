import type { RequestOutcome } from '#electron/smpp/session/session-types';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { TrunkId } from '#shared/model/ids';
import type { BindType } from '#shared/model/trunk';
import type { Pdu, SubmitSmBody, Tlv } from '#shared/smpp/pdu';

/** What the message service knows of a trunk: implemented by the trunk manager, faked in tests. */
export interface MessageLink {
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  readonly bindType: BindType;
  /** Requests that may leave now; 0 unless the trunk is logged in and may send. */
  freeWindow(): number;
  /** Sends one submit_sm. The outcome comes exactly once; `submit` itself never throws. */
  submit(
    body: SubmitSmBody,
    tlvs: readonly Tlv[],
    onOutcome: (outcome: RequestOutcome, sequenceNumber: number) => void,
  ): void;
}

/** A submit_sm_resp that came after its request had timed out. */
export interface LateResponse {
  readonly trunkId: TrunkId;
  readonly sessionId: number;
  readonly sequenceNumber: number;
  readonly response: Pdu;
}

export interface MessageLinks {
  /** Undefined when there is no such trunk. */
  find(trunkId: TrunkId): MessageLink | undefined;
  /** The trunk got room in its window (bound, or a response came). */
  onRoom(listener: (trunkId: TrunkId) => void): Unsubscribe;
  onLateResponse(listener: (late: LateResponse) => void): Unsubscribe;
}

/** What a trunk does with an inbound deliver_sm or data_sm: the status to answer with, once it is stored. */
export interface InboundSink {
  receive(trunkId: TrunkId, trunkName: string, request: Pdu): Promise<number>;
}
