import { HEADER_OCTETS } from '#shared/smpp/pdu';
import { recordDirections, recordHeader, recordKinds, type RecordKind } from './batch-layout';
import { CodeTable } from './code-table';
import { Segment, type StoredRow, uint32At } from './segment';

const MAX_CHUNK_OCTETS = 1024 * 1024;
const MIN_CHUNK_OCTETS = 4 * 1024;
/** At least so many segments share the budget, so that the oldest of them is a small part of the log. */
const MIN_SEGMENTS = 8;
/** Octets before the octets of a row that is no PDU: their length. */
const LENGTH_PREFIX = 4;

export interface LogStoreStart {
  readonly budgetBytes: number;
  readonly firstNumber: number;
  readonly lostCount: number;
}

export interface RowPlace {
  readonly segment: Segment;
  readonly index: number;
}

/** Rows in order, in segments within a budget of memory. The oldest segment leaves when the budget is used up. */
export class LogStore {
  readonly commands = new CodeTable(0xff, 0);
  readonly statuses = new CodeTable(0xffff, 0);
  readonly sessionNames = new Map<number, string>();
  readonly #budgetBytes: number;
  readonly #chunkOctets: number;
  #segments: Segment[] = [];
  #spare: Segment | null = null;
  /** Rows are mostly asked for in order. */
  #lastFound: Segment | undefined;
  #footprint = 0;
  #nextNumber: number;
  #lostCount: number;

  constructor(start: LogStoreStart) {
    this.#budgetBytes = start.budgetBytes;
    this.#chunkOctets = Math.min(
      MAX_CHUNK_OCTETS,
      Math.max(MIN_CHUNK_OCTETS, Math.floor(start.budgetBytes / MIN_SEGMENTS)),
    );
    this.#nextNumber = start.firstNumber;
    this.#lostCount = start.lostCount;
  }

  /** Number of the oldest row in memory; `endNumber` when there is none. */
  get firstNumber(): number {
    return this.#segments[0]?.firstNumber ?? this.#nextNumber;
  }

  /** One past the newest row. */
  get endNumber(): number {
    return this.#nextNumber;
  }

  get count(): number {
    return this.#nextNumber - this.firstNumber;
  }

  get lostCount(): number {
    return this.#lostCount;
  }

  /** Takes the records of a batch (`batch-layout`). */
  appendBatch(batch: Uint8Array): void {
    const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
    let at = 0;
    while (at + recordHeader.size <= batch.length) {
      const length = view.getUint32(at + recordHeader.length, true);
      const sentence = view.getUint16(at + recordHeader.sentence, true);
      const start = at + recordHeader.size;
      const end = start + length + sentence;
      this.#append(
        view.getUint8(at + recordHeader.kind) as RecordKind,
        view.getUint8(at + recordHeader.direction) === recordDirections.out,
        view.getFloat64(at + recordHeader.time, true),
        view.getUint32(at + recordHeader.session, true),
        batch.subarray(start, end),
        length,
      );
      at = end;
    }
  }

  clear(): void {
    this.#spare = this.#segments.at(-1) ?? this.#spare;
    this.#segments = [];
    this.#lastFound = undefined;
    this.#footprint = 0;
    this.#lostCount = 0;
  }

  /** Where a row lies; undefined when it is not in memory. */
  find(number: number): RowPlace | undefined {
    const segment = this.#holds(this.#lastFound, number) ? this.#lastFound : this.#search(number);
    if (!this.#holds(segment, number)) return undefined;
    this.#lastFound = segment;
    return { segment, index: number - segment.firstNumber };
  }

  row(number: number): StoredRow | undefined {
    const place = this.find(number);
    return place?.segment.row(place.index);
  }

  /** command_id of a row; undefined for one that is no PDU. */
  commandId(segment: Segment, index: number): number | undefined {
    const code = segment.commandCode(index);
    if (code === 0) return undefined;
    return this.commands.valueOf(code) ?? uint32At(segment.octets, segment.place(index) + 4);
  }

  commandStatus(segment: Segment, index: number): number {
    const code = segment.statusCode(index);
    return this.statuses.valueOf(code) ?? uint32At(segment.octets, segment.place(index) + 8);
  }

  #holds(segment: Segment | undefined, number: number): segment is Segment {
    return segment !== undefined && number >= segment.firstNumber && number < segment.endNumber;
  }

  /** The last segment that starts at or before the number. */
  #search(number: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#segments[middle]?.firstNumber ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return this.#segments[low - 1];
  }

  #append(
    recordedKind: RecordKind,
    isOut: boolean,
    timeMs: number,
    sessionId: number,
    octetsAndSentence: Uint8Array,
    length: number,
  ): void {
    // What is shorter than a header has no command: it is kept as octets that are no PDU.
    const isShort = recordedKind === recordKinds.pdu && length < HEADER_OCTETS;
    const kind = isShort ? recordKinds.octets : recordedKind;
    const isPdu = kind === recordKinds.pdu;
    const needed = octetsAndSentence.length + (isPdu ? 0 : LENGTH_PREFIX);
    const segment = this.#segmentWithRoom(needed);
    const commandCode = isPdu ? this.commands.codeOf(uint32At(octetsAndSentence, 4)) : 0;
    const status = isPdu ? uint32At(octetsAndSentence, 8) : 0;
    const statusCode = status === 0 ? 0 : this.statuses.codeOf(status);
    const place = segment.append(kind, isOut, timeMs, sessionId, commandCode, statusCode, needed);
    if (isPdu) segment.octets.set(octetsAndSentence, place);
    else {
      new DataView(segment.octets.buffer).setUint32(place, length);
      segment.octets.set(octetsAndSentence, place + LENGTH_PREFIX);
    }
    this.#nextNumber += 1;
  }

  #segmentWithRoom(octets: number): Segment {
    const last = this.#segments.at(-1);
    if (last?.hasRoomFor(octets) === true) return last;
    const chunk = Math.max(this.#chunkOctets, octets);
    while (this.#segments.length > 0 && this.#footprint + Segment.footprint(chunk) > this.#budgetBytes) {
      this.#dropOldest();
    }
    const fits = this.#spare?.octets.length === chunk;
    const segment = fits && this.#spare !== null ? this.#spare : new Segment(chunk);
    this.#spare = null;
    segment.restart(this.#nextNumber);
    this.#segments.push(segment);
    this.#footprint += segment.footprint;
    return segment;
  }

  #dropOldest(): void {
    const oldest = this.#segments.shift();
    if (oldest === undefined) return;
    this.#footprint -= oldest.footprint;
    this.#lostCount += oldest.count;
    this.#spare = oldest;
    this.#lastFound = undefined;
  }
}
