import type { SegmentToSend, WireAddress } from '#electron/host/storage/stored-records';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { DestAddress, Tlv } from '#shared/smpp/pdu';
import { octetsOfHex } from './tlv-entries';

/** registered_delivery bits 1 and 0: a receipt on success and on failure (SMPP 3.4 section 5.2.17). */
export const RECEIPT_REQUESTED = 0x01;

/** The PDU of one segment, as it is previewed and as it is sent (SMPP 3.4 sections 4.4.1, 4.5.1, 4.7.1, 5.0 section 4.4.1). */
export function requestOfSegment(segment: SegmentToSend): MessageRequest {
  const { source, destination, esmClass, dataCoding, fields } = segment;
  const tlvs: Tlv[] = [
    ...segment.tlvs,
    ...(fields?.tlvs ?? []).map(([tag, hex]) => ({ tag, value: octetsOfHex(hex) })),
  ];
  const serviceType = fields?.serviceType ?? '';
  const sender = {
    sourceAddrTon: source.ton,
    sourceAddrNpi: source.npi,
    sourceAddr: source.address,
  };
  const registeredDelivery =
    fields?.registeredDelivery ?? (segment.isReceiptRequested ? RECEIPT_REQUESTED : 0);
  const timing = {
    priorityFlag: fields?.priorityFlag ?? 0,
    scheduleDeliveryTime: fields?.scheduleDeliveryTime ?? '',
    validityPeriod: fields?.validityPeriod ?? '',
    replaceIfPresentFlag: fields?.replaceIfPresentFlag ?? 0,
    dataCoding,
    smDefaultMsgId: fields?.smDefaultMsgId ?? 0,
  };
  const handling = {
    ...timing,
    esmClass,
    protocolId: fields?.protocolId ?? 0,
    registeredDelivery,
    shortMessage: segment.octets,
  };
  const recipient = {
    destAddrTon: destination.ton,
    destAddrNpi: destination.npi,
    destinationAddr: destination.address,
  };
  switch (segment.pdu) {
    case 'submit_sm':
      return { command: 'submit_sm', body: { serviceType, ...sender, ...recipient, ...handling }, tlvs };
    case 'submit_multi': {
      const own = destAddress(destination, fields?.isList === true);
      const others = segment.carried.map(({ address, isList }) => destAddress(address, isList));
      const body = { serviceType, ...sender, destAddresses: [own, ...others], ...handling };
      return { command: 'submit_multi', body, tlvs };
    }
    case 'data_sm': {
      const body = { serviceType, ...sender, ...recipient, esmClass, registeredDelivery, dataCoding };
      return { command: 'data_sm', body, tlvs };
    }
    case 'broadcast_sm':
      return { command: 'broadcast_sm', body: { serviceType, ...sender, messageId: '', ...timing }, tlvs };
  }
}

function destAddress({ address, ton, npi }: WireAddress, isList: boolean): DestAddress {
  return isList
    ? { destFlag: 2, dlName: address }
    : { destFlag: 1, destAddrTon: ton, destAddrNpi: npi, destinationAddr: address };
}
