import { parseAddress, withNumbering } from '#shared/model/address';
import { areaOctets } from '#shared/model/broadcast-area';
import { fieldsNotIn } from '#shared/model/pdu-fields';
import { smppTime, type AdvancedOptions, type SmppTime, type SubmitRequest } from '#shared/model/submission';
import type { TrunkSettings } from '#shared/model/trunk';
import { describeTime } from '#shared/smpp/meaning/time';
import { emptyDraft, receiptBits, type Draft, type DraftField, type TimeDraft } from './draft';
import { splitAtBlanks, splitDestinations } from './destinations';
import { readNumber, readOctet } from './numbers';
import { octetsOf, readTlv } from './tlv-entries';

/** A field of the draft, one of its TLVs, or the message as a whole. */
export type ErrorKey = DraftField | `tlvs.${number}` | `areas.${number}` | 'form';
export type DraftErrors = Readonly<Partial<Record<ErrorKey, string>>>;

/** All of a message but where it goes. */
export type RequestParts = Omit<SubmitRequest, 'target' | 'destinationAddress'>;

/** What of the trunk decides how the message is made. */
export type RequestTrunk = Pick<TrunkSettings, 'version' | 'numbering' | 'name' | 'longMessages'>;

const octetFields = [
  'protocolId',
  'priorityFlag',
  'replaceIfPresentFlag',
  'smDefaultMsgId',
] as const satisfies readonly DraftField[];
const MAX_LIST_NAME = 64;
const classFields = ['esmMode', 'esmType', 'isUdhi', 'isReplyPath'] as const satisfies readonly DraftField[];
const isDraftField = (field: string): field is DraftField => Object.hasOwn(emptyDraft, field);
const OCTET_SENTENCE = 'Enter a number from 0 to 255, or 0x00 to 0xFF.';

/** What is wrong with the draft, by field, as far as it can be told without the host. */
export function draftErrors(draft: Draft, trunk: RequestTrunk | null): DraftErrors {
  const errors: Partial<Record<ErrorKey, string>> = {};
  for (const field of octetFields) if (readOctet(draft[field]) === null) errors[field] = OCTET_SENTENCE;
  if (draft.dataCoding.trim() !== '' && readOctet(draft.dataCoding) === null) {
    errors.dataCoding = `${OCTET_SENTENCE} Empty: by the alphabet.`;
  }
  if (draft.hasPorts) {
    for (const field of ['destinationPort', 'sourcePort'] as const) {
      if (readNumber(draft[field], 0, 65_535) === null) errors[field] = 'Enter a port from 0 to 65535.';
    }
  }
  if (!/^[\u0001-\u00ff]*$/.test(draft.serviceType)) errors.serviceType = 'Use characters of Latin-1 only.';
  else if (draft.serviceType.length > 64) errors.serviceType = 'Use at most 64 characters.';
  for (const field of ['scheduleDeliveryTime', 'validityPeriod'] as const) {
    const problem = timeProblem(draft[field]);
    if (problem !== null) errors[field] = problem;
  }
  if (draft.alphabet === 'binary') {
    const octets = octetsOf(draft.hex);
    if (typeof octets === 'string') errors.hex = octets;
  }
  draft.tlvs.forEach((tlv, index) => {
    const reading = readTlv(tlv);
    if (!reading.ok) errors[`tlvs.${index}`] = reading.sentence;
  });
  if (draft.pdu === 'broadcast_sm') Object.assign(errors, broadcastErrors(draft));
  if (
    draft.pdu === 'submit_multi' &&
    distributionListsOf(draft).some((name) => name.length > MAX_LIST_NAME)
  ) {
    errors.distributionLists = `The name of a list has at most ${MAX_LIST_NAME} characters.`;
  }
  for (const { key, sentence } of fieldsNotIn(draft.pdu, advancedOf(draft, trunk))) {
    const fields = key === 'esmClass' ? classFields.filter((field) => Boolean(draft[field])) : [key];
    for (const field of fields) if (isDraftField(field)) errors[field] ??= sentence;
  }
  return { ...errors, ...(trunk === null ? {} : versionErrors(draft, trunk)) };
}

