import { closeSync, openSync, readSync } from 'node:fs';
import { notesPathOf } from '#electron/host/capture/capture-files';
import { readCaptureNotes, writeCaptureNotes } from '#electron/host/capture/capture-notes';
import { foreignNotesPath, makeRoomForForeignNotes } from '#electron/host/capture/foreign-notes';
import { readCaptureFile } from '#electron/host/capture/read-capture-file';
import type { CaptureSink, ReadRecord } from '#shared/capture/capture-sink';
import type { CaptureSession } from '#shared/capture/capture-record';
import type { OpenedCapture } from '#shared/model/log-source';
import { recordKinds } from './batch-layout';
import type { OctetFile } from './file-places';
import type { RowNote } from './log-protocol';
import { LogSource } from './log-source';
import { LogStore } from './log-store';
import type { NewRow } from './new-row';

const encoder = new TextEncoder();
const nothing = new Uint8Array(0);

export interface OpenCaptureOptions {
  readonly captureId: number;
  readonly name: string;
  readonly path: string;
  /** One of ours, so that its notes lie beside it. */
  readonly isOwn: boolean;
  /** Where those of others have their notes; null where none are kept. */
  readonly foreignNotesFolder: string | null;
  readonly budgetBytes: number;
  /** Rows came, or the state changed. */
  readonly onProgress: (capture: OpenedCapture) => void;
}

