import type { Pdu } from '#shared/smpp/pdu';
import { findTlv, readTlvInteger } from '#shared/smpp/tlv';

const CONGESTED = 100;

/**
 * The congestion_state that a response states, 0 to 100; null for none, and for reserved values (SMPP 5.0 section
 * 4.8.4.18). It counts whatever the version in use: a peer that sends it means it.
 */
export function congestionLevel(response: Pdu): number | null {
  if (response.command === 'unknown' || response.tlvs.length === 0) return null;
  const tlv = findTlv(response, 'congestion_state');
  const level = tlv === undefined ? null : readTlvInteger(tlv);
  return level === null || level > CONGESTED ? null : level;
}
