import { closeSync, openSync, readSync } from 'node:fs';
import { firstRecordOctets } from '#shared/capture/first-record';

/** Files that are kept open for reading. */
const MAX_OPEN = 4;
/** Most PDUs lie within one read of this size. */
const FIRST_READ = 4096;
const LARGEST_READ = 1024 * 1024;

/** Reads single records back from captures of ours. */
export class StoredOctets {
  /** In the order of their last use. */
  readonly #open = new Map<string, number>();

  /** The octets of the record whose first block stands at `offset`; null when they cannot be had. */
  read(path: string, offset: number): Uint8Array | null {
    try {
      const fd = this.#descriptor(path);
      for (let size = FIRST_READ; size <= LARGEST_READ; size *= 16) {
        const octets = new Uint8Array(size);
        const length = readSync(fd, octets, 0, size, offset);
        const found = firstRecordOctets(octets.subarray(0, length));
        if (found !== null || length < size) return found;
      }
      return null;
    } catch {
      return null;
    }
  }

  /** Part of a file as it is; null when it cannot be had. */
  readSpan(path: string, offset: number, length: number): Uint8Array | null {
    try {
      const octets = new Uint8Array(length);
      return octets.subarray(0, readSync(this.#descriptor(path), octets, 0, length, offset));
    } catch {
      return null;
    }
  }

  forget(path: string): void {
    const fd = this.#open.get(path);
    if (fd === undefined) return;
    this.#open.delete(path);
    closeSync(fd);
  }

  close(): void {
    for (const path of [...this.#open.keys()]) this.forget(path);
  }

  #descriptor(path: string): number {
    const known = this.#open.get(path);
    const fd = known ?? openSync(path, 'r');
    this.#open.delete(path);
    this.#open.set(path, fd);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) this.forget(oldest);
    return fd;
  }
}
