import type { CommandName } from './commands';
import type { SmppVersion } from './versions';

/** How a value is read. `text` is characters without a NUL, `structure` octets with a layout of their own. */
export type TlvType = 'integer' | 'cString' | 'text' | 'octets' | 'userData' | 'structure';

/** Names of the functions in `meaning/tlv-structures.ts` and `meaning/` that put a value into words. */
export type TlvMeaningName =
  | 'messageState'
  | 'commandStatus'
  | 'interfaceVersion'
  | 'networkErrorCode'
  | 'callbackNum'
  | 'callbackNumAtag'
  | 'callbackNumPresInd'
  | 'subaddress'
  | 'msMsgWaitFacilities'
  | 'itsSessionInfo'
  | 'broadcastContentType'
  | 'broadcastFrequencyInterval'
  | 'broadcastArea'
  | 'broadcastAreaSuccess'
  | 'congestionState'
  | 'msValidity'
  | 'time'
  | 'seconds';

export interface TlvDefinition {
  readonly tag: number;
  readonly name: string;
  readonly type: TlvType;
  /** Shortest and longest value, in octets. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly since: SmppVersion;
  /** The PDUs that carry it, by version; empty for a version that does not have it. */
  readonly carriers: Readonly<Record<SmppVersion, readonly CommandName[]>>;
  /** True where a PDU may hold it more than once. */
  readonly isRepeatable: boolean;
  /** Section of SMPP 3.4 ("5.3.2.12"), or of 5.0 for what is new there ("5.0: 4.8.4.18"). */
  readonly section: string;
  /** What each value means, for enumerations. */
  readonly values?: Readonly<Record<number, string>>;
  readonly meaning?: TlvMeaningName;
}

/** Carriers of 3.4, one letter each, in the manner of its tables (SMPP 3.4 section 5.3.2). */
const letters34: Readonly<Record<string, readonly CommandName[]>> = {
  S: ['submit_sm'],
  M: ['submit_multi'],
  D: ['data_sm'],
  L: ['deliver_sm'],
  d: ['data_sm_resp'],
  B: ['bind_receiver_resp', 'bind_transmitter_resp', 'bind_transceiver_resp'],
  A: ['alert_notification'],
};

const anyResponse: readonly CommandName[] = [
  'bind_receiver_resp',
  'bind_transmitter_resp',
  'bind_transceiver_resp',
  'unbind_resp',
  'enquire_link_resp',
  'submit_sm_resp',
  'submit_multi_resp',
  'data_sm_resp',
  'deliver_sm_resp',
  'query_sm_resp',
  'cancel_sm_resp',
  'replace_sm_resp',
  'broadcast_sm_resp',
  'query_broadcast_sm_resp',
  'cancel_broadcast_sm_resp',
];

/** Carriers of 5.0: its tables of request and response TLVs (SMPP 5.0 tables 4-20 to 4-25). */
const sets50: Readonly<Record<string, readonly CommandName[]>> = {
  rq: ['submit_sm', 'submit_multi', 'data_sm'],
  rs: ['submit_sm_resp', 'submit_multi_resp', 'data_sm_resp'],
  dq: ['deliver_sm', 'data_sm'],
  ds: ['deliver_sm_resp', 'data_sm_resp'],
  bq: ['broadcast_sm'],
  bs: ['broadcast_sm_resp'],
  qq: ['query_broadcast_sm'],
  qs: ['query_broadcast_sm_resp'],
  cq: ['cancel_broadcast_sm'],
  R: ['replace_sm'],
  B: ['bind_receiver_resp', 'bind_transmitter_resp', 'bind_transceiver_resp'],
  A: ['alert_notification'],
  any: anyResponse,
};

interface TlvOptions {
  readonly values?: Readonly<Record<number, string>>;
  readonly meaning?: TlvMeaningName;
  readonly isRepeatable?: true;
}

function expand(
  codes: string,
  sets: Readonly<Record<string, readonly CommandName[]>>,
): readonly CommandName[] {
  const listed = codes === '' ? [] : codes.split(' ').flatMap((code) => sets[code] ?? []);
  return [...new Set(listed)];
}

