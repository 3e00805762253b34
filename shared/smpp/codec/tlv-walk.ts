import { readUint16 } from './octets';

/** Where a sequence of whole TLVs that starts at `start` ends; `end` if nothing is left over. */
export function endOfTlvs(octets: Uint8Array, start: number, end: number): number {
  let offset = start;
  while (end - offset >= 4) {
    const next = offset + 4 + readUint16(octets, offset + 2);
    if (next > end) break;
    offset = next;
  }
  return offset;
}

/**
 * A response may leave its mandatory part out and still carry TLVs. It is taken so when its octets are a clean
 * sequence of TLVs and do not read as the mandatory part: that had a problem, left octets over, or is to start with
 * text and starts with a control character. `bodyEnd` is where the mandatory part ended, -1 if it had a problem.
 */
export function isOnlyTlvs(
  { isResponse, startsWithText }: { readonly isResponse: boolean; readonly startsWithText: boolean },
  octets: Uint8Array,
  start: number,
  end: number,
  bodyEnd: number,
): boolean {
  if (!isResponse || end - start < 4) return false;
  const first = octets[start] ?? 0;
  const readsAsBody = bodyEnd >= 0 && (first === 0 || first >= 0x20 || !startsWithText);
  if (readsAsBody && endOfTlvs(octets, bodyEnd, end) === end) return false;
  return endOfTlvs(octets, start, end) === end;
}
