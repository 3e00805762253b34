/** Longest packet that is believed: Wireshark's own limit is a quarter of a mebioctet. */
export const MAX_PACKET_OCTETS = 1024 * 1024;
/** Longest block of a pcapng file that is believed. */
export const MAX_BLOCK_OCTETS = 16 * 1024 * 1024;
/** Interfaces of one section; a capture of ours has one for each session. */
export const MAX_INTERFACES = 65_536;

/** Sessions that one capture has; PDUs of more connections are left out. */
export const MAX_SESSIONS = 16_384;
/** Octets that wait, over all connections: segments that came too early, PDUs that did not come to their end. */
export const MAX_WAITING_OCTETS = 64 * 1024 * 1024;
/** Longest record of ours that is no PDU. */
export const MAX_RECORD_OCTETS = 1024 * 1024;

export function tooLongSentence(what: 'packet' | 'block', length: number, offset: number): string {
  return `The file is damaged at octet ${offset.toLocaleString('en')}: a ${what} there says that it has ${length.toLocaleString('en')} octets. What stands before it was read.`;
}
