import { z } from 'zod';
import { shiftTablesChoice } from './alphabets';
import { areaOctets } from './broadcast-area';
import { messageId } from './ids';
import { messagePdu, textEncoding } from './message';
import { longMessageMethod } from './trunk';
import { sendTarget } from './trunk-group';

/** Of message_payload, as pairs of digits with blanks between them. */
const MAX_HEX_TEXT = 200_000;

const octet = z.number().int().min(0).max(255);

/** Octets as a person writes them: "05 00 03", with or without blanks. */
export const hexOctets = z
  .string()
  .max(MAX_HEX_TEXT, `Write at most ${MAX_HEX_TEXT} characters.`)
  .regex(/^(?:\s*[0-9a-fA-F]{2})*\s*$/, 'Write octets as pairs of hexadecimal digits.');

/** Years from 38 on are those of the last century (SMPP 3.4 appendix C). */
const FIRST_TIME_MS = Date.UTC(2000, 0, 1);
const LAST_TIME_MS = Date.UTC(2038, 0, 1) - 1;
const MAX_DURATION_SECONDS = 99 * 365 * 86_400;

/**
 * schedule_delivery_time and validity_period (SMPP 3.4 section 7.1.1): a moment goes out in the absolute form, a duration
 * in the relative one, `raw` as it is written.
 */
export const smppTime = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('at'),
    atMs: z
      .number()
      .int()
      .min(FIRST_TIME_MS, 'The field has two digits for the year, from 2000 on. Choose a later date.')
      .max(LAST_TIME_MS, 'The field has two digits for the year, up to 2037. Choose an earlier date.'),
  }),
  z.strictObject({
    kind: z.literal('in'),
    seconds: z
      .number()
      .int()
      .min(0)
      .max(MAX_DURATION_SECONDS, 'The field holds durations up to 99 years. Choose a shorter one.'),
  }),
  z.strictObject({ kind: z.literal('raw'), value: z.string().max(64, 'Use at most 64 characters.') }),
]);
export type SmppTime = z.infer<typeof smppTime>;

/** An optional parameter: by tag with octets, or by its name in the dictionary with a value in words. */
export const tlvEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), tag: z.number().int().min(0).max(0xffff), hex: hexOctets }),
  z.strictObject({
    kind: z.literal('name'),
    name: z.string().min(1).max(80),
    value: z.string().max(MAX_HEX_TEXT, `Write at most ${MAX_HEX_TEXT} characters.`),
  }),
]);
export type TlvEntry = z.infer<typeof tlvEntry>;

const numbering = z.strictObject({ ton: octet, npi: octet });

/** The bits of esm_class that a sender sets (SMPP 3.4 section 5.2.12). */
export const esmClassParts = z.strictObject({
  /** Bits 1 and 0: 0 default, 1 datagram, 2 forward, 3 store and forward. */
  mode: z.number().int().min(0).max(3).default(0),
  /** Bits 5 to 2: 0 default, 2 delivery acknowledgement, 4 user acknowledgement. */
  messageType: z.number().int().min(0).max(15).default(0),
  /** Bit 6, for octets that begin with a header of their own; a header that Trunkline adds sets it by itself. */
  isUdhi: z.boolean().default(false),
  /** Bit 7. */
  isReplyPath: z.boolean().default(false),
});

/** Area of a broadcast: the format octet and the value of broadcast_area_identifier (SMPP 5.0 section 4.8.4.4). */
const broadcastArea = z
  .strictObject({ format: octet, value: z.string() })
  .superRefine(({ format, value }, context) => {
    const octets = areaOctets(format, value);
    if (typeof octets === 'string') context.addIssue({ code: 'custom', path: ['value'], message: octets });
  });

/** The TLVs that a broadcast_sm cannot be without (SMPP 5.0 section 4.4.1.1). */
export const broadcastOptions = z.strictObject({
  areas: z.array(broadcastArea).min(1).max(50, 'A broadcast goes to at most 50 areas here.'),
  networkType: octet.default(0),
  /** broadcast_content_type, service. */
  service: z.number().int().min(0).max(0xffff).default(0),
  repetitions: z.number().int().min(0).max(0xffff).default(1),
  /** broadcast_frequency_interval: time unit as the specification numbers it, and how many of it. */
  intervalUnit: octet.default(0),
  interval: z.number().int().min(0).max(0xffff).default(0),
});
export type BroadcastOptions = z.infer<typeof broadcastOptions>;

