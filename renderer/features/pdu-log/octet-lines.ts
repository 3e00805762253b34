export const OCTETS_PER_LINE = 16;

/** Octets of hexadecimal digits, two an octet. */
export function octetsOfHex(hex: string): Uint8Array {
  const octets = new Uint8Array(hex.length / 2);
  for (let index = 0; index < octets.length; index += 1) {
    octets[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return octets;
}

export interface OctetRange {
  readonly offset: number;
  readonly length: number;
}

/** "0010": offsets as Wireshark prints them; longer where the PDU is. */
export function offsetText(offset: number, total: number): string {
  return offset.toString(16).padStart(total > 0xffff ? 6 : 4, '0');
}

export function octetText(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}

/** Printable ASCII as it is, everything else as a point. */
export function printable(octet: number): string {
  return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '·';
}

export function contains(range: OctetRange | null, offset: number): boolean {
  return range !== null && offset >= range.offset && offset < range.offset + range.length;
}

/** Octets as lines of hexadecimal with offsets and text, as they paste well into a ticket. */
export function hexDump(octets: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < octets.length; start += OCTETS_PER_LINE) {
    const line = Array.from(octets.subarray(start, start + OCTETS_PER_LINE));
    const hex = line
      .map(octetText)
      .join(' ')
      .padEnd(OCTETS_PER_LINE * 3 - 1);
    const text = line
      .map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.'))
      .join('');
    lines.push(`${offsetText(start, octets.length)}   ${hex}   ${text}`);
  }
  return lines.join('\n');
}
