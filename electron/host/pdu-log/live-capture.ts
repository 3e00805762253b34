import { systemClock } from '#electron/smpp/system-clock';
import { notesPathOf } from '#electron/host/capture/capture-files';
import { readCaptureNotes, writeCaptureNotes } from '#electron/host/capture/capture-notes';
import { CaptureStore, NOT_CAPTURED } from '#electron/host/capture/capture-store';
import { MAX_LISTED_SESSIONS } from '#shared/model/log-limits';
import type { CaptureSettings, CaptureState } from '#shared/model/log-source';
import { recordKinds, type RecordKind } from './batch-layout';
import type { OctetFile } from './file-places';
import type { CaptureStart, RowNote } from './log-protocol';
import type { LogStore } from './log-store';
import type { NewRow } from './new-row';
import type { SessionFacts } from '#shared/session/session-track';

const kindNames: Readonly<Record<RecordKind, 'pdu' | 'octets' | 'loss'>> = {
  [recordKinds.pdu]: 'pdu',
  [recordKinds.octets]: 'octets',
  [recordKinds.loss]: 'loss',
};

const decoder = new TextDecoder();

/** The live log's way to the disk: every record as it comes, octets read back when they have left memory, and notes. */
export class LiveCapture implements OctetFile {
  readonly #captures: CaptureStore;
  readonly #folder: string;
  /** Sessions that are kept from the disk; those of them that were not always go on where they were, once they may. */
  readonly #left = new Set<number>();
  #settings: CaptureSettings;

  constructor(start: CaptureStart, onChanged: () => void) {
    this.#folder = start.folder;
    this.#settings = start.settings;
    this.#captures = new CaptureStore({ ...start, clock: systemClock, onChanged });
  }

  openSession(facts: SessionFacts): void {
    if (facts.isCaptured === false) {
      this.#left.add(facts.id);
      return;
    }
    this.#left.delete(facts.id);
    const { id, name, role, localAddress = '', remoteAddress = '' } = facts;
    this.#captures.openSession({ id, name, role, localAddress, remoteAddress });
  }

  closeSession(id: number): void {
    this.#left.delete(id);
    this.#captures.closeSession(id);
  }

  /** Where the record stands in the captures; -1 when it is in none. */
  append(store: LogStore, row: Omit<NewRow, 'fileOffset'>): number {
    if (this.#left.has(row.sessionId)) return NOT_CAPTURED;
    return this.#captures.append({
      kind: kindNames[row.kind],
      timeNs: BigInt(store.epochMs) * 1_000_000n + BigInt(row.timeNs),
      sessionId: row.sessionId,
      direction: row.isOut ? 'out' : 'in',
      octets: row.octets,
      sentence: row.sentence.length === 0 ? '' : decoder.decode(row.sentence),
    });
  }

  read(offset: number): Uint8Array | null {
    return this.#captures.readOctets(offset);
  }

  readSpan(from: number, length: number): Uint8Array | null {
    return this.#captures.readSpan(from, length);
  }

  get state(): CaptureState {
    const { kind, sentence } = this.#captures.state;
    return {
      settings: this.#settings,
      folder: this.#folder,
      usedBytes: this.#captures.usedBytes,
      state: kind,
      sentence,
      captures: this.#captures
        .list()
        .map(({ name, bytes, startedAtMs, endedAtMs, sessions }) => ({
          name,
          bytes,
          startedAtMs,
          endedAtMs,
          sessions: sessions.slice(0, MAX_LISTED_SESSIONS),
        }))
        .toReversed(),
    };
  }

  /** Path of a capture of ours; null when there is none of this name. */
  pathOf(name: string): string | null {
    this.#captures.flush();
    return this.#captures.list().find((capture) => capture.name === name)?.path ?? null;
  }

  change(settings: CaptureSettings): void {
    this.#settings = settings;
    this.#captures.change(settings);
  }

  /** Writes a row's note beside the file that it stands in; a row of none keeps it in memory only. */
  keepNote(store: LogStore, number: number, { note, isMarked }: RowNote): void {
    const place = store.find(number);
    const location = place?.segment.fileOffset(place.index) ?? -1;
    const stored = this.#captures.placeOf(location);
    if (stored === null) return;
    const path = notesPathOf(stored.path);
    const others = readCaptureNotes(path).filter(({ offset }) => offset !== stored.offset);
    const isEmpty = note === '' && !isMarked;
    writeCaptureNotes(path, isEmpty ? others : [...others, { offset: stored.offset, note, isMarked }]);
  }

  flush(): void {
    this.#captures.flush();
  }

  close(): void {
    this.#captures.close();
  }
}
