import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureRecord, CaptureSession } from '#shared/capture/capture-record';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { CaptureFile } from './capture-file';
import { captureName, deleteCapture, listCaptures, type StoredCaptureFile } from './capture-files';
import { failureSentence } from './failure-sentence';
import { SessionNames } from './session-names';
import { StoredOctets } from './stored-octets';

/** What a killed process may lose: records wait so long to be handed to the system. */
const WRITE_MS = 50;
const WRITE_OCTETS = 256 * 1024;
/** What a power loss may take: so long after it was written, a record is put on the disk. */
const SYNC_MS = 900;
/** A disk that was full or read-only is tried again after this. */
const RETRY_MS = 5000;
/** Offsets in a file stay below this, so that one number says file and offset. */
const OFFSETS = 0x1_0000_0000;
const MAX_FILE_BYTES = 0x8000_0000;
const MS_PER_HOUR = 3_600_000;

/** Where a record stands in the captures of this run: one number, for a column of them. */
export type CaptureLocation = number;
/** Of a record that is in no capture. */
export const NOT_CAPTURED: CaptureLocation = -1;

export interface CaptureStoreSettings {
  readonly isOn: boolean;
  /** Octets of all captures together; the oldest go beyond it. */
  readonly limitBytes: number;
  /** A new file is begun at this size, or at this age. */
  readonly rotateBytes: number;
  readonly rotateHours: number;
}

export interface CaptureStoreState {
  readonly kind: 'on' | 'off' | 'failing';
  /** For the screen. */
  readonly sentence: string;
}

/** A capture in the list. */
export interface ListedCapture extends Omit<StoredCaptureFile, 'endedAtMs'> {
  /** Null for the one that is being written. */
  readonly endedAtMs: number | null;
  /** Names of sessions in it: all, for those of this run; else those near its beginning. */
  readonly sessions: readonly string[];
}

export interface CaptureStoreOptions {
  /** Made when the first record comes. */
  readonly folder: string;
  /** Name and version that the files say they were written by. */
  readonly application: string;
  readonly settings: CaptureStoreSettings;
  readonly clock: Clock;
  /** The state changed, or a file was begun, ended or deleted. */
  readonly onChanged: () => void;
}

/**
 * The captures of the live log: every record of every session that is captured, appended as it happens. Where the disk
 * does not take it, the state says so and it is tried again; nothing here throws for that.
 */
export class CaptureStore {
  readonly #options: CaptureStoreOptions;
  readonly #sessions = new Map<number, CaptureSession>();
  /** Paths of this run's files, by number. */
  readonly #paths: string[] = [];
  /** Names of the sessions that have records in them. */
  readonly #writtenNames = new Map<string, Set<string>>();
  readonly #names = new SessionNames();
  readonly #stored = new StoredOctets();
  #settings: CaptureStoreSettings;
  #file: CaptureFile | null = null;
  /** Octets of the captures that are not being written. */
  #othersBytes: number;
  #failure: string | null = null;
  #writeTimer: TimerHandle | null = null;
  #syncTimer: TimerHandle | null = null;
  #retryTimer: TimerHandle | null = null;

  constructor(options: CaptureStoreOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#othersBytes = total(listCaptures(options.folder));
    this.#prune();
  }

