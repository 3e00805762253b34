const REPLACEMENT = 0xfffd;

/** UTF-8 (RFC 3629); half of a surrogate pair becomes U+FFFD. */
export function utf8FromText(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0) ?? REPLACEMENT;
    if (code >= 0xd800 && code <= 0xdfff) code = REPLACEMENT;
    if (code < 0x80) octets.push(code);
    else if (code < 0x800) octets.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) octets.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else octets.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return Uint8Array.from(octets);
}

/** The text of UTF-8; each octet that does not belong becomes U+FFFD. Never throws. */
export function textFromUtf8(octets: Uint8Array): string {
  const parts: string[] = [];
  for (let index = 0; index < octets.length;) {
    const first = octets[index] ?? 0;
    const length =
      first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    const code = codeAt(octets, index, first, length);
    parts.push(String.fromCodePoint(code ?? REPLACEMENT));
    index += code === null ? 1 : length;
  }
  return parts.join('');
}

const smallest = [0, 0, 0x80, 0x800, 0x10000] as const;

function codeAt(octets: Uint8Array, index: number, first: number, length: number): number | null {
  if (length === 1) return first;
  if (length === 0 || index + length > octets.length) return null;
  let code = first & (0xff >> (length + 1));
  for (let at = index + 1; at < index + length; at += 1) {
    const octet = octets[at] ?? 0;
    if ((octet & 0xc0) !== 0x80) return null;
    code = (code << 6) | (octet & 0x3f);
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < (smallest[length] ?? 0) || code > 0x10ffff || isSurrogate ? null : code;
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}
