import { decode } from '#shared/smpp/decode';
import { HEADER_OCTETS } from '#shared/smpp/pdu';
import type { SessionEnd } from './session-types';

/**
 * The number that the generic_nack for an unusable command_length carries: that of the header if one can be read,
 * else 0 (SMPP 3.4 section 4.3.1).
 */
export function sequenceNumberIn(octets: Uint8Array): number {
  if (octets.length < HEADER_OCTETS) return 0;
  const { pdu } = decode(octets);
  return pdu.command === 'unknown' ? 0 : pdu.sequenceNumber;
}

/** Why octets that are left at the end of a connection are no PDU. */
export function halfPduReason(octets: Uint8Array): string {
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  if (octets.length < 4) return `The connection ended after ${octets.length} octets of a PDU.`;
  const length = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return `The connection ended in the middle of a PDU: ${octets.length} of its ${length} octets came.`;
}

/** The peer closed without an unbind; `halfPdu` says what came of a PDU that is not through. */
export function brokenOff(error: Error | null, halfPdu: string | null): SessionEnd {
  const end = { kind: 'closed-by-peer', isOrderly: false, error } as const;
  return halfPdu === null ? end : { ...end, halfPdu };
}
