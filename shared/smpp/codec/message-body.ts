import type { Bodies } from '../bodies';

/**
 * submit_sm and deliver_sm are nearly all the traffic there is, and their body is the largest. An object filled in a
 * loop over 17 names costs about 20 times as much as this literal, so this one body has its names written out; the
 * types and a test hold them, and their order, to the table.
 */
export type MessageBody = Bodies['submit_sm'];

export function messageBodyOf(values: readonly unknown[]): MessageBody {
  return {
    serviceType: values[0] as string,
    sourceAddrTon: values[1] as number,
    sourceAddrNpi: values[2] as number,
    sourceAddr: values[3] as string,
    destAddrTon: values[4] as number,
    destAddrNpi: values[5] as number,
    destinationAddr: values[6] as string,
    esmClass: values[7] as number,
    protocolId: values[8] as number,
    priorityFlag: values[9] as number,
    scheduleDeliveryTime: values[10] as string,
    validityPeriod: values[11] as string,
    registeredDelivery: values[12] as number,
    replaceIfPresentFlag: values[13] as number,
    dataCoding: values[14] as number,
    smDefaultMsgId: values[15] as number,
    shortMessage: values[16] as Uint8Array,
  };
}

export function putMessageValues(body: MessageBody, values: unknown[]): void {
  values[0] = body.serviceType;
  values[1] = body.sourceAddrTon;
  values[2] = body.sourceAddrNpi;
  values[3] = body.sourceAddr;
  values[4] = body.destAddrTon;
  values[5] = body.destAddrNpi;
  values[6] = body.destinationAddr;
  values[7] = body.esmClass;
  values[8] = body.protocolId;
  values[9] = body.priorityFlag;
  values[10] = body.scheduleDeliveryTime;
  values[11] = body.validityPeriod;
  values[12] = body.registeredDelivery;
  values[13] = body.replaceIfPresentFlag;
  values[14] = body.dataCoding;
  values[15] = body.smDefaultMsgId;
  values[16] = body.shortMessage;
}

const NO_OCTETS = new Uint8Array(0);

/** The fields that are given, and 0 or empty for the others. */
export function completeMessageBody(given: Partial<MessageBody>): MessageBody {
  return {
    serviceType: given.serviceType ?? '',
    sourceAddrTon: given.sourceAddrTon ?? 0,
    sourceAddrNpi: given.sourceAddrNpi ?? 0,
    sourceAddr: given.sourceAddr ?? '',
    destAddrTon: given.destAddrTon ?? 0,
    destAddrNpi: given.destAddrNpi ?? 0,
    destinationAddr: given.destinationAddr ?? '',
    esmClass: given.esmClass ?? 0,
    protocolId: given.protocolId ?? 0,
    priorityFlag: given.priorityFlag ?? 0,
    scheduleDeliveryTime: given.scheduleDeliveryTime ?? '',
    validityPeriod: given.validityPeriod ?? '',
    registeredDelivery: given.registeredDelivery ?? 0,
    replaceIfPresentFlag: given.replaceIfPresentFlag ?? 0,
    dataCoding: given.dataCoding ?? 0,
    smDefaultMsgId: given.smDefaultMsgId ?? 0,
    shortMessage: given.shortMessage ?? NO_OCTETS,
  };
}
