import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { CaptureRecord, CaptureSession } from '#shared/capture/capture-record';
import { CaptureWriter } from '#shared/capture/capture-writer';

/** A capture that is being written. Everything that touches the disk throws what the system said. */
export class CaptureFile {
  readonly path: string;
  readonly startedAtMs: number;
  readonly #writer: CaptureWriter;
  readonly #fd: number;
  /** Octets that are in the file. */
  #written = 0;
  #isSynced = true;
  #isSyncing = false;
  #isClosed = false;

  /** Makes the file, which must not be there yet. */
  constructor(path: string, application: string, startedAtMs: number) {
    this.path = path;
    this.startedAtMs = startedAtMs;
    this.#writer = new CaptureWriter(application, String(startedAtMs));
    this.#fd = openSync(path, 'wx', 0o600);
    syncFolder(dirname(path));
  }

  /** Octets of the file with what was not written yet. */
  get length(): number {
    return this.#writer.length;
  }

  /** Octets that wait to be written. */
  get pending(): number {
    return this.#writer.pending;
  }

  get written(): number {
    return this.#written;
  }

  describeSession(session: CaptureSession): void {
    this.#writer.describeSession(session);
  }

  forgetSession(id: number): void {
    this.#writer.forgetSession(id);
  }

  /** Returns where the record will stand. */
  append(record: CaptureRecord): number {
    return this.#writer.append(record);
  }

  /** Hands what waits to the system: from then on it outlives the process. */
  write(): void {
    if (this.#writer.pending === 0) return;
    const octets = this.#writer.take();
    this.#isSynced = false;
    let done = 0;
    try {
      while (done < octets.length)
        done += writeSync(this.#fd, octets, done, octets.length - done, this.#written + done);
    } catch (error) {
      this.#cutBack();
      throw error;
    }
    this.#written += octets.length;
  }

  /** Has what was written put on the disk, so that it outlives a power loss; `onError` hears why it could not be. */
  sync(onError: (error: unknown) => void): void {
    if (this.#isSynced || this.#isSyncing || this.#isClosed) return;
    this.#isSynced = true;
    this.#isSyncing = true;
    fdatasync(this.#fd, (error) => {
      this.#isSyncing = false;
      if (this.#isClosed) this.#closeNow();
      if (error !== null) onError(error);
    });
  }

  /** Ends the file; what waits is written first. */
  close(): void {
    if (this.#isClosed) return;
    try {
      this.write();
      if (!this.#isSynced) fdatasyncSync(this.#fd);
    } finally {
      this.#isClosed = true;
      if (!this.#isSyncing) this.#closeNow();
    }
  }

  /** Ends the file and deletes it. */
  discard(): void {
    this.#isClosed = true;
    this.#closeNow();
    rmSync(this.path, { force: true });
  }

  #closeNow(): void {
    closeSync(this.#fd);
  }

  /** A block that is there in part would end what can be read of the file. */
  #cutBack(): void {
    try {
      ftruncateSync(this.#fd, this.#written);
    } catch {
      // A reader says where the file breaks off, and reads what stands before.
    }
  }
}

/** The name of a new file outlives a power loss only when its folder was put on the disk; not every system can. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Windows opens no folders and needs none of this.
  }
}
