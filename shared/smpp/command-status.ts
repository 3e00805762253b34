import { commandStatuses, type CommandStatusDefinition } from './tables/statuses';

const byCode = new Map(commandStatuses.map((status) => [status.code, status]));

/** The values that code compares with; all others are looked up. */
export const ESME_ROK = 0x00;
export const ESME_RINVCMDLEN = 0x02;
export const ESME_RINVCMDID = 0x03;
export const ESME_RINVBNDSTS = 0x04;
export const ESME_RALYBND = 0x05;
export const ESME_RSYSERR = 0x08;
export const ESME_RBINDFAIL = 0x0d;
export const ESME_RINVPASWD = 0x0e;
export const ESME_RINVSYSID = 0x0f;
export const ESME_RMSGQFUL = 0x14;
export const ESME_RTHROTTLED = 0x58;

/** Undefined for a code that neither 3.3, 3.4, 5.0 nor an older product defines. */
export function commandStatusInfo(code: number): CommandStatusDefinition | undefined {
  return byCode.get(code);
}

/** "0x0F", "0x0104": an even number of digits, two at least. */
export function hexCode(code: number): string {
  const digits = code.toString(16).toUpperCase();
  return `0x${digits.padStart(digits.length + (digits.length % 2), '0')}`;
}

/** "ESME_RINVSYSID, 0x0F"; the code alone where it has no name. */
export function commandStatusLabel(code: number): string {
  const status = byCode.get(code);
  return status === undefined ? hexCode(code) : `${status.name}, ${hexCode(code)}`;
}

/** "Invalid system ID (ESME_RINVSYSID, 0x0F)": words first, then what the specification calls it. */
export function describeCommandStatus(code: number): string {
  return `${commandStatusMeaning(code)} (${commandStatusLabel(code)})`;
}

/** The words alone: "Invalid system ID". Codes outside the tables are told by their range (SMPP 3.4 section 5.1.3). */
export function commandStatusMeaning(code: number): string {
  const status = byCode.get(code);
  if (status !== undefined) return status.meaning;
  return code >= 0x400 && code <= 0x4ff ? 'The SMSC’s own error' : 'Reserved status';
}
