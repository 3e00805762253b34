import { parseFilter } from '#shared/log-filter/parse-filter';
import { matches } from '#shared/log-filter/matches';
import type { Filter } from '#shared/log-filter/filter-ast';
import type { CaptureSession } from '#shared/capture/capture-record';
import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import type { AnnotateOptions } from '#shared/smpp/annotate';
import { planFilter } from './filter-plan';
import type { RowNote } from './log-protocol';
import type { LogStore } from './log-store';
import { LogView } from './log-view';
import { RowNotes } from './row-notes';
import { RowReader } from './row-reader';
import { RowRecord } from './row-record';
import { findingsOfRow, versionOfRow } from './row-verdict';

/** Where the notes of a source are kept besides memory. */
export interface NoteKeeper {
  /** Throws what the system says when they cannot be written. */
  keep(number: number, note: RowNote): void;
}

/** One log: the live one, or a capture that was opened. Rows, notes, and the ways to look at them. */
export class LogSource {
  readonly id: number;
  readonly store: LogStore;
  readonly notes = new RowNotes();
  readonly #reader: RowReader;
  readonly #startedAtMs: number;
  readonly #keeper: NoteKeeper | null;
  /** Some of what is lost went with a worker that died. */
  isInterrupted = false;

  constructor(id: number, store: LogStore, startedAtMs: number, keeper: NoteKeeper | null) {
    this.id = id;
    this.store = store;
    this.#startedAtMs = startedAtMs;
    this.#keeper = keeper;
    this.#reader = new RowReader(store, this.notes);
  }

  /** A text that cannot be read as a filter shows nothing; clients are told so before they get here. */
  openView(filter: string): LogView {
    const parsed = parseFilter(filter);
    return new LogView(this.store, parsed.ok ? this.#plan(parsed.filter) : this.#plan(nothing));
  }

  #plan(filter: Filter) {
    return planFilter({ store: this.store, notes: this.notes }, filter);
  }

  sessionView(sessionId: number): LogView {
    return new LogView(
      this.store,
      this.#plan({ kind: 'compare', field: 'session', operator: '==', value: sessionId }),
    );
  }

  /** Answers whether a row matches, for a search. */
  matcher(expression: string): (number: number) => boolean {
    const parsed = parseFilter(expression);
    if (!parsed.ok) return () => false;
    const record = new RowRecord(this.store, this.notes);
    const { filter } = parsed;
    return (number) => {
      const place = this.store.find(number);
      return place !== undefined && matches(filter, record.at(place));
    };
  }

  page(view: LogView, start: number, count: number): PduRow[] {
    const rows: PduRow[] = [];
    let previous = start > 0 ? view.matchAt(start - 1 - view.lossRows) : undefined;
    for (let position = start; position < start + count; position += 1) {
      const number = view.numberAt(position);
      if (number === undefined) break;
      if (number === 'loss') {
        rows.push(this.#reader.loss(this.isInterrupted, this.#startedAtMs));
        continue;
      }
      const place = this.store.find(number);
      if (place === undefined) break;
      rows.push(this.#reader.row(place, previous));
      previous = number;
    }
    return rows;
  }

  rowsOf(numbers: readonly number[]): PduRow[] {
    let previous: number | undefined;
    return numbers.flatMap((number) => {
      const place = this.store.find(number);
      if (place === undefined) return [];
      const row = this.#reader.row(place, previous);
      previous = number;
      return [row];
    });
  }

  detail(number: number): PduDetail | null {
    const place = this.store.find(number);
    return place === undefined ? null : this.#reader.detail(place);
  }

  /** How the fields of a row are judged and read. */
  readingOf(number: number): AnnotateOptions {
    const place = this.store.find(number);
    if (place === undefined) return {};
    const alphabets = this.store.sessions.get(place.segment.sessionId(place.index))?.facts.alphabets;
    return {
      version: versionOfRow(this.store, place),
      findings: findingsOfRow(this.store, place),
      ...(alphabets !== undefined && { alphabets }),
    };
  }

  /** Null when the row is gone. */
  setNote(number: number, note: string | undefined, isMarked: boolean | undefined): RowNote | null {
    if (this.store.find(number) === undefined) return null;
    const changed = {
      number,
      note: note ?? this.notes.noteOf(number),
      isMarked: isMarked ?? this.notes.isMarked(number),
    };
    this.notes.set(number, changed.note, changed.isMarked);
    this.#keeper?.keep(number, changed);
    return changed;
  }

  /** A session as captures and exports describe it. */
  captureSession(sessionId: number): CaptureSession {
    const { name, role, localAddress = '', remoteAddress = '' } = this.store.session(sessionId).facts;
    return { id: sessionId, name, role, localAddress, remoteAddress };
  }
}

const nothing: Filter = { kind: 'not', part: { kind: 'has', field: 'number' } };