  get state(): CaptureStoreState {
    if (!this.#settings.isOn) return { kind: 'off', sentence: 'PDUs are kept in memory only.' };
    if (this.#failure !== null) return { kind: 'failing', sentence: this.#failure };
    return { kind: 'on', sentence: 'Every PDU goes to a capture on disk.' };
  }

  /** Octets on disk, with what is about to be written. */
  get usedBytes(): number {
    return this.#othersBytes + (this.#file?.length ?? 0);
  }

  /** Oldest first; the one that is being written is the last and has no end. */
  list(): readonly ListedCapture[] {
    const current = this.#file?.path;
    return listCaptures(this.#options.folder).map((capture) => {
      const written = this.#writtenNames.get(capture.path);
      return {
        ...capture,
        endedAtMs: capture.path === current ? null : capture.endedAtMs,
        sessions: written === undefined ? this.#names.of(capture.path) : [...written],
      };
    });
  }

  change(settings: CaptureStoreSettings): void {
    this.#settings = settings;
    if (!settings.isOn) {
      this.#retryTimer?.cancel();
      this.#retryTimer = null;
      this.#failure = null;
      this.#endFile();
    }
    this.#prune();
    this.#options.onChanged();
  }

  /** A session whose records are captured from now on; once more when more is known of it. */
  openSession(session: CaptureSession): void {
    this.#sessions.set(session.id, session);
    this.#file?.describeSession(session);
  }

  /** Records of the session are not captured any more. */
  closeSession(id: number): void {
    this.#sessions.delete(id);
    this.#file?.forgetSession(id);
  }

  /** Says where the record stands; `NOT_CAPTURED` when its session is not captured, or no disk takes it. */
  append(record: CaptureRecord): CaptureLocation {
    const session = this.#sessions.get(record.sessionId);
    if (!this.#settings.isOn || this.#failure !== null || session === undefined) return NOT_CAPTURED;
    try {
      this.#rotateWhenDue();
      const file = this.#file ?? this.#beginFile();
      const offset = file.append(record);
      this.#writtenNames.get(file.path)?.add(session.name);
      if (file.pending >= WRITE_OCTETS) this.#write();
      else this.#writeTimer ??= this.#start(WRITE_MS, () => this.flush());
      return (this.#paths.length - 1) * OFFSETS + offset;
    } catch (error) {
      this.#fail(error);
      return NOT_CAPTURED;
    }
  }

  /** Hands what waits to the system. */
  flush(): void {
    try {
      this.#write();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The octets of a record, passwords masked; null when its file is gone or cannot be read. */
  readOctets(location: CaptureLocation): Uint8Array | null {
    const place = this.placeOf(location);
    if (place === null) return null;
    this.#flushBefore(place.path, place.offset + 1);
    return this.#stored.read(place.path, place.offset);
  }

  /** So many octets of a file as they are, what lies between records included; null when they cannot be read. */
  readSpan(location: CaptureLocation, length: number): Uint8Array | null {
    const place = this.placeOf(location);
    if (place === null) return null;
    this.#flushBefore(place.path, place.offset + length);
    return this.#stored.readSpan(place.path, place.offset, length);
  }

  /** What is to be read must have been written. */
  #flushBefore(path: string, end: number): void {
    if (path === this.#file?.path && end > this.#file.written) this.flush();
  }

  /** The name of the file that a record stands in, and its offset there: the key of its note. */
  placeOf(location: CaptureLocation): { readonly path: string; readonly offset: number } | null {
    const path = location < 0 ? undefined : this.#paths[Math.floor(location / OFFSETS)];
    return path === undefined ? null : { path, offset: location % OFFSETS };
  }

  close(): void {
    this.#retryTimer?.cancel();
    this.#retryTimer = null;
    this.#endFile();
    this.#stored.close();
  }

  #beginFile(): CaptureFile {
    const { folder, application, clock } = this.#options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const startedAtMs = freeStart(folder, clock.now());
    const file = new CaptureFile(join(folder, captureName(startedAtMs)), application, startedAtMs);
    try {
      // A disk that is full takes the name of a file, and then nothing.
      file.write();
    } catch (error) {
      file.discard();
      throw error;
    }
    for (const session of this.#sessions.values()) file.describeSession(session);
    this.#paths.push(file.path);
    this.#writtenNames.set(file.path, new Set());
    this.#file = file;
    this.#prune();
    this.#options.onChanged();
    return file;
  }

  #rotateWhenDue(): void {
    const file = this.#file;
    if (file === null) return;
    const { rotateBytes, rotateHours, limitBytes } = this.#settings;
    const largest = Math.min(rotateBytes, limitBytes / 2, MAX_FILE_BYTES);
    const ageMs = this.#options.clock.now() - file.startedAtMs;
    if (file.length >= largest || ageMs >= rotateHours * MS_PER_HOUR) this.#endFile();
  }

  #write(): void {
    this.#writeTimer?.cancel();
    this.#writeTimer = null;
    const file = this.#file;
    if (file === null) return;
    file.write();
    this.#syncTimer ??= this.#start(SYNC_MS, () => {
      this.#syncTimer = null;
      this.#file?.sync((error) => this.#fail(error));
    });
    if (this.usedBytes > this.#settings.limitBytes) this.#prune();
  }

  #endFile(): void {
    this.#writeTimer?.cancel();
    this.#writeTimer = null;
    this.#syncTimer?.cancel();
    this.#syncTimer = null;
    const file = this.#file;
    this.#file = null;
    if (file === null) return;
    try {
      file.close();
    } catch (error) {
      this.#fail(error);
    }
    this.#othersBytes += file.written;
    this.#options.onChanged();
  }

  #fail(error: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = failureSentence(error);
    this.#endFile();
    this.#retryLater();
    this.#options.onChanged();
  }

  #retryLater(): void {
    this.#retryTimer = this.#start(RETRY_MS, () => {
      this.#retryTimer = null;
      const before = this.#failure;
      try {
        this.#failure = null;
        this.#beginFile();
      } catch (error) {
        this.#failure = failureSentence(error);
        this.#retryLater();
        if (this.#failure !== before) this.#options.onChanged();
      }
    });
  }

  /** Deletes the oldest captures until the others fit the limit. */
  #prune(): void {
    if (this.usedBytes <= this.#settings.limitBytes) return;
    const others = listCaptures(this.#options.folder).filter(({ path }) => path !== this.#file?.path);
    this.#othersBytes = total(others);
    for (const capture of others) {
      if (this.usedBytes <= this.#settings.limitBytes) break;
      try {
        this.#stored.forget(capture.path);
        deleteCapture(capture.path);
        this.#writtenNames.delete(capture.path);
        this.#othersBytes -= capture.bytes;
      } catch {
        // One that cannot be deleted stays, and takes its room; the next one goes.
      }
    }
    this.#options.onChanged();
  }

  #start(delayMs: number, fire: () => void): TimerHandle {
    return this.#options.clock.startTimer(delayMs, fire, { isBackground: true });
  }
}

function total(captures: readonly StoredCaptureFile[]): number {
  return captures.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A time that no capture of the folder has: two may begin in the same millisecond. */
function freeStart(folder: string, nowMs: number): number {
  const names = new Set(listCaptures(folder).map(({ name }) => name));
  let startMs = Math.floor(nowMs);
  while (names.has(captureName(startMs))) startMs += 1;
  return startMs;
}
