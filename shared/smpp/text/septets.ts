const CR = 0x0d;

/** Bits between a user data header of this many octets and the first septet (3GPP TS 23.040 section 9.2.3.24). */
export function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7;
}

/** Octets that so many septets take after the fill bits. */
export function packedOctets(septets: number, fillBits: number): number {
  return Math.ceil((fillBits + septets * 7) / 8);
}

/**
 * Eight septets in seven octets, the lowest bits first (3GPP TS 23.038 section 6.1.2.1.1). SMPP counts octets only, so a
 * last septet of seven spare bits is filled with CR, and a CR that would end on an octet boundary is sent twice
 * (section 6.1.2.3.1): else the receiver would read an @ too many, or leave the CR out.
 */
export function packSeptets(septets: Uint8Array, fillBits: number): Uint8Array {
  if (septets.length === 0) return new Uint8Array(0);
  const bits = fillBits + septets.length * 7;
  const endsInCr = bits % 8 === 0 && septets[septets.length - 1] === CR;
  const needsCr = bits % 8 === 1 || endsInCr;
  const packed = new Uint8Array(packedOctets(septets.length + (needsCr ? 1 : 0), fillBits));
  const write = (septet: number, bit: number): void => {
    const at = bit >> 3;
    const shifted = septet << (bit & 7);
    packed[at] = (packed[at] ?? 0) | (shifted & 0xff);
    if (shifted > 0xff) packed[at + 1] = shifted >> 8;
  };
  septets.forEach((septet, index) => {
    write(septet & 0x7f, fillBits + index * 7);
  });
  if (needsCr) write(CR, bits);
  return packed;
}

/** The septets, one an octet. A CR that ends on the last octet boundary is filling and left out. */
export function unpackSeptets(packed: Uint8Array, fillBits: number): Uint8Array {
  const bits = Math.max(0, packed.length * 8 - fillBits);
  const septets = new Uint8Array(Math.floor(bits / 7));
  for (let index = 0; index < septets.length; index += 1) {
    const bit = fillBits + index * 7;
    const pair = (packed[bit >> 3] ?? 0) | ((packed[(bit >> 3) + 1] ?? 0) << 8);
    septets[index] = (pair >> (bit & 7)) & 0x7f;
  }
  const isFilled = bits % 7 === 0 && septets.length > 0 && septets[septets.length - 1] === CR;
  return isFilled ? septets.subarray(0, -1) : septets;
}
