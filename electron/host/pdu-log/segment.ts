import { recordKinds, type RecordKind } from './batch-layout';
import type { FilePlaces } from './file-places';
import { RowColumns } from './row-columns';
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

const nothing = new Uint8Array(0);

/**
 * A stretch of the log: raw octets one after the other, and beside them one column for each thing that filters ask for.
 * The newest stretch has room to spare; when it is full a copy that fits exactly takes its place.
 */
export class Segment {
  readonly firstNumber: number;
  readonly columns: RowColumns;
  /** Sessions of the rows, by the code in the column. */
  readonly sessionIds: number[];
  /** Empty once they have left memory. */
  octets: Uint8Array<ArrayBuffer>;
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
    sessionIds: number[] = [],
  ) {
    this.firstNumber = firstNumber;
    this.octets = octets;
    this.columns = columns;
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
    return true;
  }

  /** The same rows in buffers that fit. */
  sealed(): Segment {
    const columns = new RowColumns(this.count, this.columns, this.count);
    const segment = new Segment(
      this.firstNumber,
      this.octets.slice(0, this.used),
      columns,
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

  /** Takes a row whose octets the caller has written at `used`. */
  append(
    timeNs: number,
    sessionId: number,
    command: number,
    status: number,
    flags: number,
    octets: number,
  ): void {
    const { columns, count: index } = this;
    columns.setTime(index, timeNs);
    columns.setPlace(index, this.used, octets);
    columns.flags[index] = flags;
    columns.commands[index] = command;
    columns.statuses[index] = status;
    columns.sessions[index] = this.#sessionCode(sessionId);
    this.textFlags |= flags & (rowFlags.wideText | rowFlags.oddText);
    this.count += 1;
    this.used += octets;
  }

  #sessionCode(sessionId: number): number {
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

  /** The octets of a row as they lie in the chunk, as a view and not to be kept. Empty when they cannot be had. */
  chunkOctets(index: number): Uint8Array {
    const { places } = this;
    if (this.#kept !== null && places !== null) {
      const offset = this.fileOffset(index);
      if (offset < 0) return this.#kept.get(index) ?? nothing;
      return places.file.read(offset, this.columns.length(index)) ?? nothing;
    }
    const place = this.columns.place(index);
    return this.octets.subarray(place, place + this.columns.length(index));
  }

  /** Where the row's octets stand in its file; -1 where they do not. */
  fileOffset(index: number): number {
    return this.places?.offset(index, (row) => this.columns.length(row)) ?? -1;
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

/** Big-endian, as SMPP writes it; 0 where there are no four octets. */
export function uint32At(octets: Uint8Array, offset: number): number {
  if (offset + 4 > octets.length) return 0;
  return (
    (octets[offset] ?? 0) * 0x1000000 +
    (((octets[offset + 1] ?? 0) << 16) | ((octets[offset + 2] ?? 0) << 8) | (octets[offset + 3] ?? 0))
  );
}
