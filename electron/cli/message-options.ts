import type { ParseArgsConfig } from 'node:util';
import { anySource, directMessages, type DirectMessage } from '#electron/host/direct/direct-messages';
import { trunkId } from '#shared/model/ids';
import { textEncoding } from '#shared/model/message';
import { submitManyRequest, type SubmitManyRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import type { Connection } from './connection-options';
import { UsageError } from './exit-codes';
import { esmClassOf, octetOf, timeOf, tlvOf } from './message-values';
import { inOptions } from './option-words';
import type { Options } from './options';

/** Every option that says what is sent. */
export const messageOptions = {
  from: { type: 'string' },
  to: { type: 'string', multiple: true },
  text: { type: 'string' },
  encoding: { type: 'string' },
  long: { type: 'string' },
  pdu: { type: 'string' },
  'data-coding': { type: 'string' },
  'esm-class': { type: 'string' },
  'registered-delivery': { type: 'string' },
  schedule: { type: 'string' },
  validity: { type: 'string' },
  tlv: { type: 'string', multiple: true },
} as const satisfies ParseArgsConfig['options'];

export const messageHelp = `Message:
  --from ADDRESS           source address; empty where the SMSC sets it
  --to ADDRESS             destination address; repeated, each gets the message
  --text TEXT              the text; with --encoding binary, octets as hexadecimal digits
  --encoding E             auto (default: GSM 7-bit where it can be written so, else UCS-2), gsm7,
                           gsm7-packed, latin1, ascii, ucs2 or binary
  --long METHOD            a long text as udh8 (default), udh16, sar or payload
  --pdu PDU                submit_sm (default), data_sm or submit_multi
  --data-coding N          data_coding as it goes out; N is decimal, or hexadecimal after 0x
  --esm-class N            esm_class; a header that Trunkline adds sets its bit by itself
  --registered-delivery N  registered_delivery
  --schedule TIME          schedule_delivery_time: 2026-09-05T14:30, 1d12h, or its 16 characters
  --validity TIME          validity_period, likewise
  --tlv NAME=VALUE         a TLV by its name, or by tag and octets as 0xTAG=0xHEX; repeated for more`;

/** The target of a command that has one trunk only. */
const commandTrunk = { kind: 'trunk', trunkId: trunkId.parse('command-line') } as const;

const longMethods = ['udh8', 'udh16', 'sar', 'payload'] as const;
const pdus = ['submit_sm', 'data_sm', 'submit_multi'] as const;
const encodings = ['auto', ...textEncoding.options] as const;

/** registered_delivery, bits 1 and 0: whether a receipt is asked for at all (SMPP 3.4 section 5.2.17). */
const RECEIPT_BITS = 0x03;

/** The messages of the options, as they leave. Throws a `UsageError`. */
export function readMessages(
  options: Options,
  { stored, settings }: Connection,
  isReceiptRequested: boolean,
): readonly DirectMessage[] {
  const request = requestOf(options, isReceiptRequested);
  try {
    return directMessages(request, settings, stored?.readSourcePolicy() ?? anySource);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const [path = ''] = Object.keys(error.details);
    const option = optionByField.get(path.split('.').at(-1) ?? '');
    const named = inOptions(error.message);
    // Without a stored trunk nothing has alphabets of its own.
    const sentence =
      stored === null ? named.replace('No data_coding of this trunk', 'No data_coding') : named;
    throw new UsageError(option === undefined ? sentence : `--${option}: ${sentence}`, { cause: error });
  }
}

function requestOf(options: Options, isReceiptRequested: boolean): SubmitManyRequest {
  const destinations = options.texts('to');
  if (destinations.length === 0) throw new UsageError('--to is missing.');
  if (destinations.some((each) => each.trim() === '')) throw new UsageError('--to is empty.');
  const list = destinations.find((each) => /[,;\n]/.test(each));
  if (list !== undefined) throw new UsageError(`--to takes one address, not “${list}”. Repeat it for more.`);
  const alphabet = options.choice('encoding', encodings);
  const esmClass = esmClassOf(octetOf('esm-class', options.text('esm-class')) ?? 0);
  if (esmClass.isUdhi && alphabet !== 'binary') {
    throw new UsageError(
      '--esm-class: bit 6 says that the octets begin with a header, and a text has none. Give the octets with --encoding binary.',
    );
  }
  const registeredDelivery = octetOf('registered-delivery', options.text('registered-delivery'));
  if (isReceiptRequested && registeredDelivery !== null && (registeredDelivery & RECEIPT_BITS) === 0) {
    throw new UsageError(
      '--registered-delivery asks for no receipt, so --wait-receipt would wait in vain. Leave out one of the two.',
    );
  }
  const text = options.required('text');
  const parsed = submitManyRequest.safeParse({
    target: commandTrunk,
    sourceAddress: options.required('from'),
    destinations,
    text: alphabet === 'binary' ? '' : text,
    octets: alphabet === 'binary' ? text.replace(/^0x/i, '') : null,
    alphabet,
    longMethod: options.text('long') === null ? null : options.choice('long', longMethods),
    isReceiptRequested,
    pdu: options.choice('pdu', pdus),
    advanced: {
      esmClass,
      scheduleDeliveryTime: timeOf('schedule', options.text('schedule')),
      validityPeriod: timeOf('validity', options.text('validity')),
      registeredDelivery,
      dataCoding: octetOf('data-coding', options.text('data-coding')),
      tlvs: options.texts('tlv').map(tlvOf),
    },
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const fields = issue?.path.filter((step) => typeof step === 'string') ?? [];
  const option = fields.flatMap((field) => optionByField.get(field) ?? []).at(-1) ?? 'text';
  throw new UsageError(`--${option}: ${issue?.message ?? 'cannot be used.'}`);
}

/** The option behind a field of the request. */
const optionByField: ReadonlyMap<string, keyof typeof messageOptions> = new Map([
  ['sourceAddress', 'from'],
  ['destinations', 'to'],
  ['text', 'text'],
  ['octets', 'text'],
  ['pdu', 'pdu'],
  ['tlvs', 'tlv'],
  ['alphabet', 'encoding'],
  ['dataCoding', 'data-coding'],
  ['longMethod', 'long'],
  ['scheduleDeliveryTime', 'schedule'],
  ['validityPeriod', 'validity'],
]);