/** A capture that was opened: read once from its beginning, into the same columns as the live log. */
export class OpenedCaptureSource implements CaptureSink, OctetFile {
  readonly source: LogSource;
  readonly #options: OpenCaptureOptions;
  readonly #store: LogStore;
  /** By the place of the record. */
  readonly #noted = new Map<number, { readonly note: string; readonly isMarked: boolean }>();
  /** Where the notes lie; null until that is known, and where none are kept. */
  #notesPath: string | null = null;
  /** First blocks of the rows that are not in the file in one piece. */
  readonly #blocks = new Map<number, number>();
  /** The row that is being read: one object for all of them. */
  readonly #row: { -readonly [K in keyof NewRow]: NewRow[K] } = {
    kind: recordKinds.pdu,
    isOut: false,
    timeNs: 0,
    sessionId: 0,
    octets: nothing,
    sentence: nothing,
    fileOffset: -1,
  };
  #fd: number | null = null;
  #isCancelled = false;
  #state: OpenedCapture['state'] = 'reading';
  #octetsRead = 0;
  #octetsTotal = 0;
  #sentence = '';

  constructor(options: OpenCaptureOptions) {
    this.#options = options;
    this.#store = new LogStore({ budgetBytes: options.budgetBytes, firstNumber: 1, lostCount: 0 });
    this.#store.file = this;
    const keeper = { keep: (number: number, note: RowNote) => this.#keepNote(number, note) };
    this.source = new LogSource(options.captureId, this.#store, 0, keeper);
  }

  get facts(): OpenedCapture {
    return {
      captureId: this.#options.captureId,
      name: this.#options.name,
      state: this.#state,
      octetsRead: this.#octetsRead,
      octetsTotal: this.#octetsTotal,
      rowCount: this.#store.count,
      sentence: this.#sentence,
    };
  }

  /** Reads the file to its end, or until it is cancelled; never rejects. */
  async load(): Promise<void> {
    try {
      this.#fd = openSync(this.#options.path, 'r');
      this.#readNotes(this.#fd);
      const problems = await readCaptureFile({
        path: this.#options.path,
        sink: this,
        onProgress: (octetsRead, octetsTotal) => {
          this.#octetsRead = octetsRead;
          this.#octetsTotal = octetsTotal;
          this.#options.onProgress(this.facts);
        },
        isCancelled: () => this.#isCancelled,
      });
      this.#state = this.#isCancelled ? 'cancelled' : 'ready';
      // Where it was stopped it ends in the middle of something: that is not the file's fault.
      this.#sentence = this.#isCancelled ? this.#stoppedSentence : problems.join(' ');
      if (this.#state === 'ready' && this.#store.count === 0) {
        this.#state = 'failed';
        if (this.#sentence === '') this.#sentence = 'There are no SMPP PDUs in this file.';
      }
    } catch (error) {
      this.#state = 'failed';
      const reason = error instanceof Error ? error.message : String(error);
      this.#sentence = `The file cannot be read: ${reason}.`;
    }
    this.#store.finish();
    this.#options.onProgress(this.facts);
  }

  get #stoppedSentence(): string {
    const percent = Math.floor((this.#octetsRead / Math.max(1, this.#octetsTotal)) * 100);
    return `Reading was stopped after ${percent} % of the file: what follows is not here. Open it again to read all of it.`;
  }

  cancel(): void {
    this.#isCancelled = true;
  }

  close(): void {
    this.#isCancelled = true;
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  session(session: CaptureSession): void {
    this.#store.describeSession(session);
  }

  record(record: ReadRecord): void {
    const { timeSeconds, timeNanos } = record;
    const epochMs = this.#store.startEpoch(timeSeconds * 1000 + Math.floor(timeNanos / 1e6));
    const number = this.#store.endNumber;
    const row = this.#row;
    row.kind = recordKinds[record.kind];
    row.isOut = record.direction === 'out';
    row.timeNs = (timeSeconds * 1000 - epochMs) * 1e6 + timeNanos;
    row.sessionId = record.sessionId;
    row.octets = record.octets;
    row.sentence = record.sentence === '' ? nothing : encoder.encode(record.sentence);
    row.fileOffset = record.kind === 'pdu' ? record.octetsOffset : -1;
    this.#store.append(row);
    if (row.fileOffset < 0) this.#blocks.set(number, record.blockOffset);
    if (this.#noted.size === 0) return;
    const noted = this.#noted.get(this.#placeOf(number, row.fileOffset));
    if (noted !== undefined) this.source.notes.set(number, noted.note, noted.isMarked);
  }

  read(offset: number, length: number): Uint8Array | null {
    const octets = this.readSpan(offset, length);
    return octets?.length === length ? octets : null;
  }

  readSpan(from: number, length: number): Uint8Array | null {
    if (this.#fd === null) return null;
    const octets = new Uint8Array(length);
    try {
      return octets.subarray(0, readSync(this.#fd, octets, 0, length, from));
    } catch {
      return null;
    }
  }

  #readNotes(fd: number): void {
    const { isOwn, path, foreignNotesFolder: folder } = this.#options;
    if (isOwn) this.#notesPath = notesPathOf(path);
    else if (folder !== null) this.#notesPath = foreignNotesPath(folder, fd);
    if (this.#notesPath === null) return;
    for (const { offset, ...note } of readCaptureNotes(this.#notesPath)) this.#noted.set(offset, note);
  }

  /**
   * A row of ours is told by where its block begins: so far before its octets. In other files a packet may hold several
   * PDUs, so there a row is told by its octets. One that is not in one piece is told by its block in both.
   */
  #placeOf(number: number, octetsAt: number): number {
    if (octetsAt < 0) return this.#blocks.get(number) ?? -1;
    return this.#options.isOwn ? octetsAt - OCTETS_IN_BLOCK : octetsAt;
  }

  #keepNote(number: number, { note, isMarked }: RowNote): void {
    const path = this.#notesPath;
    const found = this.#store.find(number);
    if (path === null || found === undefined) return;
    const place = this.#placeOf(number, found.segment.fileOffset(found.index));
    if (note === '' && !isMarked) this.#noted.delete(place);
    else this.#noted.set(place, { note, isMarked });
    if (!this.#options.isOwn) makeRoomForForeignNotes(path);
    writeCaptureNotes(
      path,
      [...this.#noted].map(([offset, noted]) => ({ offset, ...noted })),
    );
  }
}

/** In a capture of ours: the block's header, and those of IP and TCP. */
const OCTETS_IN_BLOCK = 28 + 20 + 20;
