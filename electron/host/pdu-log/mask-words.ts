/**
 * Masks are octets of 0 and 1, so four rows are combined by one operation on a word of 32 bits; the rows before the
 * first whole word and after the last are combined one by one. Both masks begin at the start of their buffers.
 */

/** Clears in `mask`, from `from` to `to`, what `other` has set. */
export function clearWhere(mask: Uint8Array, other: Uint8Array, from: number, to: number): void {
  const start = Math.min(to, (from + 3) & ~3);
  const end = Math.max(start, to & ~3);
  for (let index = from; index < start; index += 1)
    mask[index] = (mask[index] ?? 0) & ((other[index] ?? 0) ^ 1);
  const words = new Uint32Array(mask.buffer, 0, end >> 2);
  const others = new Uint32Array(other.buffer, 0, end >> 2);
  for (let word = start >> 2; word < end >> 2; word += 1) {
    words[word] = (words[word] ?? 0) & ((others[word] ?? 0) ^ 0x01010101);
  }
  for (let index = end; index < to; index += 1) mask[index] = (mask[index] ?? 0) & ((other[index] ?? 0) ^ 1);
}
