import * as f from './fields';
import type { SmppVersion } from './versions';

export interface CommandDefinition {
  readonly id: number;
  readonly fields: readonly f.Field[];
  readonly versions: readonly SmppVersion[];
  /** Sections of SMPP 3.4 and 5.0; null where that version does not have the command. */
  readonly section34: string | null;
  readonly section50: string | null;
}

const all = ['3.3', '3.4', '5.0'] as const;
const since34 = ['3.4', '5.0'] as const;
const only33 = ['3.3'] as const;
const only50 = ['5.0'] as const;

const bind = [
  f.systemId,
  f.password,
  f.systemType,
  f.interfaceVersion,
  f.addrTon,
  f.addrNpi,
  f.addressRange,
] as const;
const source = [f.sourceAddrTon, f.sourceAddrNpi, f.sourceAddr] as const;
const destination = [f.destAddrTon, f.destAddrNpi, f.destinationAddr] as const;
const handling = [
  f.esmClass,
  f.protocolId,
  f.priorityFlag,
  f.scheduleDeliveryTime,
  f.validityPeriod,
  f.registeredDelivery,
  f.replaceIfPresentFlag,
  f.dataCoding,
  f.smDefaultMsgId,
  f.shortMessage,
] as const;
const message = [f.serviceType, ...source, ...destination, ...handling] as const;
const none = [] as const;

function define<const F extends readonly f.Field[]>(
  id: number,
  fields: F,
  versions: readonly SmppVersion[],
  section34: string | null,
  section50: string | null,
): CommandDefinition & { readonly fields: F } {
  return { id, fields, versions, section34, section50 };
}

/**
 * Every command of SMPP 3.3, 3.4 and 5.0 with its mandatory fields in order. Encoder, decoder and annotator read
 * this table and nothing else; the types of the bodies are inferred from it. A response's id is its request's with
 * bit 31 set. The bodies of the commands that only 3.3 has come from implementations, since 3.4 dropped them.
 */