/** `lengths` is "1", or "1-65". The section is that of 3.4 ("5.3.2.1") where there is one, else of 5.0 ("4.8.4.7"). */
function define(
  tag: number,
  type: TlvType,
  lengths: string,
  carriers34: string,
  carriers50: string,
  section: string,
  options: TlvOptions = {},
): Omit<TlvDefinition, 'name'> {
  const [min = '', max = min] = lengths.split('-');
  const isNew = carriers34 === '';
  return {
    tag,
    type,
    minLength: Number(min),
    maxLength: Number(max),
    since: isNew ? '5.0' : '3.4',
    carriers: { '3.3': [], '3.4': expand(carriers34, letters34), '5.0': expand(carriers50, sets50) },
    isRepeatable: options.isRepeatable ?? false,
    section: isNew ? `5.0: ${section}` : section,
    ...(options.values === undefined ? {} : { values: options.values }),
    ...(options.meaning === undefined ? {} : { meaning: options.meaning }),
  };
}

const subunits = {
  0: 'unknown',
  1: 'display of the handset',
  2: 'mobile equipment',
  3: 'smart card 1 (SIM)',
  4: 'external unit 1',
};
const networkTypes = {
  0: 'unknown',
  1: 'GSM',
  2: 'ANSI-136, TDMA',
  3: 'IS-95, CDMA',
  4: 'PDC',
  5: 'PHS',
  6: 'iDEN',
  7: 'AMPS',
  8: 'paging network',
};
const bearerTypes = {
  0: 'unknown',
  1: 'SMS',
  2: 'circuit switched data',
  3: 'packet data',
  4: 'USSD',
  5: 'CDPD',
  6: 'DataTAC',
  7: 'FLEX, ReFLEX',
  8: 'cell broadcast',
};
const numberPortability = { 0: 'not queried', 1: 'queried, not ported', 2: 'queried, ported' };
const yesNo = { 0: 'no', 1: 'yes' };
const LONGEST = '0-65535';

