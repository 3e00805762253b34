import { readUint32 } from '../smpp/codec/octets';
import { blockTypes, IP_HEADER, PACKET_BLOCK_HEADER, TCP_HEADER } from './pcapng-format';
import { findRecordComment } from './section';

const HEADERS = IP_HEADER + TCP_HEADER;

/** The octets of the record whose first block `octets` begins with, as `CaptureWriter` wrote it; null when it is not all there. */
export function firstRecordOctets(octets: Uint8Array): Uint8Array | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  let record: Uint8Array | null = null;
  let filled = 0;
  for (let offset = 0; offset + PACKET_BLOCK_HEADER <= octets.length;) {
    const length = view.getUint32(offset + 4, true);
    const captured = view.getUint32(offset + 20, true);
    const from = offset + PACKET_BLOCK_HEADER + HEADERS;
    const to = offset + PACKET_BLOCK_HEADER + captured;
    const end = offset + length;
    const isPacket = view.getUint32(offset, true) === blockTypes.enhancedPacket;
    if (!isPacket || captured < HEADERS || to + 4 > end || end > octets.length) return null;
    if (record === null) {
      const comment = findRecordComment(octets, view, (to + 3) & ~3, end - 4, true);
      const total = comment?.length ?? (to - from >= 4 ? readUint32(octets, from) : 0);
      // More than the octets at hand: what is wanted is not here yet.
      if (total > octets.length) return null;
      record = new Uint8Array(total);
    }
    record.set(octets.subarray(from, Math.min(to, from + record.length - filled)), filled);
    filled += to - from;
    if (filled >= record.length) return record;
    offset = end;
  }
  return null;
}
