import { z } from 'zod';
import { shiftTablesChoice } from '#shared/model/alphabets';
import { messagePdu, textEncoding } from '#shared/model/message';
import { longMessageMethod } from '#shared/model/trunk';
import { sendTarget } from '#shared/model/trunk-group';
import { readOctet } from './numbers';

/** As it is typed: what it is worth is seen when the message is made of it. */
const typed = z.string().max(200_000);
const number = z.number().int();

export const timeUnits = ['minutes', 'hours', 'days'] as const;

const timeDraft = z.strictObject({
  kind: z.enum(['none', 'at', 'in', 'raw']),
  /** Local time as the browser's field has it: "2026-11-22T15:05". */
  at: typed,
  amount: typed,
  unit: z.enum(timeUnits),
  raw: typed,
});
export type TimeDraft = z.infer<typeof timeDraft>;

const tlvDraft = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('name'), name: z.string(), value: typed }),
  z.strictObject({ kind: z.literal('tag'), tag: typed, hex: typed }),
  /** Of a vendor pack, by the pack's name and the tag. */
  z.strictObject({ kind: z.literal('pack'), pack: z.string(), tag: number, value: typed }),
]);
export type TlvDraft = z.infer<typeof tlvDraft>;

const areaDraft = z.strictObject({ format: number, value: typed });
export type AreaDraft = z.infer<typeof areaDraft>;

/** A message being written, kept by the host until it is sent. Numbers that are typed are kept as they are typed. */
export const draftContent = z.strictObject({
  target: sendTarget.nullable(),
  sourceAddress: typed,
  /** The one destination, or what is being typed after those below. */
  destinationAddress: typed,
  destinations: z.array(z.string()),
  text: typed,
  /** In place of the text where the alphabet is binary. */
  hex: typed,
  isReceiptRequested: z.boolean(),
  /** All of registered_delivery, where it says more than whether there is a receipt. */
  registeredDelivery: number.nullable(),

  pdu: messagePdu,
  distributionLists: typed,
  areas: z.array(areaDraft),
  networkType: number,
  service: typed,
  repetitions: typed,
  intervalUnit: number,
  interval: typed,

  alphabet: z.enum(['auto', ...textEncoding.options]),
  shiftTables: shiftTablesChoice,
  /** Null: as the trunk says. */
  longMethod: longMessageMethod.nullable(),
  isFlash: z.boolean(),
  /** Empty: by alphabet, flash and the trunk's map. */
  dataCoding: typed,
  hasPorts: z.boolean(),
  destinationPort: typed,
  sourcePort: typed,

  /** Null: by the kind of the address and the trunk's rules. */
  sourceTon: number.nullable(),
  sourceNpi: number.nullable(),
  destinationTon: number.nullable(),
  destinationNpi: number.nullable(),
  esmMode: number,
  esmType: number,
  isUdhi: z.boolean(),
  isReplyPath: z.boolean(),
  serviceType: typed,
  protocolId: typed,
  priorityFlag: typed,
  scheduleDeliveryTime: timeDraft,
  validityPeriod: timeDraft,
  replaceIfPresentFlag: typed,
  smDefaultMsgId: typed,
  tlvs: z.array(tlvDraft),
});
export type Draft = z.infer<typeof draftContent>;
export type DraftField = keyof Draft;

/** protocol_id of a message that the handset acknowledges and does not show (3GPP TS 23.040 section 9.2.3.9). */
export const TYPE_0 = 0x40;

const noTime: TimeDraft = { kind: 'none', at: '', amount: '', unit: 'hours', raw: '' };

export const emptyDraft: Draft = {
  target: null,
  sourceAddress: '',
  destinationAddress: '',
  destinations: [],
  text: '',
  hex: '',
  isReceiptRequested: true,
  registeredDelivery: null,
  pdu: 'submit_sm',
  distributionLists: '',
  areas: [{ format: 0, value: '' }],
  networkType: 1,
  service: '0',
  repetitions: '1',
  intervalUnit: 9,
  interval: '1',
  alphabet: 'auto',
  shiftTables: 'none',
  longMethod: null,
  isFlash: false,
  dataCoding: '',
  hasPorts: false,
  destinationPort: '2948',
  sourcePort: '9200',
  sourceTon: null,
  sourceNpi: null,
  destinationTon: null,
  destinationNpi: null,
  esmMode: 0,
  esmType: 0,
  isUdhi: false,
  isReplyPath: false,
  serviceType: '',
  protocolId: '0',
  priorityFlag: '0',
  scheduleDeliveryTime: noTime,
  validityPeriod: noTime,
  replaceIfPresentFlag: '0',
  smDefaultMsgId: '0',
  tlvs: [],
};

/** What a message keeps when it is sent: who, over what and how; not what it said. */
export const withoutText = (draft: Draft): Draft => ({ ...draft, text: '', hex: '' });

/** Whether there is nothing in it to send. */
export const isWithoutText = ({ alphabet, text, hex }: Draft): boolean =>
  (alphabet === 'binary' ? hex.trim() : text) === '';

/** What says enough without a text: one that the SMSC keeps, a message that nobody sees, a step of a USSD session. */
export const maySayNothing = ({ smDefaultMsgId, protocolId, serviceType }: Draft): boolean =>
  (readOctet(smDefaultMsgId) ?? 0) !== 0 || readOctet(protocolId) === TYPE_0 || serviceType === 'USSD';

/** registered_delivery as it goes out (SMPP 3.4 section 5.2.17). */
export const receiptBits = ({ registeredDelivery, isReceiptRequested }: Draft): number =>
  registeredDelivery ?? (isReceiptRequested ? 1 : 0);

/** The change that makes registered_delivery this number; bits 1 and 0 are the receipt. */
export function withReceiptBits(bits: number): Pick<Draft, 'isReceiptRequested' | 'registeredDelivery'> {
  return { isReceiptRequested: (bits & 0x03) !== 0, registeredDelivery: bits <= 1 ? null : bits };
}