/** Every TLV of SMPP 3.4 (section 5.3.2) and 5.0 (section 4.8.4), by the name of 3.4 where both have it. */
const definitions = {
  dest_addr_subunit: define(0x0005, 'integer', '1', 'S M D', 'rq dq bq', '5.3.2.1', { values: subunits }),
  dest_network_type: define(0x0006, 'integer', '1', 'D', 'rq', '5.3.2.3', { values: networkTypes }),
  dest_bearer_type: define(0x0007, 'integer', '1', 'D', 'rq', '5.3.2.5', { values: bearerTypes }),
  // The specification gives the destination's id two octets and the source's one; either length is taken.
  dest_telematics_id: define(0x0008, 'integer', '1-2', 'D', 'rq', '5.3.2.7'),
  source_addr_subunit: define(0x000d, 'integer', '1', 'S M D', 'rq dq bq', '5.3.2.2', { values: subunits }),
  source_network_type: define(0x000e, 'integer', '1', 'D', 'rq', '5.3.2.4', { values: networkTypes }),
  source_bearer_type: define(0x000f, 'integer', '1', 'D', 'rq', '5.3.2.6', { values: bearerTypes }),
  source_telematics_id: define(0x0010, 'integer', '1-2', 'D', 'rq', '5.3.2.8'),
  qos_time_to_live: define(0x0017, 'integer', '4', 'D', 'rq', '5.3.2.9', { meaning: 'seconds' }),
  payload_type: define(0x0019, 'integer', '1', 'S M D L', 'rq dq bq', '5.3.2.10', {
    values: { 0: 'default', 1: 'WCMP' },
  }),
  additional_status_info_text: define(0x001d, 'cString', '1-256', 'd', 'rs ds', '5.3.2.11'),
  receipted_message_id: define(0x001e, 'cString', '1-65', 'D L', 'dq', '5.3.2.12'),
  ms_msg_wait_facilities: define(0x0030, 'integer', '1', 'S M D', 'rq', '5.3.2.13', {
    meaning: 'msMsgWaitFacilities',
  }),
  privacy_indicator: define(0x0201, 'integer', '1', 'S M D L', 'rq dq bq', '5.3.2.14', {
    values: { 0: 'not restricted', 1: 'restricted', 2: 'confidential', 3: 'secret' },
  }),
  source_subaddress: define(0x0202, 'structure', '2-23', 'S M D L', 'rq dq bq', '5.3.2.15', {
    meaning: 'subaddress',
  }),
  dest_subaddress: define(0x0203, 'structure', '2-23', 'S M D L', 'rq dq bq', '5.3.2.16', {
    meaning: 'subaddress',
  }),
  user_message_reference: define(0x0204, 'integer', '2', 'S M D L', 'rq dq bq qq qs cq', '5.3.2.17'),
  user_response_code: define(0x0205, 'integer', '1', 'S D L', 'rq dq', '5.3.2.18'),
  source_port: define(0x020a, 'integer', '2', 'S M D L', 'rq dq bq', '5.3.2.20'),
  destination_port: define(0x020b, 'integer', '2', 'S M D L', 'rq dq bq', '5.3.2.21'),
  sar_msg_ref_num: define(0x020c, 'integer', '2', 'S M D L', 'rq dq', '5.3.2.22'),
  language_indicator: define(0x020d, 'integer', '1', 'S M D L', 'rq dq bq', '5.3.2.19', {
    values: { 0: 'unspecified', 1: 'English', 2: 'French', 3: 'Spanish', 4: 'German', 5: 'Portuguese' },
  }),
  sar_total_segments: define(0x020e, 'integer', '1', 'S M D L', 'rq dq', '5.3.2.23'),
  sar_segment_seqnum: define(0x020f, 'integer', '1', 'S M D L', 'rq dq', '5.3.2.24'),
  sc_interface_version: define(0x0210, 'integer', '1', 'B', 'B', '5.3.2.25', { meaning: 'interfaceVersion' }),
  callback_num_pres_ind: define(0x0302, 'integer', '1', 'S M D', 'rq dq bq', '5.3.2.37', {
    meaning: 'callbackNumPresInd',
    isRepeatable: true,
  }),
  callback_num_atag: define(0x0303, 'structure', '1-65', 'S M D', 'rq dq bq', '5.3.2.38', {
    meaning: 'callbackNumAtag',
    isRepeatable: true,
  }),
  number_of_messages: define(0x0304, 'integer', '1', 'S D', 'rq', '5.3.2.39'),
  callback_num: define(0x0381, 'structure', '4-19', 'S M D L', 'rq dq bq', '5.3.2.36', {
    meaning: 'callbackNum',
    isRepeatable: true,
  }),
  dpf_result: define(0x0420, 'integer', '1', 'd', 'rs dq', '5.3.2.28', {
    values: { 0: 'DPF not set', 1: 'DPF set' },
  }),
  set_dpf: define(0x0421, 'integer', '1', 'D', 'rq', '5.3.2.29', {
    values: { 0: 'setting of DPF not wanted', 1: 'setting of DPF wanted' },
  }),
  ms_availability_status: define(0x0422, 'integer', '1', 'A', 'A', '5.3.2.30', {
    values: { 0: 'available', 1: 'denied', 2: 'unavailable' },
  }),
  network_error_code: define(0x0423, 'structure', '3', 'D L d', 'rs dq ds', '5.3.2.31', {
    meaning: 'networkErrorCode',
  }),
  message_payload: define(0x0424, 'userData', LONGEST, 'S M D L', 'rq dq bq R', '5.3.2.32'),
  delivery_failure_reason: define(0x0425, 'integer', '1', 'd', 'rs ds', '5.3.2.33', {
    values: {
      0: 'destination unavailable',
      1: 'destination address invalid',
      2: 'permanent network error',
      3: 'temporary network error',
    },
  }),
  more_messages_to_send: define(0x0426, 'integer', '1', 'S D', 'rq', '5.3.2.34', { values: yesNo }),
  message_state: define(0x0427, 'integer', '1', 'D L', 'dq qs', '5.3.2.35', { meaning: 'messageState' }),
  congestion_state: define(0x0428, 'integer', '1', '', 'any', '4.8.4.18', { meaning: 'congestionState' }),
  ussd_service_op: define(0x0501, 'integer', '1', 'S', 'rq dq', '5.3.2.44', {
    values: {
      0: 'PSSD indication',
      1: 'PSSR indication',
      2: 'USSR request',
      3: 'USSN request',
      16: 'PSSD response',
      17: 'PSSR response',
      18: 'USSR confirm',
      19: 'USSN confirm',
    },
  }),
  broadcast_channel_indicator: define(0x0600, 'integer', '1', '', 'bq', '4.8.4.7', {
    values: { 0: 'basic channel', 1: 'extended channel' },
  }),
  broadcast_content_type: define(0x0601, 'structure', '3', '', 'bq cq', '4.8.4.8', {
    meaning: 'broadcastContentType',
  }),
  broadcast_content_type_info: define(0x0602, 'octets', '1-255', '', 'bq', '4.8.4.6'),
  broadcast_message_class: define(0x0603, 'integer', '1', '', 'bq', '4.8.4.12', {
    values: { 0: 'none', 1: 'class 1', 2: 'class 2', 3: 'class 3' },
  }),
  broadcast_rep_num: define(0x0604, 'integer', '2', '', 'bq', '4.8.4.13'),
  broadcast_frequency_interval: define(0x0605, 'structure', '3', '', 'bq', '4.8.4.11', {
    meaning: 'broadcastFrequencyInterval',
  }),
  broadcast_area_identifier: define(0x0606, 'structure', '1-101', '', 'bq qs bs', '4.8.4.4', {
    meaning: 'broadcastArea',
    isRepeatable: true,
  }),
  broadcast_error_status: define(0x0607, 'integer', '4', '', 'bs', '4.8.4.10', {
    meaning: 'commandStatus',
    isRepeatable: true,
  }),
  broadcast_area_success: define(0x0608, 'integer', '1', '', 'qs', '4.8.4.5', {
    meaning: 'broadcastAreaSuccess',
    isRepeatable: true,
  }),
  broadcast_end_time: define(0x0609, 'cString', '16-17', '', 'qs', '4.8.4.9', { meaning: 'time' }),
  broadcast_service_group: define(0x060a, 'octets', '1-255', '', 'bq', '4.8.4.14'),
  billing_identification: define(0x060b, 'octets', '1-1024', '', 'rq', '4.8.4.3'),
  source_network_id: define(0x060d, 'cString', '7-65', '', 'rq dq', '4.8.4.56'),
  dest_network_id: define(0x060e, 'cString', '7-65', '', 'rq dq', '4.8.4.25'),
  source_node_id: define(0x060f, 'text', '6', '', 'rq dq', '4.8.4.58'),
  dest_node_id: define(0x0610, 'text', '6', '', 'rq dq', '4.8.4.27'),
  dest_addr_np_resolution: define(0x0611, 'integer', '1', '', 'rq dq', '4.8.4.22', {
    values: numberPortability,
  }),
  dest_addr_np_information: define(0x0612, 'text', '10', '', 'rq dq', '4.8.4.21'),
  dest_addr_np_country: define(0x0613, 'integer', '1-5', '', 'rq dq', '4.8.4.20'),
  display_time: define(0x1201, 'integer', '1', 'S M D', 'rq bq', '5.3.2.26', {
    values: { 0: 'temporary', 1: 'default', 2: 'invoke' },
  }),
  sms_signal: define(0x1203, 'integer', '2', 'S M D', 'rq bq', '5.3.2.40'),
  // One octet in 3.4; 5.0 adds a form of four with a unit and a count.
  ms_validity: define(0x1204, 'structure', '1-4', 'S M D', 'rq bq', '5.3.2.27', { meaning: 'msValidity' }),
  // No value in 3.4; 5.0 allows one octet.
  alert_on_message_delivery: define(0x130c, 'integer', '0-1', 'S M D', 'rq bq', '5.3.2.41', {
    values: { 0: 'default of the handset', 1: 'low', 2: 'medium', 3: 'high' },
  }),
  its_reply_type: define(0x1380, 'integer', '1', 'S D', 'rq dq', '5.3.2.42', {
    values: {
      0: 'digit',
      1: 'number',
      2: 'telephone number',
      3: 'password',
      4: 'character line',
      5: 'menu',
      6: 'date',
      7: 'time',
      8: 'continue',
    },
  }),
  its_session_info: define(0x1383, 'structure', '2', 'S D L', 'rq dq', '5.3.2.43', {
    meaning: 'itsSessionInfo',
  }),
} as const satisfies Record<string, Omit<TlvDefinition, 'name'>>;

export type TlvName = keyof typeof definitions;

/** TLVs that a PDU of 5.0 must carry (SMPP 5.0 sections 4.4.1 and 4.6.1). */
export const requiredTlvs: Readonly<Partial<Record<CommandName, readonly TlvName[]>>> = {
  broadcast_sm: [
    'broadcast_area_identifier',
    'broadcast_content_type',
    'broadcast_rep_num',
    'broadcast_frequency_interval',
  ],
  query_broadcast_sm_resp: ['message_state', 'broadcast_area_identifier', 'broadcast_area_success'],
};

/** Tags from here to there are the SMSC vendor's own (SMPP 3.4 section 5.3.1). */
export const VENDOR_TAGS = { first: 0x1400, last: 0x3fff } as const;

export const tlvDefinitions: Readonly<Record<TlvName, TlvDefinition & { readonly name: TlvName }>> =
  Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, { name, ...definition }]),
  ) as Record<TlvName, TlvDefinition & { readonly name: TlvName }>;
