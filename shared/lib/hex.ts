const digits = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Two digits an octet, nothing between them. */
export function hexFromOctets(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += digits[octet] ?? '';
  return text;
}

/** The octets of an even number of hexadecimal digits; null for anything else. */
export function octetsFromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  const octets = new Uint8Array(text.length / 2);
  for (let index = 0; index < octets.length; index += 1) {
    octets[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return octets;
}
