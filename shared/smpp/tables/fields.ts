import type { PerVersion } from './versions';

/** "source_addr_ton" to "sourceAddrTon": code spells the names of the specification in camelCase, by this rule only. */
export type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** Names of the functions in `meaning/` that put a value into words. */
export type MeaningName =
  | 'ton'
  | 'npi'
  | 'interfaceVersion'
  | 'esmClass'
  | 'registeredDelivery'
  | 'dataCoding'
  | 'priorityFlag'
  | 'replaceIfPresentFlag'
  | 'protocolId'
  | 'messageState'
  | 'commandStatus'
  | 'destFlag'
  | 'time'
  | 'serviceType'
  | 'unused';

interface FieldBase<N extends string> {
  /** As the specification spells it. */
  readonly name: N;
  readonly key: CamelCase<N>;
  /** Where SMPP 3.4 defines the field; empty for the fields that only 3.3 has. */
  readonly section: string;
  /** command_status for a bad value in a request (SMPP 5.0 section 2.8.2). */
  readonly status: number;
  readonly meaning?: MeaningName;
}

/** An unsigned integer, most significant octet first. */
export interface IntegerField<N extends string = string> extends FieldBase<N> {
  readonly kind: 'integer';
  readonly size: 1 | 4;
  readonly min?: number;
  /** Largest value that the specification defines, by version. */
  readonly max?: PerVersion<number>;
}

/** Octets up to and including a NUL. `max` counts the NUL. */
export interface CStringField<N extends string = string> extends FieldBase<N> {
  readonly kind: 'cString';
  readonly max: PerVersion<number>;
  /** A time: empty, or exactly 16 characters (12 in what an SMSC reports, SMPP 3.4 section 7.1.1). */
  readonly isTime?: true;
}

/** One octet of length, named `lengthName`, then so many octets. */
export interface OctetsField<N extends string = string> extends FieldBase<N> {
  readonly kind: 'octets';
  readonly lengthName: string;
  readonly lengthSection: string;
  readonly max: PerVersion<number>;
}

/** One octet of count, named `countName`, then so many items. */
export interface ListField<
  N extends string = string,
  I extends readonly ItemShape[] = readonly ItemShape[],
> extends FieldBase<N> {
  readonly kind: 'list';
  readonly countName: string;
  readonly countSection: string;
  readonly itemName: string;
  readonly min: number;
  readonly max: PerVersion<number>;
  /** One shape, or several told apart by a leading flag octet. */
  readonly shapes: I;
  readonly flagName?: string;
}

/** One shape of a list item; `flag` is the value of the flag octet before it. */
export interface ItemShape<
  F extends number | null = number | null,
  P extends readonly ScalarField[] = readonly ScalarField[],
> {
  readonly flag: F;
  readonly fields: P;
}

export type ScalarField = IntegerField | CStringField;
export type Field = ScalarField | OctetsField | ListField;

function camelCase<N extends string>(name: N): CamelCase<N> {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()) as CamelCase<N>;
}

interface IntegerOptions {
  readonly size?: 1 | 4;
  readonly meaning?: MeaningName;
  readonly min?: number;
  readonly max?: PerVersion<number>;
}

function integer<N extends string>(
  name: N,
  section: string,
  status: number,
  options: IntegerOptions = {},
): IntegerField<N> {
  return { kind: 'integer', name, key: camelCase(name), section, status, size: 1, ...options };
}

function cString<N extends string>(
  name: N,
  section: string,
  status: number,
  max: PerVersion<number>,
  options: { readonly meaning?: MeaningName; readonly isTime?: true } = {},
): CStringField<N> {
  return { kind: 'cString', name, key: camelCase(name), section, status, max, ...options };
}

const time = { meaning: 'time', isTime: true } as const;

