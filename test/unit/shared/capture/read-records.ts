import type { CaptureRecord, CaptureSession } from '#shared/capture/capture-record';
import { CaptureReader } from '#shared/capture/capture-reader';

export interface ReadCapture {
  readonly sessions: ReadonlyMap<number, CaptureSession>;
  readonly records: readonly CaptureRecord[];
  readonly octetsOffsets: readonly number[];
  readonly blockOffsets: readonly number[];
  readonly problems: readonly string[];
}

/** Reads a whole capture, in chunks of the given size. */
export function readRecords(file: Uint8Array, chunkSize = file.length): ReadCapture {
  const sessions = new Map<number, CaptureSession>();
  const records: CaptureRecord[] = [];
  const octetsOffsets: number[] = [];
  const blockOffsets: number[] = [];
  const reader = new CaptureReader({
    session: (session) => void sessions.set(session.id, session),
    record: ({ kind, timeNs, sessionId, direction, octets, sentence, octetsOffset, blockOffset }) => {
      records.push({ kind, timeNs, sessionId, direction, octets: octets.slice(), sentence });
      octetsOffsets.push(octetsOffset);
      blockOffsets.push(blockOffset);
    },
  });
  for (let offset = 0; offset < file.length; offset += Math.max(1, chunkSize)) {
    reader.push(file.subarray(offset, offset + chunkSize));
  }
  reader.end();
  return { sessions, records, octetsOffsets, blockOffsets, problems: reader.problems };
}
