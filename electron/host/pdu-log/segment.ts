import { recordKinds, type RecordKind } from './batch-layout';
import type { FilePlaces } from './file-places';
import type { CodeTable } from './code-table';
import { isLean, RowColumns, TOLD_OCTETS } from './row-columns';
import { KIND_SHIFT, rowFlags } from './row-flags';

/** A row's session is told by an octet: a stretch has no more than these. */
const MAX_SESSIONS = 256;

/** One row as it lies in the columns; `octets` is a view into the chunk and not to be kept. */
export interface StoredRow {
  readonly number: number;
  readonly kind: RecordKind;
  readonly isOut: boolean;
  /** Since the store's epoch. */
  readonly timeNs: number;
  readonly sessionId: number;
  readonly octets: Uint8Array;
  /** What a row that is no PDU has to say, in UTF-8. */
  readonly sentence: Uint8Array;
}

/** What a file has around the octets of a row, at most. */
const MAX_FRAME_OCTETS = 1024;
/** A PDU up to this size lies in a file in one piece. */
const MAX_WHOLE_OCTETS = 8192;
/** Rows of a stretch lie much closer to each other in a file, unless they are in several. */
const MAX_SPAN_OCTETS = 64 * 1024 * 1024;
const nothing = new Uint8Array(0);
/** Octets before the octets of a row that is no PDU: their length. */
const LENGTH_PREFIX = 4;

/** The first place from `start` on where something is found; -1 for none. */
export type OctetFinder = (octets: DataView, start: number) => number;

/** What the codes in the columns stand for. */
export interface RowCodes {
  readonly commands: CodeTable;
  readonly statuses: CodeTable;
}

/** A row before it lies in the columns. */
export interface RowFacts {
  timeNs: number;
  sessionId: number;
  command: number;
  status: number;
  flags: number;
  octets: Uint8Array;
  sentence: Uint8Array;
}

export function noFacts(): RowFacts {
  return { timeNs: 0, sessionId: 0, command: 0, status: 0, flags: 0, octets: nothing, sentence: nothing };
}

/**
 * A stretch of the log: raw octets one after the other, and beside them one column for each thing that filters ask for.
 * The newest stretch has room to spare; when it is full a copy that fits exactly takes its place.
 */
export class Segment {
  readonly firstNumber: number;
  readonly columns: RowColumns;
  readonly #codes: RowCodes;
  /** Sessions of the rows, by the code in the column. */
  readonly sessionIds: number[];
  /** Empty once they have left memory. */
  octets: Uint8Array<ArrayBuffer>;
  /** Over the octets. */
  view: DataView;
  #lastSession = 0;
  /** Where the rows stand in a file; null while none takes them. */
  places: FilePlaces | null = null;
  /** What no file holds of rows whose octets have left memory. */
  #kept: Map<number, Uint8Array> | null = null;
  count = 0;
  used = 0;
  /** Whether any row's text is UCS-2 or odd, so that most searches need not look for such. */
  textFlags = 0;

  constructor(
    firstNumber: number,
    octets: Uint8Array<ArrayBuffer>,
    columns: RowColumns,
    codes: RowCodes,
    sessionIds: number[] = [],
  ) {
    this.firstNumber = firstNumber;
    this.octets = octets;
    this.view = viewOf(octets);
    this.columns = columns;
    this.#codes = codes;
    this.sessionIds = sessionIds;
  }

  /** One past the last number. */
  get endNumber(): number {
    return this.firstNumber + this.count;
  }

  get footprint(): number {
    return this.octets.length + this.columnsFootprint;
  }

  get columnsFootprint(): number {
    return this.columns.footprint + (this.places?.footprint ?? 0);
  }

  /** True while the octets are in memory. */
  get isResident(): boolean {
    return this.#kept === null;
  }

