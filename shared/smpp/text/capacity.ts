import type { TextEncoding } from '../../model/message';
import type { SmppVersion } from '../tables/versions';
import { fillBitsAfter, packedOctets } from './septets';

/** Octets of user data that one short message carries over the air (3GPP TS 23.040 section 9.2.3.24): 160 septets. */
const SM_OCTETS = 140;
/** The length of a TLV's value is two octets. */
export const PAYLOAD_OCTETS = 0xffff;

/** short_message in octets; in 3.3 by the implementations, 254 and 255 by SMPP 3.4 section 5.2.22 and 5.0 4.7.28. */
export const shortMessageOctets: Readonly<Record<SmppVersion, number>> = {
  '3.3': 140,
  '3.4': 254,
  '5.0': 255,
};

/**
 * Units (septets, octets, UTF-16 units) beside a header of so many octets in one short message: 140 octets over the air,
 * and no more than `fieldOctets` in the PDU.
 */
export function unitsBeside(headerOctets: number, encoding: TextEncoding, fieldOctets: number): number {
  if (encoding === 'gsm7') {
    // Unpacked in the PDU, packed over the air.
    const septets = Math.floor(((SM_OCTETS - headerOctets) * 8) / 7);
    return Math.max(0, Math.min(septets, fieldOctets - headerOctets));
  }
  return unitsIn(Math.min(SM_OCTETS, fieldOctets), headerOctets, encoding);
}

/** Units beside the header in so many octets of user data. */
export function unitsIn(octets: number, headerOctets: number, encoding: TextEncoding): number {
  const free = Math.max(0, octets - headerOctets);
  switch (encoding) {
    case 'gsm7-packed':
      return Math.max(0, Math.floor((free * 8 - fillBitsAfter(headerOctets)) / 7));
    case 'ucs2':
      return free >> 1;
    default:
      return free;
  }
}

/** Octets of the text alone. `endsInCr`: a CR at the end may be sent twice where septets are packed. */
export function textOctets(
  units: number,
  encoding: TextEncoding,
  headerOctets: number,
  endsInCr: boolean,
): number {
  if (encoding === 'ucs2') return units * 2;
  if (encoding !== 'gsm7-packed' || units === 0) return units;
  const fillBits = fillBitsAfter(headerOctets);
  const isCrDoubled = endsInCr && (fillBits + units * 7) % 8 === 0;
  return packedOctets(units + (isCrDoubled ? 1 : 0), fillBits);
}