/** What the version of the trunk does not have, with the reason (docs/smpp.md, "Versions"). */
export function versionErrors(draft: Draft, { name, version, longMessages }: RequestTrunk): DraftErrors {
  const errors: Partial<Record<ErrorKey, string>> = {};
  const pduProblem = pduRefusal(draft.pdu, version);
  if (pduProblem !== null) errors.pdu = `${name} speaks SMPP ${version}: ${pduProblem}`;
  if (version === '3.3') {
    if (draft.tlvs.length > 0) errors.tlvs = `${name} speaks SMPP 3.3, which has no TLVs. Remove them.`;
    const method = draft.longMethod ?? longMessages;
    if (draft.longMethod !== null && (method === 'sar' || method === 'payload')) {
      errors.longMethod = `${name} speaks SMPP 3.3: it has no TLVs, which ${method === 'sar' ? 'SAR' : 'message_payload'} is made of. Choose a user data header.`;
    }
  }
  return errors;
}

/** Why a version has no such PDU, to follow a colon; null where it has. */
export function pduRefusal(pdu: Draft['pdu'], version: TrunkSettings['version']): string | null {
  if (pdu === 'data_sm' && version === '3.3') return 'data_sm came with 3.4. Choose submit_sm.';
  if (pdu === 'broadcast_sm' && version !== '5.0') return 'broadcast_sm came with 5.0. Choose another PDU.';
  return null;
}

function broadcastErrors(draft: Draft): DraftErrors {
  const errors: Partial<Record<ErrorKey, string>> = {};
  draft.areas.forEach(({ format, value }, index) => {
    const octets = areaOctets(format, value);
    if (typeof octets === 'string') errors[`areas.${index}`] = octets;
  });
  for (const field of ['service', 'repetitions', 'interval'] as const) {
    if (readNumber(draft[field], 0, 0xffff) === null) errors[field] = 'Enter a number from 0 to 65535.';
  }
  return errors;
}

const unitSeconds = { minutes: 60, hours: 3600, days: 86_400 } as const;
const MAX_AMOUNT = 100_000;

function timeProblem(time: TimeDraft): string | null {
  switch (time.kind) {
    case 'none':
      return null;
    case 'at':
      return Number.isNaN(Date.parse(time.at)) ? 'Choose a date and a time.' : formProblem(time);
    case 'in':
      return readNumber(time.amount, 0, MAX_AMOUNT) === null
        ? `Enter a whole number to ${MAX_AMOUNT}.`
        : formProblem(time);
    case 'raw':
      return formProblem(time);
  }
}

/** What the form that goes out cannot hold. */
function formProblem(time: TimeDraft): string | null {
  const parsed = smppTime.safeParse(smppTimeOf(time));
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
}

/** What is odd about a time that is sent as it is written; null when nothing is. */
export function timeWarning(time: TimeDraft): string | null {
  if (time.kind !== 'raw' || time.raw === '' || describeTime(time.raw) !== null) return null;
  return 'This is no time of SMPP (YYMMDDhhmmsstnnp). It is sent as it is written.';
}

export function smppTimeOf(time: TimeDraft): SmppTime {
  switch (time.kind) {
    case 'none':
      return { kind: 'none' };
    case 'at':
      return { kind: 'at', atMs: Date.parse(time.at) };
    case 'in':
      return { kind: 'in', seconds: (readNumber(time.amount, 0, MAX_AMOUNT) ?? 0) * unitSeconds[time.unit] };
    case 'raw':
      return { kind: 'raw', value: time.raw };
  }
}

/** The message as the host takes it, of a draft without errors. */
export function requestParts(draft: Draft, trunk: RequestTrunk | null): RequestParts {
  const isBinary = draft.alphabet === 'binary';
  return {
    sourceAddress: draft.sourceAddress.trim(),
    text: isBinary ? '' : draft.text,
    octets: isBinary ? draft.hex.replaceAll(/[\s:]/g, '') : null,
    alphabet: draft.alphabet,
    shiftTables: draft.shiftTables,
    longMethod: draft.longMethod,
    isFlash: draft.isFlash,
    ports: draft.hasPorts
      ? {
          destination: readNumber(draft.destinationPort, 0, 65_535) ?? 0,
          source: readNumber(draft.sourcePort, 0, 65_535) ?? 0,
        }
      : null,
    isReceiptRequested: draft.isReceiptRequested,
    pdu: draft.pdu,
    broadcast: draft.pdu === 'broadcast_sm' ? broadcastOf(draft) : null,
    advanced: advancedOf(draft, trunk),
  };
}