  /** Lets go of the octets that the file holds. False when it holds none of them. */
  offload(): boolean {
    const { places } = this;
    if (places === null || this.#kept !== null) return false;
    const kept = new Map<number, Uint8Array>();
    for (let index = 0; index < this.count; index += 1) {
      if (this.fileOffset(index) < 0) kept.set(index, this.chunkOctets(index).slice());
    }
    if (kept.size > this.count / 2) return false;
    this.#kept = kept;
    this.octets = new Uint8Array(0);
    this.view = viewOf(this.octets);
    return true;
  }

  /** The same rows in buffers that fit. */
  sealed(): Segment {
    const columns = new RowColumns(this.count, this.columns, this.count, this.sessionIds.length === 1);
    const segment = new Segment(
      this.firstNumber,
      this.octets.slice(0, this.used),
      columns,
      this.#codes,
      this.sessionIds.slice(),
    );
    segment.count = this.count;
    segment.used = this.used;
    segment.textFlags = this.textFlags;
    segment.places = this.places?.sealed(this.count) ?? null;
    return segment;
  }

  hasRoomFor(octets: number, sessionId: number): boolean {
    return (
      this.count < this.columns.capacity &&
      this.used + octets <= this.octets.length &&
      (this.sessionIds.length < MAX_SESSIONS || this.sessionIds.includes(sessionId))
    );
  }

  /** Takes a row that `hasRoomFor` said there is room for. Returns its octets as `length` tells them. */
  append({ timeNs, sessionId, command, status, flags, octets, sentence }: Readonly<RowFacts>): number {
    const { columns, count: index, used } = this;
    const isPdu = (flags & rowFlags.kind) === 0;
    const length = isPdu ? octets.length : LENGTH_PREFIX + octets.length + sentence.length;
    let stored = length;
    if (!isPdu) {
      new DataView(this.octets.buffer).setUint32(used, octets.length);
      this.octets.set(octets, used + LENGTH_PREFIX);
      this.octets.set(sentence, used + LENGTH_PREFIX + octets.length);
    } else if (isLean(flags, command, status)) {
      stored -= TOLD_OCTETS;
      this.#setLean(octets, used);
    } else {
      this.octets.set(octets, used);
    }
    columns.setTime(index, timeNs);
    columns.setPlace(index, used, length);
    columns.flags[index] = flags;
    columns.commands[index] = command;
    columns.statuses[index] = status;
    columns.sessions[index] = this.#sessionCode(sessionId);
    this.textFlags |= flags & (rowFlags.wideText | rowFlags.oddText);
    this.count += 1;
    this.used += stored;
    return length;
  }

  /**
   * Without a view of what follows the header, which would be one more object for every row: the header is put over the
   * end of the row before, and that put back.
   */
  #setLean(octets: Uint8Array, place: number): void {
    const at = place - TOLD_OCTETS;
    if (at < 0) {
      this.octets.set(octets.subarray(TOLD_OCTETS), place);
      return;
    }
    const view = this.view;
    const first = view.getUint32(at);
    const second = view.getUint32(at + 4);
    const third = view.getUint32(at + 8);
    this.octets.set(octets, at);
    view.setUint32(at, first);
    view.setUint32(at + 4, second);
    view.setUint32(at + 8, third);
  }

  #sessionCode(sessionId: number): number {
    if (this.sessionIds[this.#lastSession] === sessionId) return this.#lastSession;
    this.#lastSession = this.#findSessionCode(sessionId);
    return this.#lastSession;
  }

  #findSessionCode(sessionId: number): number {
    const known = this.sessionIds.lastIndexOf(sessionId);
    return known >= 0 ? known : this.sessionIds.push(sessionId) - 1;
  }

  sessionId(index: number): number {
    return this.sessionIds[this.columns.sessions[index] ?? 0] ?? 0;
  }

  flags(index: number): number {
    return this.columns.flags[index] ?? 0;
  }

  kind(index: number): RecordKind {
    return ((this.flags(index) & rowFlags.kind) >> KIND_SHIFT) as RecordKind;
  }

  /** Number of the row that answers this one or that it answers; null where there is none. */
  partner(index: number): number | null {
    const distance = this.columns.partnerDistance(index);
    if (distance === 0) return null;
    const isResponse = (this.flags(index) & rowFlags.response) !== 0;
    return this.firstNumber + index + (isResponse ? -distance : distance);
  }

