/** An optional parameter as it stands on the wire; the value is kept octet for octet (SMPP 3.4 section 3.2.4.1). */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** Type and numbering plan of an address, and the address (SMPP 3.4 sections 5.2.5 to 5.2.9). */
export interface SubmitSmBody {
  readonly serviceType: string;
  readonly sourceAddrTon: number;
  readonly sourceAddrNpi: number;
  readonly sourceAddr: string;
  readonly destAddrTon: number;
  readonly destAddrNpi: number;
  readonly destinationAddr: string;
  readonly esmClass: number;
  readonly protocolId: number;
  readonly priorityFlag: number;
  readonly scheduleDeliveryTime: string;
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly replaceIfPresentFlag: number;
  readonly dataCoding: number;
  readonly smDefaultMsgId: number;
  readonly shortMessage: Uint8Array;
}
export type DeliverSmBody = SubmitSmBody;

export interface BindBody {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
  readonly addrTon: number;
  readonly addrNpi: number;
  readonly addressRange: string;
}

/** PROVISIONAL until the table drives it: body of every command by name; `null` where a command has no fields. */
export interface Bodies {
  bind_receiver: BindBody;
  bind_transmitter: BindBody;
  bind_transceiver: BindBody;
  bind_receiver_resp: { readonly systemId: string };
  bind_transmitter_resp: { readonly systemId: string };
  bind_transceiver_resp: { readonly systemId: string };
  outbind: { readonly systemId: string; readonly password: string };
  unbind: null;
  unbind_resp: null;
  enquire_link: null;
  enquire_link_resp: null;
  generic_nack: null;
  submit_sm: SubmitSmBody;
  submit_sm_resp: { readonly messageId: string };
  deliver_sm: DeliverSmBody;
  deliver_sm_resp: { readonly messageId: string };
}
export type CommandName = keyof Bodies;

/**
 * A decoded PDU. `body` is null for commands without fields, and for a response that came as a bare header
 * (SMPP 3.4 section 4.4.2 asks for that when command_status is not 0; both forms occur for every response).
 */
export interface PduOf<C extends CommandName> {
  readonly command: C;
  readonly commandStatus: number;
  readonly sequenceNumber: number;
  readonly body: Bodies[C] | null;
  readonly tlvs: readonly Tlv[];
}
export interface UnknownPdu {
  readonly command: 'unknown';
  readonly commandId: number;
  readonly commandStatus: number;
  readonly sequenceNumber: number;
  /** Everything after the header. */
  readonly rest: Uint8Array;
}
export type KnownPdu = { [C in CommandName]: PduOf<C> }[CommandName];
export type Pdu = KnownPdu | UnknownPdu;
