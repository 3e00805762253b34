import { open } from 'node:fs/promises';
import { CaptureReader } from '#shared/capture/capture-reader';
import type { CaptureSink } from '#shared/capture/capture-sink';

/** Read at once; between two of them, others have their turn. */
const CHUNK_OCTETS = 1024 * 1024;

export interface ReadCaptureOptions {
  readonly path: string;
  readonly sink: CaptureSink;
  readonly onProgress?: (octetsRead: number, octetsTotal: number) => void;
  /** Asked between two chunks: true stops the reading, and what was read stays. */
  readonly isCancelled?: () => boolean;
}

/**
 * Reads a capture from disk and tells the sink what is in it. Resolves to what there is to say about the file, as
 * sentences for the screen. Rejects only when the file cannot be opened or read.
 */
export async function readCaptureFile(options: ReadCaptureOptions): Promise<readonly string[]> {
  const { path, sink, onProgress, isCancelled } = options;
  const reader = new CaptureReader(sink);
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    let buffer = new Uint8Array(CHUNK_OCTETS);
    let left = 0;
    let position = 0;
    while (!reader.isStopped && isCancelled?.() !== true) {
      // A block that fills the buffer wants a larger one; the reader says how large a block may be.
      if (left === buffer.length) buffer = grown(buffer);
      const { bytesRead } = await handle.read(buffer, left, buffer.length - left, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const filled = left + bytesRead;
      const read = reader.read(buffer.subarray(0, filled));
      buffer.copyWithin(0, read, filled);
      left = filled - read;
      onProgress?.(position, Math.max(size, position));
    }
    reader.end(left);
    return reader.problems;
  } finally {
    await handle.close();
  }
}

function grown(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}
