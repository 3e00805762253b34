/** V8 keeps arrays up to this size in its own heap, where they cost a tenth of larger ones. */
const SMALL = 64;
const LARGE = 2048;
const SLAB = 32 * 1024;

let slab = new Uint8Array(SLAB);
let used = 0;

/**
 * Room for the octets of a PDU, all 0. Those of ordinary size share a buffer with others, as Node's do: never
 * transfer `.buffer` to another thread.
 */
export function allocateOctets(length: number): Uint8Array {
  if (length <= SMALL || length > LARGE) return new Uint8Array(length);
  if (used + length > SLAB) {
    slab = new Uint8Array(SLAB);
    used = 0;
  }
  const octets = slab.subarray(used, used + length);
  used += length;
  return octets;
}