  /** The octets of a row, not to be kept: they may lie in the chunk. Empty when they cannot be had. */
  chunkOctets(index: number): Uint8Array {
    const { places } = this;
    if (this.#kept !== null && places !== null) {
      const offset = this.fileOffset(index);
      if (offset < 0) return this.#kept.get(index) ?? nothing;
      return places.file.read(offset, this.columns.length(index)) ?? nothing;
    }
    const place = this.columns.place(index);
    const length = this.columns.length(index);
    if (!this.columns.isLean(index)) return this.octets.subarray(place, place + length);
    return this.#withHeader(index, place, length);
  }

  #withHeader(index: number, place: number, length: number): Uint8Array {
    const octets = Buffer.allocUnsafe(length);
    octets.writeUInt32BE(length, 0);
    octets.writeUInt32BE(this.#codes.commands.valueOf(this.columns.commands[index] ?? 0) ?? 0, 4);
    octets.writeUInt32BE(this.#codes.statuses.valueOf(this.columns.statuses[index] ?? 0) ?? 0, 8);
    octets.set(this.octets.subarray(place, place + length - TOLD_OCTETS), TOLD_OCTETS);
    return octets;
  }

  /** sequence_number of a PDU that lies in memory at `place`. */
  sequenceAt(index: number, place: number): number {
    return uint32At(this.octets, this.columns.isLean(index) ? place : place + TOLD_OCTETS);
  }

  /** Where the row's octets stand in its file; -1 where they do not. */
  fileOffset(index: number): number {
    return this.places?.offset(index, (row) => this.columns.length(row)) ?? -1;
  }

  /** The indices of all rows. */
  rows(): readonly number[] {
    return Array.from({ length: this.count }, (_, index) => index);
  }

  /**
   * Rows that may have what one of the searches finds, of a stretch whose octets have left memory: the file is read once,
   * not row by row.
   */
  searchFile(searches: readonly OctetFinder[]): readonly number[] {
    const all = this.rows();
    const { places } = this;
    const offsets = all.map((index) => this.fileOffset(index));
    const offsetOf = (index: number | undefined): number => offsets[index ?? 0] ?? 0;
    // What is in no file is in memory, and what stands there in pieces is found by no search: both are looked at.
    const isAlone = (index: number): boolean =>
      offsetOf(index) < 0 || this.columns.length(index) > MAX_WHOLE_OCTETS;
    const filed = all.filter((index) => !isAlone(index));
    const last = filed.at(-1);
    if (places === null || last === undefined) return all;
    const from = offsetOf(filed[0]);
    const length = offsetOf(last) + this.columns.length(last) + MAX_FRAME_OCTETS - from;
    const isInOrder = filed.every((index, at) => at === 0 || offsetOf(index) > offsetOf(filed[at - 1]));
    const span = isInOrder && length < MAX_SPAN_OCTETS ? places.file.readSpan(from, length) : null;
    if (span === null) return all;
    const found = new Set(all.filter(isAlone));
    const view = viewOf(span);
    for (const search of searches) {
      let at = 0;
      for (let place = search(view, 0); place >= 0; place = search(view, place + 1)) {
        while (at + 1 < filed.length && offsetOf(filed[at + 1]) - from <= place) at += 1;
        found.add(filed[at] ?? 0);
      }
    }
    return [...found].toSorted((left, right) => left - right);
  }

  row(index: number): StoredRow {
    const flags = this.flags(index);
    const kind = this.kind(index);
    const whole = this.chunkOctets(index);
    const isPdu = kind === recordKinds.pdu;
    // A row that is no PDU starts with the length of its octets; its sentence follows them.
    const length = isPdu ? whole.length : uint32At(whole, 0);
    return {
      number: this.firstNumber + index,
      kind,
      isOut: (flags & rowFlags.out) !== 0,
      timeNs: this.columns.time(index),
      sessionId: this.sessionId(index),
      octets: isPdu ? whole : whole.subarray(4, 4 + length),
      sentence: isPdu ? nothing : whole.subarray(4 + length),
    };
  }
}

export function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.length);
}

/** Big-endian, as SMPP writes it; 0 where there are no four octets. */
export function uint32At(octets: Uint8Array, offset: number): number {
  if (offset + 4 > octets.length) return 0;
  return (
    (octets[offset] ?? 0) * 0x1000000 +
    (((octets[offset + 1] ?? 0) << 16) | ((octets[offset + 2] ?? 0) << 8) | (octets[offset + 3] ?? 0))
  );
}
