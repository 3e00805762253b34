const CHUNK = 8192;

/**
 * Octets as a string, one character an octet (U+0000 to U+00FF), so that nothing is lost. `TextDecoder('latin1')`
 * is windows-1252 and is not that.
 */
export function latin1FromOctets(octets: Uint8Array, start = 0, end = octets.length): string {
  let text = '';
  for (let from = start; from < end; from += CHUNK) {
    // Spreading a plain array costs a sixth of spreading a typed one.
    const codes = new Array<number>(Math.min(end - from, CHUNK));
    for (let index = 0; index < codes.length; index += 1) codes[index] = octets[from + index] ?? 0;
    text += String.fromCharCode(...codes);
  }
  return text;
}

/** Writes a Latin-1 string; returns the index of the first character that is no octet, or -1 when all were written. */
export function writeLatin1(octets: Uint8Array, offset: number, text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return index;
    octets[offset + index] = code;
  }
  return -1;
}
