import type { RecordKind } from './batch-layout';

/** Octets a row takes in the columns: time 8, place 4, session 4, status 2, command 1, flags 1. */
export const ROW_OCTETS = 20;
/** One row for so many octets of a chunk: PDUs average more, so the octets run out first. */
const OCTETS_PER_ROW = 64;

const FLAG_OUT = 0x01;
const KIND_SHIFT = 1;

/** One row as it lies in the columns; `octets` is a view into the chunk and not to be kept. */
export interface StoredRow {
  readonly number: number;
  readonly kind: RecordKind;
  readonly isOut: boolean;
  readonly timeMs: number;
  readonly sessionId: number;
  readonly octets: Uint8Array;
  /** What a row that is no PDU has to say, in UTF-8. */
  readonly sentence: Uint8Array;
}

const nothing = new Uint8Array(0);

/**
 * A stretch of the log: raw octets one after the other, and beside them one column for each thing that filters ask for.
 * A stretch leaves memory whole, and its buffers serve again.
 */
export class Segment {
  readonly octets: Uint8Array;
  readonly rowCapacity: number;
  readonly #times: Float64Array;
  readonly #places: Uint32Array;
  readonly #sessions: Uint32Array;
  readonly #statuses: Uint16Array;
  readonly #commands: Uint8Array;
  readonly #flags: Uint8Array;
  firstNumber = 1;
  count = 0;
  used = 0;

  constructor(chunkOctets: number) {
    this.octets = new Uint8Array(chunkOctets);
    const rows = Math.max(1, Math.ceil(chunkOctets / OCTETS_PER_ROW));
    this.rowCapacity = rows;
    const columns = new ArrayBuffer(rows * ROW_OCTETS);
    this.#times = new Float64Array(columns, 0, rows);
    this.#places = new Uint32Array(columns, rows * 8, rows);
    this.#sessions = new Uint32Array(columns, rows * 12, rows);
    this.#statuses = new Uint16Array(columns, rows * 16, rows);
    this.#commands = new Uint8Array(columns, rows * 18, rows);
    this.#flags = new Uint8Array(columns, rows * 19, rows);
  }

  /** Octets of memory that a segment with chunks of this size takes. */
  static footprint(chunkOctets: number): number {
    return chunkOctets + Math.max(1, Math.ceil(chunkOctets / OCTETS_PER_ROW)) * ROW_OCTETS;
  }

  get footprint(): number {
    return Segment.footprint(this.octets.length);
  }

  /** One past the last number. */
  get endNumber(): number {
    return this.firstNumber + this.count;
  }

  hasRoomFor(octets: number): boolean {
    return this.count < this.rowCapacity && this.used + octets <= this.octets.length;
  }

  /** Serves again from `firstNumber` on; what it held is gone. */
  restart(firstNumber: number): void {
    this.firstNumber = firstNumber;
    this.count = 0;
    this.used = 0;
  }

  /** Makes room for a row whose octets the caller writes at the place that is answered. */
  append(
    kind: RecordKind,
    isOut: boolean,
    timeMs: number,
    sessionId: number,
    commandCode: number,
    statusCode: number,
    octets: number,
  ): number {
    const index = this.count;
    const place = this.used;
    this.#times[index] = timeMs;
    this.#places[index] = place;
    this.#sessions[index] = sessionId;
    this.#statuses[index] = statusCode;
    this.#commands[index] = commandCode;
    this.#flags[index] = (isOut ? FLAG_OUT : 0) | (kind << KIND_SHIFT);
    this.count += 1;
    this.used += octets;
    return place;
  }

  commandCode(index: number): number {
    return this.#commands[index] ?? 0;
  }

  statusCode(index: number): number {
    return this.#statuses[index] ?? 0;
  }

  sessionId(index: number): number {
    return this.#sessions[index] ?? 0;
  }

  kind(index: number): RecordKind {
    return ((this.#flags[index] ?? 0) >> KIND_SHIFT) as RecordKind;
  }

  /** Where the row's octets start in the chunk. */
  place(index: number): number {
    return this.#places[index] ?? 0;
  }

  #placeEnd(index: number): number {
    return index + 1 < this.count ? (this.#places[index + 1] ?? 0) : this.used;
  }

  /** The octets of a row that is a PDU, as a view into the chunk and not to be kept. */
  pduOctets(index: number): Uint8Array {
    return this.octets.subarray(this.place(index), this.#placeEnd(index));
  }

  row(index: number): StoredRow {
    const kind = this.kind(index);
    const whole = this.pduOctets(index);
    // A row that is no PDU starts with the length of its octets; its sentence follows them.
    const length = kind === 0 ? whole.length : uint32At(whole, 0);
    return {
      number: this.firstNumber + index,
      kind,
      isOut: ((this.#flags[index] ?? 0) & FLAG_OUT) !== 0,
      timeMs: this.#times[index] ?? 0,
      sessionId: this.sessionId(index),
      octets: kind === 0 ? whole : whole.subarray(4, 4 + length),
      sentence: kind === 0 ? nothing : whole.subarray(4 + length),
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