function broadcastOf(draft: Draft): RequestParts['broadcast'] {
  return {
    areas: draft.areas.map(({ format, value }) => ({ format, value: value.trim() })),
    networkType: draft.networkType,
    service: readNumber(draft.service, 0, 0xffff) ?? 0,
    repetitions: readNumber(draft.repetitions, 0, 0xffff) ?? 0,
    intervalUnit: draft.intervalUnit,
    interval: readNumber(draft.interval, 0, 0xffff) ?? 0,
  };
}

function advancedOf(draft: Draft, trunk: RequestTrunk | null): AdvancedOptions {
  return {
    serviceType: draft.serviceType,
    sourceNumbering: numberingOf('source', draft, trunk),
    destinationNumbering: numberingOf('destination', draft, trunk),
    esmClass: {
      mode: draft.esmMode,
      messageType: draft.esmType,
      isUdhi: draft.isUdhi,
      isReplyPath: draft.isReplyPath,
    },
    protocolId: readOctet(draft.protocolId) ?? 0,
    priorityFlag: readOctet(draft.priorityFlag) ?? 0,
    scheduleDeliveryTime: smppTimeOf(draft.scheduleDeliveryTime),
    validityPeriod: smppTimeOf(draft.validityPeriod),
    // A broadcast is not asked about so: it has no such field.
    registeredDelivery:
      draft.registeredDelivery === null || draft.pdu === 'broadcast_sm' ? null : receiptBits(draft),
    replaceIfPresentFlag: readOctet(draft.replaceIfPresentFlag) ?? 0,
    dataCoding: draft.dataCoding.trim() === '' ? null : readOctet(draft.dataCoding),
    smDefaultMsgId: readOctet(draft.smDefaultMsgId) ?? 0,
    tlvs: draft.tlvs.flatMap((tlv) => {
      const reading = readTlv(tlv);
      return reading.ok ? [reading.entry] : [];
    }),
  };
}

/** What is not chosen of TON and NPI follows from the address and the trunk. */
export function numberingOf(
  which: 'source' | 'destination',
  draft: Draft,
  trunk: Pick<RequestTrunk, 'numbering'> | null,
): { readonly ton: number; readonly npi: number } | null {
  const [chosenTon, chosenNpi] =
    which === 'source' ? [draft.sourceTon, draft.sourceNpi] : [draft.destinationTon, draft.destinationNpi];
  if (chosenTon === null && chosenNpi === null) return null;
  const typed = which === 'source' ? draft.sourceAddress : (destinationsOf(draft)[0] ?? '');
  const { ton, npi } = withNumbering(parseAddress(typed), trunk?.numbering[which] ?? {});
  return { ton: chosenTon ?? ton, npi: chosenNpi ?? npi };
}

/** Everything that the message goes to: the chips, and what stands behind them. A broadcast goes to areas instead. */
export function destinationsOf({ pdu, destinations, destinationAddress }: Draft): readonly string[] {
  if (pdu === 'broadcast_sm') return [];
  return [...destinations, ...splitAtBlanks(destinationAddress)];
}

export function distributionListsOf(draft: Draft): string[] {
  return draft.pdu === 'submit_multi' ? splitDestinations(draft.distributionLists) : [];
}

/** What is wrong and can be said while one still types: not that something is missing. */
export function liveErrors(draft: Draft, trunk: RequestTrunk | null): DraftErrors {
  const isEmpty = (key: string): boolean => {
    const [field = '', index = ''] = key.split('.');
    if (field === 'tlvs' && index !== '') {
      const tlv = draft.tlvs[Number(index)];
      return tlv === undefined || (tlv.kind === 'tag' ? tlv.hex : tlv.value) === '';
    }
    if (field === 'scheduleDeliveryTime' || field === 'validityPeriod') {
      const time = draft[field];
      return time.kind === 'at' ? time.at === '' : time.kind === 'in' && time.amount === '';
    }
    if (field === 'areas') return (draft.areas[Number(index)]?.value ?? '') === '';
    if (field === 'hex') return draft.hex.replaceAll(/[\s:]/g, '').length % 2 === 1;
    return false;
  };
  return Object.fromEntries(Object.entries(draftErrors(draft, trunk)).filter(([key]) => !isEmpty(key)));
}

/** On the line of controls and in the text; every other field is among the options. */
const inSight: readonly string[] = ['target', 'sourceAddress', 'destinationAddress', 'text', 'hex', 'form'];

export const isOptionError = (key: string): boolean => !inSight.includes(key);