/** Everything else of submit_sm; what is left out is what an ordinary message has. */
export const advancedOptions = z.strictObject({
  serviceType: z.string().max(64, 'Use at most 64 characters.').default(''),
  /** Null: by the kind of the address and the trunk's rules. */
  sourceNumbering: numbering.nullable().default(null),
  destinationNumbering: numbering.nullable().default(null),
  esmClass: esmClassParts.prefault({}),
  protocolId: octet.default(0),
  priorityFlag: octet.default(0),
  scheduleDeliveryTime: smppTime.default({ kind: 'none' }),
  validityPeriod: smppTime.default({ kind: 'none' }),
  /** Null: as `isReceiptRequested` says. */
  registeredDelivery: octet.nullable().default(null),
  replaceIfPresentFlag: octet.default(0),
  /** Null: by alphabet, flash and the trunk's map. */
  dataCoding: octet.nullable().default(null),
  smDefaultMsgId: octet.default(0),
  tlvs: z.array(tlvEntry).max(100, 'A message takes at most 100 TLVs. Remove some.').default([]),
});
export type AdvancedOptions = z.infer<typeof advancedOptions>;

/** What message_payload holds in packed septets, and a little more (SMPP 3.4 section 5.3.2.32). */
const MAX_TEXT = 75_000;
const ADDRESS_TOO_LONG = 'Enter one number or name of at most 64 characters.';

const submission = z.strictObject({
  target: sendTarget,
  /** May be empty where the SMSC sets the sender. */
  sourceAddress: z.string().trim().max(64, ADDRESS_TOO_LONG),
  text: z.string().max(MAX_TEXT, `A text has at most ${MAX_TEXT} characters. Shorten it.`),
  /** Octets in place of a text. */
  octets: hexOctets.nullable().default(null),
  /** `auto`: GSM 7-bit where the text can be written so, else UCS-2. */
  alphabet: z.enum(['auto', ...textEncoding.options]).default('auto'),
  /** National language tables of GSM 7-bit (3GPP TS 23.038 section 6.2.1.2.4). */
  shiftTables: shiftTablesChoice.default('none'),
  /** Null: as the trunk says. */
  longMethod: longMessageMethod.nullable().default(null),
  /** Class 0: shown at once and not kept. */
  isFlash: z.boolean().default(false),
  /** Ports of the application on the handset, in the header (3GPP TS 23.040 section 9.2.3.24.4). */
  ports: z
    .strictObject({
      destination: z.number().int().min(0).max(65_535),
      source: z.number().int().min(0).max(65_535),
    })
    .nullable()
    .default(null),
  isReceiptRequested: z.boolean(),
  pdu: messagePdu.default('submit_sm'),
  broadcast: broadcastOptions.nullable().default(null),
  advanced: advancedOptions.prefault({}),
});

const destinationAddress = z.string().trim().max(64, ADDRESS_TOO_LONG);

/** What the composer hands in for one destination; empty only for a broadcast, which has areas instead. */
export const submitRequest = submission
  .extend({
    destinationAddress,
  })
  .superRefine((request, context) => {
    if (request.destinationAddress !== '' || request.pdu === 'broadcast_sm') return;
    context.addIssue({
      code: 'custom',
      path: ['destinationAddress'],
      message: 'Enter a destination address.',
    });
  });
export type SubmitRequest = z.infer<typeof submitRequest>;
export type SubmitInput = z.input<typeof submitRequest>;

/** Destinations of one call at most; a longer list is handed in in pieces. */
export const MAX_DESTINATIONS = 10_000;

/** The same message to many; as submit_multi they share PDUs, otherwise each has its own. */
export const submitManyRequest = submission.extend({
  destinations: z
    .array(destinationAddress.min(1))
    .max(MAX_DESTINATIONS, `Send to at most ${MAX_DESTINATIONS} destinations at a time.`),
  /** Names of distribution lists that the SMSC keeps, for submit_multi. */
  distributionLists: z
    .array(z.string().min(1).max(64, 'The name of a list has at most 64 characters.'))
    .max(254, 'Send to at most 254 lists at a time.')
    .default([]),
});
export type SubmitManyRequest = z.infer<typeof submitManyRequest>;

export const submitManyResult = z.strictObject({
  /** Of the messages that were stored, in the order of the destinations; those of the lists after them. */
  messageIds: z.array(messageId),
  /** Destinations that nothing was stored for, each with the reason. */
  refused: z.array(z.strictObject({ destinationAddress: z.string(), reason: z.string() })),
});

/** What would be sent, octet by octet, before it is. */
export const submitPreview = z.strictObject({
  trunkName: z.string(),
  encoding: textEncoding,
  dataCoding: octet,
  segmentCount: z.number().int().min(1),
  /** One for each segment, with sequence_number 0 and reference 0 where these are given on sending. */
  pdus: z.array(z.strictObject({ command: messagePdu, hex: z.string() })),
  /** What goes beyond the specification and is sent all the same. */
  warnings: z.array(z.string()),
});
export type SubmitPreview = z.infer<typeof submitPreview>;
