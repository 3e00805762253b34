const fromCharCode = String.fromCharCode;
const BLOCK = 4096;

/**
 * Octets as a string, one character an octet (U+0000 to U+00FF), so that nothing is lost. `TextDecoder('latin1')`
 * is windows-1252 and is not that. The switch makes the short strings of a PDU ten times as fast as spreading does.
 */
export function latin1FromOctets(octets: Uint8Array, start = 0, end = octets.length): string {
  if (end - start > 32) return fromBlocks(octets, start, end);
  let text = '';
  let i = start;
  for (; i + 8 <= end; i += 8) {
    text += fromCharCode(
      at(octets, i),
      at(octets, i + 1),
      at(octets, i + 2),
      at(octets, i + 3),
      at(octets, i + 4),
      at(octets, i + 5),
      at(octets, i + 6),
      at(octets, i + 7),
    );
  }
  switch (end - i) {
    case 7:
      return (
        text +
        fromCharCode(
          at(octets, i),
          at(octets, i + 1),
          at(octets, i + 2),
          at(octets, i + 3),
          at(octets, i + 4),
          at(octets, i + 5),
          at(octets, i + 6),
        )
      );
    case 6:
      return (
        text +
        fromCharCode(
          at(octets, i),
          at(octets, i + 1),
          at(octets, i + 2),
          at(octets, i + 3),
          at(octets, i + 4),
          at(octets, i + 5),
        )
      );
    case 5:
      return (
        text +
        fromCharCode(
          at(octets, i),
          at(octets, i + 1),
          at(octets, i + 2),
          at(octets, i + 3),
          at(octets, i + 4),
        )
      );
    case 4:
      return text + fromCharCode(at(octets, i), at(octets, i + 1), at(octets, i + 2), at(octets, i + 3));
    case 3:
      return text + fromCharCode(at(octets, i), at(octets, i + 1), at(octets, i + 2));
    case 2:
      return text + fromCharCode(at(octets, i), at(octets, i + 1));
    case 1:
      return text + fromCharCode(at(octets, i));
    default:
      return text;
  }
}

function at(octets: Uint8Array, index: number): number {
  return octets[index] ?? 0;
}

function fromBlocks(octets: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let from = start; from < end; from += BLOCK) {
    const length = Math.min(BLOCK, end - from);
    const codes = new Array<number>(length);
    for (let index = 0; index < length; index += 1) codes[index] = at(octets, from + index);
    text += fromCharCode(...codes);
  }
  return text;
}