export const commands = {
  bind_receiver: define(0x01, bind, all, '4.1.3', '4.1.1.3'),
  bind_receiver_resp: define(0x80000001, [f.systemId], all, '4.1.4', '4.1.1.4'),
  bind_transmitter: define(0x02, bind, all, '4.1.1', '4.1.1.1'),
  bind_transmitter_resp: define(0x80000002, [f.systemId], all, '4.1.2', '4.1.1.2'),
  query_sm: define(0x03, [f.messageId, ...source], all, '4.8.1', '4.5.2.1'),
  query_sm_resp: define(
    0x80000003,
    [f.messageId, f.finalDate, f.messageState, f.errorCode],
    all,
    '4.8.2',
    '4.5.2.2',
  ),
  submit_sm: define(0x04, message, all, '4.4.1', '4.2.1.1'),
  submit_sm_resp: define(0x80000004, [f.messageId], all, '4.4.2', '4.2.1.2'),
  deliver_sm: define(0x05, message, all, '4.6.1', '4.3.1.1'),
  deliver_sm_resp: define(0x80000005, [f.unusedMessageId], all, '4.6.2', '4.3.1.2'),
  unbind: define(0x06, none, all, '4.2.1', '4.1.1.8'),
  unbind_resp: define(0x80000006, none, all, '4.2.2', '4.1.1.9'),
  replace_sm: define(
    0x07,
    [
      f.messageId,
      ...source,
      f.scheduleDeliveryTime,
      f.validityPeriod,
      f.registeredDelivery,
      f.smDefaultMsgId,
      f.shortMessage,
    ],
    all,
    '4.10.1',
    '4.5.3.1',
  ),
  replace_sm_resp: define(0x80000007, none, all, '4.10.2', '4.5.3.2'),
  cancel_sm: define(0x08, [f.serviceType, f.messageId, ...source, ...destination], all, '4.9.1', '4.5.1.1'),
  cancel_sm_resp: define(0x80000008, none, all, '4.9.2', '4.5.1.2'),
  bind_transceiver: define(0x09, bind, since34, '4.1.5', '4.1.1.5'),
  bind_transceiver_resp: define(0x80000009, [f.systemId], since34, '4.1.6', '4.1.1.6'),
  outbind: define(0x0b, [f.systemId, f.password], since34, '4.1.7', '4.1.1.7'),
  enquire_link: define(0x15, none, all, '4.11.1', '4.1.2.1'),
  enquire_link_resp: define(0x80000015, none, all, '4.11.2', '4.1.2.2'),
  submit_multi: define(
    0x21,
    [f.serviceType, ...source, f.destAddresses, ...handling],
    all,
    '4.5.1',
    '4.2.3.1',
  ),
  submit_multi_resp: define(0x80000021, [f.messageId, f.unsuccessSmes], all, '4.5.2', '4.2.3.2'),
  param_retrieve: define(0x22, [f.paramName], only33, null, null),
  param_retrieve_resp: define(0x80000022, [f.paramValue], only33, null, null),
  query_last_msgs: define(0x23, [...source, f.numberOfMessages], only33, null, null),
  query_last_msgs_resp: define(0x80000023, [f.lastMessages], only33, null, null),
  query_msg_details: define(0x24, [f.shortMessageId, ...source, f.wantedLength], only33, null, null),
  query_msg_details_resp: define(
    0x80000024,
    [
      f.serviceType,
      ...source,
      f.destAddresses,
      f.protocolId,
      f.priorityFlag,
      f.scheduleDeliveryTime,
      f.validityPeriod,
      f.registeredDelivery,
      f.dataCoding,
      f.shortMessage,
      f.shortMessageId,
      f.finalDate,
      f.messageState,
      f.errorCode,
    ],
    only33,
    null,
    null,
  ),
  alert_notification: define(
    0x102,
    [f.sourceAddrTon, f.sourceAddrNpi, f.sourceAddrLong, f.esmeAddrTon, f.esmeAddrNpi, f.esmeAddr],
    since34,
    '4.12.1',
    '4.1.3.1',
  ),
  data_sm: define(
    0x103,
    [
      f.serviceType,
      f.sourceAddrTon,
      f.sourceAddrNpi,
      f.sourceAddrLong,
      f.destAddrTon,
      f.destAddrNpi,
      f.destinationAddrLong,
      f.esmClass,
      f.registeredDelivery,
      f.dataCoding,
    ],
    since34,
    '4.7.1',
    '4.2.2.1',
  ),
  data_sm_resp: define(0x80000103, [f.messageId], since34, '4.7.2', '4.2.2.2'),
  broadcast_sm: define(
    0x111,
    [
      f.serviceType,
      ...source,
      f.messageId,
      f.priorityFlag,
      f.scheduleDeliveryTime,
      f.validityPeriod,
      f.replaceIfPresentFlag,
      f.dataCoding,
      f.smDefaultMsgId,
    ],
    only50,
    null,
    '4.4.1.1',
  ),
  broadcast_sm_resp: define(0x80000111, [f.messageId], only50, null, '4.4.1.2'),
  query_broadcast_sm: define(0x112, [f.messageId, ...source], only50, null, '4.6.1.1'),
  query_broadcast_sm_resp: define(0x80000112, [f.messageId], only50, null, '4.6.1.2'),
  cancel_broadcast_sm: define(0x113, [f.serviceType, f.messageId, ...source], only50, null, '4.6.2.1'),
  cancel_broadcast_sm_resp: define(0x80000113, none, only50, null, '4.6.2.2'),
  generic_nack: define(0x80000000, none, all, '4.3.1', '4.1.4.1'),
} as const satisfies Record<string, CommandDefinition>;

export type Commands = typeof commands;
export type CommandName = keyof Commands;

/** Set in the command_id of every response (SMPP 3.4 section 5.1.2.1). */
export const RESPONSE_BIT = 0x80000000;
export const GENERIC_NACK_ID = 0x80000000;