// Sections are those of SMPP 3.4; statuses are ESME_RINVSYSID and so on, spelled out in statuses.ts.
export const systemId = cString('system_id', '5.2.1', 0x0f, 16);
export const password = cString('password', '5.2.2', 0x0e, 9);
export const systemType = cString('system_type', '5.2.3', 0x53, 13);
export const interfaceVersion = integer('interface_version', '5.2.4', 0x0d, { meaning: 'interfaceVersion' });
export const addrTon = integer('addr_ton', '5.2.5', 0x48, { meaning: 'ton' });
export const addrNpi = integer('addr_npi', '5.2.6', 0x49, { meaning: 'npi' });
export const addressRange = cString('address_range', '5.2.7', 0x0d, 41);
export const serviceType = cString('service_type', '5.2.11', 0x15, 6, { meaning: 'serviceType' });
export const sourceAddrTon = integer('source_addr_ton', '5.2.5', 0x48, { meaning: 'ton' });
export const sourceAddrNpi = integer('source_addr_npi', '5.2.6', 0x49, { meaning: 'npi' });
export const sourceAddr = cString('source_addr', '5.2.8', 0x0a, 21);
export const sourceAddrLong = cString('source_addr', '5.2.8', 0x0a, 65);
export const destAddrTon = integer('dest_addr_ton', '5.2.5', 0x50, { meaning: 'ton' });
export const destAddrNpi = integer('dest_addr_npi', '5.2.6', 0x51, { meaning: 'npi' });
export const destinationAddr = cString('destination_addr', '5.2.9', 0x0b, 21);
export const destinationAddrLong = cString('destination_addr', '5.2.9', 0x0b, 65);
export const esmeAddrTon = integer('esme_addr_ton', '5.2.5', 0x50, { meaning: 'ton' });
export const esmeAddrNpi = integer('esme_addr_npi', '5.2.6', 0x51, { meaning: 'npi' });
export const esmeAddr = cString('esme_addr', '5.2.10', 0x0b, 65);
export const esmClass = integer('esm_class', '5.2.12', 0x43, { meaning: 'esmClass' });
export const protocolId = integer('protocol_id', '5.2.13', 0x08, { meaning: 'protocolId' });
export const priorityFlag = integer('priority_flag', '5.2.14', 0x06, {
  meaning: 'priorityFlag',
  max: { '3.3': 1, '3.4': 3, '5.0': 4 },
});
export const scheduleDeliveryTime = cString('schedule_delivery_time', '5.2.15', 0x61, 17, time);
export const validityPeriod = cString('validity_period', '5.2.16', 0x62, 17, time);
export const registeredDelivery = integer('registered_delivery', '5.2.17', 0x07, {
  meaning: 'registeredDelivery',
  max: { '3.3': 1, '3.4': 31, '5.0': 31 },
});
export const replaceIfPresentFlag = integer('replace_if_present_flag', '5.2.18', 0x54, {
  meaning: 'replaceIfPresentFlag',
  max: 1,
});
export const dataCoding = integer('data_coding', '5.2.19', 0x104, { meaning: 'dataCoding' });
export const smDefaultMsgId = integer('sm_default_msg_id', '5.2.20', 0x63, {
  max: { '3.3': 255, '3.4': 254, '5.0': 255 },
});
export const messageId = cString('message_id', '5.2.23', 0x0c, { '3.3': 9, '3.4': 65, '5.0': 65 });
/** Unused in 3.4 (a single NUL); 5.0 gives it room and still leaves it unused. */
export const unusedMessageId = cString(
  'message_id',
  '5.2.23',
  0x0c,
  { '3.3': 9, '3.4': 1, '5.0': 65 },
  {
    meaning: 'unused',
  },
);
export const shortMessageId = cString('message_id', '5.2.23', 0x0c, 9);
export const finalDate = cString('final_date', '7.1', 0x08, 17, time);
export const messageState = integer('message_state', '5.2.28', 0x08, {
  meaning: 'messageState',
  max: { '3.3': 8, '3.4': 8, '5.0': 9 },
});
export const errorCode = integer('error_code', '4.8.2', 0x08);
export const paramName = cString('param_name', '', 0x32, 32);
export const paramValue = cString('param_value', '', 0x32, 101);
export const numberOfMessages = integer('number_of_messages', '', 0x55, { min: 1, max: 100 });
export const wantedLength = integer('sm_length', '', 0x01, { max: 160 });

export const shortMessage: OctetsField<'short_message'> = {
  kind: 'octets',
  name: 'short_message',
  key: 'shortMessage',
  section: '5.2.22',
  lengthName: 'sm_length',
  lengthSection: '5.2.21',
  status: 0x01,
  max: { '3.3': 140, '3.4': 254, '5.0': 255 },
};

const dlName = cString('dl_name', '5.2.27', 0x34, 21);
const errorStatusCode = integer('error_status_code', '4.5.2', 0x08, { size: 4, meaning: 'commandStatus' });
const smeAddress = [destAddrTon, destAddrNpi, destinationAddr] as const;

function list<N extends string, const I extends readonly ItemShape[]>(
  field: Omit<ListField<N, I>, 'kind' | 'key'>,
): ListField<N, I> {
  return { kind: 'list', key: camelCase(field.name), ...field };
}

export const destAddresses = list({
  name: 'dest_addresses',
  itemName: 'dest_address',
  countName: 'number_of_dests',
  countSection: '5.2.24',
  section: '4.5.1.1',
  status: 0x33,
  min: 1,
  max: { '3.3': 255, '3.4': 254, '5.0': 255 },
  flagName: 'dest_flag',
  shapes: [
    { flag: 1, fields: smeAddress },
    { flag: 2, fields: [dlName] },
  ],
});

export const unsuccessSmes = list({
  name: 'unsuccess_smes',
  itemName: 'unsuccess_sme',
  countName: 'no_unsuccess',
  countSection: '5.2.26',
  section: '4.5.2',
  status: 0x08,
  min: 0,
  max: 255,
  shapes: [{ flag: null, fields: [...smeAddress, errorStatusCode] }],
});

export const lastMessages = list({
  name: 'last_messages',
  itemName: 'last_message',
  countName: 'number_of_messages',
  countSection: '',
  section: '',
  status: 0x55,
  min: 0,
  max: 100,
  shapes: [{ flag: null, fields: [shortMessageId] }],
});
