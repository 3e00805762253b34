/** Big-endian integers. The caller has checked that the octets are there; a missing one counts as 0. */
export function readUint16(octets: Uint8Array, offset: number): number {
  return ((octets[offset] ?? 0) << 8) | (octets[offset + 1] ?? 0);
}

export function readUint32(octets: Uint8Array, offset: number): number {
  const high = ((octets[offset] ?? 0) << 24) | ((octets[offset + 1] ?? 0) << 16);
  return (high | ((octets[offset + 2] ?? 0) << 8) | (octets[offset + 3] ?? 0)) >>> 0;
}

export function writeUint16(octets: Uint8Array, offset: number, value: number): void {
  octets[offset] = value >>> 8;
  octets[offset + 1] = value;
}

export function writeUint32(octets: Uint8Array, offset: number, value: number): void {
  octets[offset] = value >>> 24;
  octets[offset + 1] = value >>> 16;
  octets[offset + 2] = value >>> 8;
  octets[offset + 3] = value;
}

/** Where the PDU ends: by its command_length, or by the octets that are there if they are fewer; 16 at least. */
export function endOfPdu(octets: Uint8Array): number {
  return Math.max(16, Math.min(readUint32(octets, 0), octets.length));
}
