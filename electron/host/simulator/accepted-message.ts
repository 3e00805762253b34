import type { ResponseBody } from '#electron/smpp/session/peer-requests';
import type { Tlv } from '#shared/smpp/pdu';

export interface SmppNumber {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** What a submission asks for, whichever of the commands it came in; one for each destination. */
export interface Submission {
  readonly source: SmppNumber;
  readonly destination: SmppNumber;
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly registeredDelivery: number;
  /** The user data with its header; from short_message, or from message_payload among the TLVs. */
  readonly shortMessage: Uint8Array;
  readonly tlvs: readonly Tlv[];
  /** When it is to be delivered at the earliest; null for at once. */
  readonly scheduledAtMs: number | null;
  /** From when on it is not to be delivered any more; null for never. */
  readonly expiresAtMs: number | null;
}

/** A session that asks something of the message centre. */
export interface Asker {
  readonly systemId: string;
  readonly interfaceVersion: number;
}

/** The answer to a request: its command_status, and the fields of its response. */
export interface Answer {
  readonly commandStatus: number;
  readonly body?: ResponseBody;
  readonly tlvs?: readonly Tlv[];
}

/** A message that the simulator has taken. What it is to become is decided when its delivery is due. */
export interface AcceptedMessage extends Submission {
  readonly id: string;
  /** The session that submitted it, and gets its receipt while it can. */
  readonly submitter: Asker;
  readonly acceptedAtMs: number;
  /** message_state (SMPP 3.4 section 5.2.28). */
  readonly messageState: number;
  /** When it came to its final state; null before. */
  readonly doneAtMs: number | null;
  readonly networkError: number;
}
