import { words, type ValueMeaning } from './value-meaning';

/** interface_version and sc_interface_version (SMPP 5.0 section 4.7.13). */
export function interfaceVersionMeaning(value: number): ValueMeaning {
  if (value === 0x34) return words('SMPP 3.4');
  if (value === 0x50) return words('SMPP 5.0');
  return words(value <= 0x33 ? 'SMPP 3.3 or older' : 'reserved');
}

const priorities: readonly string[] = [
  'GSM: none; ANSI-136: bulk; IS-95: normal',
  'GSM: priority; ANSI-136: normal; IS-95: interactive',
  'GSM: priority; ANSI-136 and IS-95: urgent',
  'GSM: priority; ANSI-136: very urgent; IS-95: emergency',
  'cell broadcast: background (SMPP 5.0)',
];

/** priority_flag (SMPP 3.4 section 5.2.14). */
export function priorityFlagMeaning(value: number): ValueMeaning {
  return words(priorities[value] ?? 'reserved');
}

/** replace_if_present_flag (SMPP 3.4 section 5.2.18). */
export function replaceIfPresentFlagMeaning(value: number): ValueMeaning {
  if (value > 1) return words('reserved');
  return words(value === 0 ? 'do not replace' : 'replace a message that is still waiting');
}

/** dest_flag (SMPP 3.4 section 5.2.25). */
export function destFlagMeaning(value: number): ValueMeaning {
  if (value === 1) return words('SME address');
  return words(value === 2 ? 'distribution list' : 'reserved');
}

/** protocol_id on GSM: TP-PID (3GPP TS 23.040 section 9.2.3.9); other networks ignore it. */
export function protocolIdMeaning(value: number): ValueMeaning {
  if (value === 0x00) return words('normal');
  if (value === 0x40) return words('type 0 (silent)');
  if (value >= 0x41 && value <= 0x47) return words(`replace short message, type ${value - 0x40}`);
  return words(value === 0x7f ? 'SIM data download' : '');
}

const congestion: readonly (readonly [last: number, meaning: string])[] = [
  [0, 'idle'],
  [29, 'low load'],
  [49, 'medium load'],
  [79, 'high load'],
  [90, 'optimum load'],
  [99, 'nearing congestion'],
  [100, 'congested'],
];

/** congestion_state (SMPP 5.0 section 4.8.4.18), in percent. */
export function congestionStateMeaning(value: number): ValueMeaning {
  return words(congestion.find(([last]) => value <= last)?.[1] ?? 'reserved');
}

const services: Readonly<Record<string, string>> = {
  '': 'default',
  CMT: 'cellular messaging',
  CPT: 'cellular paging',
  VMN: 'voice mail notification',
  VMA: 'voice mail alerting',
  WAP: 'wireless application protocol',
  USSD: 'unstructured supplementary service data',
  CBS: 'cell broadcast',
  GUTS: 'generic UDP transport',
};

/** service_type (SMPP 3.4 section 5.2.11, 5.0 section 4.7.25); empty for values that are agreed with the SMSC. */
export function serviceTypeMeaning(value: string): string {
  return services[value] ?? '';
}
