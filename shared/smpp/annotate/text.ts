import { latin1FromOctets } from '../latin1';

const MOST_HEX_OCTETS = 64;

/** "05 00 03"; longer than 64 octets ends in "…". */
export function hex(octets: Uint8Array): string {
  const shown = Array.from(octets.subarray(0, MOST_HEX_OCTETS), (octet) =>
    octet.toString(16).toUpperCase().padStart(2, '0'),
  ).join(' ');
  return octets.length > MOST_HEX_OCTETS ? `${shown} …` : shown;
}

/** A string with its control characters made visible: "\x0A". */
export function visible(text: string): string {
  if (text === '') return text;
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return `\\x${code}`;
  });
}

/**
 * Octets of an unknown kind: as text where there are three or more, all printable ASCII (a NUL may end them), else in
 * hexadecimal.
 */
export function textOrHex(octets: Uint8Array): string {
  const text = latin1FromOctets(octets, 0, octets.at(-1) === 0 ? octets.length - 1 : octets.length);
  return /^[\x20-\x7e]{3,}$/.test(text) ? text : hex(octets);
}
