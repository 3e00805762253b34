import { describeCommandStatus } from '../command-status';
import type { MeaningName } from '../tables/fields';
import type { TlvMeaningName } from '../tables/tlvs';
import { npiName, tonName } from './addresses';
import { dataCodingMeaning } from './data-coding';
import { esmClassMeaning } from './esm-class';
import { messageStateMeaning } from './message-state';
import { registeredDeliveryMeaning } from './registered-delivery';
import * as small from './small-fields';
import * as tlv from './tlv-structures';
import { words, type ValueMeaning } from './value-meaning';

type NumberMeaning = (value: number) => ValueMeaning;

const ofFields: Readonly<Partial<Record<MeaningName, NumberMeaning>>> = {
  ton: (value) => words(tonName(value)),
  npi: (value) => words(npiName(value)),
  interfaceVersion: small.interfaceVersionMeaning,
  esmClass: esmClassMeaning,
  registeredDelivery: registeredDeliveryMeaning,
  dataCoding: dataCodingMeaning,
  priorityFlag: small.priorityFlagMeaning,
  replaceIfPresentFlag: small.replaceIfPresentFlagMeaning,
  protocolId: small.protocolIdMeaning,
  messageState: messageStateMeaning,
  commandStatus: (value) => words(describeCommandStatus(value)),
  destFlag: small.destFlagMeaning,
};

const ofTlvs: Readonly<Partial<Record<TlvMeaningName, NumberMeaning>>> = {
  messageState: messageStateMeaning,
  commandStatus: (value) => words(describeCommandStatus(value)),
  interfaceVersion: small.interfaceVersionMeaning,
  callbackNumPresInd: tlv.callbackNumPresIndMeaning,
  msMsgWaitFacilities: tlv.msMsgWaitFacilitiesMeaning,
  broadcastAreaSuccess: tlv.broadcastAreaSuccessMeaning,
  congestionState: small.congestionStateMeaning,
  seconds: (value) => words(value === 1 ? '1 second' : `${value} seconds`),
};

const structures: Readonly<Partial<Record<TlvMeaningName, tlv.StructureReader>>> = {
  networkErrorCode: tlv.readNetworkErrorCode,
  callbackNum: tlv.readCallbackNum,
  callbackNumAtag: tlv.readCallbackNumAtag,
  subaddress: tlv.readSubaddress,
  itsSessionInfo: tlv.readItsSessionInfo,
  broadcastContentType: tlv.readBroadcastContentType,
  broadcastFrequencyInterval: tlv.readBroadcastFrequencyInterval,
  broadcastArea: tlv.readBroadcastArea,
  msValidity: tlv.readMsValidity,
};

const NOTHING = words('');

/** What the value of an integer field means; empty words for fields that are only numbers. */
export function integerMeaning(name: MeaningName | undefined, value: number): ValueMeaning {
  return name === undefined ? NOTHING : (ofFields[name]?.(value) ?? NOTHING);
}

export function tlvIntegerMeaning(name: TlvMeaningName | undefined, value: number): ValueMeaning {
  return name === undefined ? NOTHING : (ofTlvs[name]?.(value) ?? NOTHING);
}

export function structureReader(name: TlvMeaningName | undefined): tlv.StructureReader | undefined {
  return name === undefined ? undefined : structures[name];
}
