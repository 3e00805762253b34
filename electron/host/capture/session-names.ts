import { closeSync, openSync, readSync } from 'node:fs';
import { CaptureReader } from '#shared/capture/capture-reader';

/** Sessions of a trunk that does something are described in the first part of a file. */
const LOOKED_AT_OCTETS = 512 * 1024;
const MAX_REMEMBERED = 500;

/** Who is in the captures of a folder, by a look at the beginning of each, once. */
export class SessionNames {
  readonly #known = new Map<string, readonly string[]>();

  /** Names of the sessions near the beginning of a capture that is not written any more; none where it cannot be read. */
  of(path: string): readonly string[] {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const names = readNames(path);
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    this.#known.set(path, names);
    return names;
  }
}

function readNames(path: string): readonly string[] {
  const names = new Set<string>();
  try {
    const fd = openSync(path, 'r');
    try {
      const octets = new Uint8Array(LOOKED_AT_OCTETS);
      const length = readSync(fd, octets, 0, octets.length, 0);
      const reader = new CaptureReader({
        session: ({ name }) => void names.add(name),
        record: () => undefined,
      });
      reader.push(octets.subarray(0, length));
    } finally {
      closeSync(fd);
    }
  } catch {
    // The list says what can be said.
  }
  return [...names];
}
