import { OVERFLOW_CODE } from './code-table';
import { rowFlags } from './row-flags';

/** Octets of a header that the columns tell: command_length, command_id, command_status. */
export const TOLD_OCTETS = 12;
/** Rows between two places that are kept; those between are told by adding lengths. */
const PLACE_STEP = 16;
const PLACE_SHIFT = 4;
/** Octets a row takes in the columns: time 4, length 2, partner 2, flags 2, session 1, command 1, status 1, place ¼. */
const FIXED_OCTETS = 13;
/** A length or a distance that the column does not hold: it is in `#large…`. */
export const OVERFLOW = 0xffff;
/** A time further from the last base than this begins a base of its own: 32 bits of nanoseconds. */
const MAX_TIME_OFFSET = 0xffffffff;
const MAX_NEAR_TIME = 0x7fffffff;
/** Rows may be so much earlier than the first one of a base: records of several sources are not quite in order. */
const BEFORE_BASE_NS = 0x10000000;

/** The sessions of every stretch that has one: read only. */
const oneSession = new Uint8Array(8192);

/** The columns of a stretch of rows, over one buffer. Large values, of which there are few, lie beside them. */
export class RowColumns {
  readonly capacity: number;
  /** Nanoseconds since the base of the row. */
  readonly times: Uint32Array;
  readonly #places: Uint32Array;
  readonly lengths: Uint16Array;
  readonly flags: Uint16Array;
  readonly sessions: Uint8Array;
  readonly commands: Uint8Array;
  readonly statuses: Uint8Array;
  partners: Uint16Array | Uint32Array;
  readonly #largeLengths = new Map<number, number>();
  /** Where the times count from: row after row in order, with the nanoseconds of each. */
  readonly #baseRows: number[];
  readonly #bases: number[];
  readonly footprint: number;
  /** Whether any time is further from its base than 31 bits of nanoseconds. */
  hasLateTimes = false;

  /** A copy that fits the first `count` rows of `from`; of rows that are all of one session, their column is no memory. */
  constructor(capacity: number, from?: RowColumns, count = 0, isOneSession = false) {
    this.capacity = capacity;
    const places = (capacity + PLACE_STEP - 1) >> PLACE_SHIFT;
    const isShared = isOneSession && capacity <= oneSession.length;
    const octets = places * 4 + capacity * (isShared ? FIXED_OCTETS - 1 : FIXED_OCTETS);
    this.footprint = octets;
    const buffer = new ArrayBuffer(octets);
    let at = 0;
    const next = (size: number): number => {
      const start = at;
      at += size;
      return start;
    };
    this.times = new Uint32Array(buffer, next(capacity * 4), capacity);
    this.#places = new Uint32Array(buffer, next(places * 4), places);
    this.lengths = new Uint16Array(buffer, next(capacity * 2), capacity);
    this.flags = new Uint16Array(buffer, next(capacity * 2), capacity);
    this.partners = new Uint16Array(buffer, next(capacity * 2), capacity);
    this.sessions = isShared
      ? oneSession.subarray(0, capacity)
      : new Uint8Array(buffer, next(capacity), capacity);
    this.commands = new Uint8Array(buffer, next(capacity), capacity);
    this.statuses = new Uint8Array(buffer, next(capacity), capacity);
    this.#baseRows = from === undefined ? [] : from.#baseRows.slice();
    this.#bases = from === undefined ? [] : from.#bases.slice();
    if (from === undefined) return;
    this.times.set(from.times.subarray(0, count));
    this.hasLateTimes = from.hasLateTimes;
    this.#places.set(from.#places.subarray(0, places));
    this.lengths.set(from.lengths.subarray(0, count));
    this.flags.set(from.flags.subarray(0, count));
    if (!isShared) this.sessions.set(from.sessions.subarray(0, count));
    this.commands.set(from.commands.subarray(0, count));
    this.statuses.set(from.statuses.subarray(0, count));
    for (const [index, length] of from.#largeLengths) this.#largeLengths.set(index, length);
    if (from.partners instanceof Uint32Array) this.partners = from.partners.slice(0, count);
    else this.partners.set(from.partners.subarray(0, count));
  }

  /** Empties the columns for the next rows. */
  reset(): void {
    this.#largeLengths.clear();
    this.#baseRows.length = 0;
    this.#bases.length = 0;
    this.partners.fill(0);
    this.hasLateTimes = false;
  }

  setTime(index: number, timeNs: number): void {
    const offset = timeNs - (this.#bases.at(-1) ?? 0);
    if (this.#bases.length === 0 || offset < 0 || offset > MAX_TIME_OFFSET) {
      this.#baseRows.push(index);
      this.#bases.push(timeNs - BEFORE_BASE_NS);
      this.times[index] = BEFORE_BASE_NS;
      return;
    }
    this.times[index] = offset;
    if (offset > MAX_NEAR_TIME) this.hasLateTimes = true;
  }

  /** Nanoseconds since the store's epoch. */
  time(index: number): number {
    return this.#baseOf(index) + (this.times[index] ?? 0);
  }

  #baseOf(index: number): number {
    const rows = this.#baseRows;
    let last = rows.length - 1;
    if (last <= 0) return this.#bases[0] ?? 0;
    if ((rows[last] ?? 0) <= index) return this.#bases[last] ?? 0;
    let low = 0;
    while (low < last) {
      const middle = (low + last + 1) >>> 1;
      if ((rows[middle] ?? 0) <= index) low = middle;
      else last = middle - 1;
    }
    return this.#bases[low] ?? 0;
  }

  /** The earliest and the latest time that times count from. */
  get baseRange(): readonly [first: number, last: number] {
    let [first = 0] = this.#bases;
    let last = first;
    for (const base of this.#bases) {
      first = Math.min(first, base);
      last = Math.max(last, base);
    }
    return [first, last];
  }

  /**
   * Stretches of rows between `from` and `to` whose times count from one base: `each` is given the first row, the one
   * after the last, and the base in nanoseconds.
   */
  eachBase(from: number, to: number, each: (start: number, end: number, base: number) => void): void {
    const rows = this.#baseRows;
    for (let at = 0; at < rows.length; at += 1) {
      const start = Math.max(from, rows[at] ?? 0);
      const end = Math.min(to, rows[at + 1] ?? to);
      if (start < end) each(start, end, this.#bases[at] ?? 0);
    }
  }

  /** True where the columns tell the start of the header, which is not stored then. */
  isLean(index: number): boolean {
    return isLean(this.flags[index] ?? 0, this.commands[index] ?? 0, this.statuses[index] ?? 0);
  }

  /** Octets that the row takes in its chunk. */
  stored(index: number): number {
    return this.isLean(index) ? this.length(index) - TOLD_OCTETS : this.length(index);
  }

  setPlace(index: number, place: number, length: number): void {
    if ((index & (PLACE_STEP - 1)) === 0) this.#places[index >> PLACE_SHIFT] = place;
    if (length >= OVERFLOW) this.#largeLengths.set(index, length);
    this.lengths[index] = Math.min(length, OVERFLOW);
  }

  /** Octets of the row, a PDU's header included. */
  length(index: number): number {
    const length = this.lengths[index] ?? 0;
    return length === OVERFLOW ? (this.#largeLengths.get(index) ?? OVERFLOW) : length;
  }

  /** Where the row's octets start in the chunk. */
  place(index: number): number {
    const first = index & ~(PLACE_STEP - 1);
    let place = this.#places[index >> PLACE_SHIFT] ?? 0;
    for (let row = first; row < index; row += 1) place += this.stored(row);
    return place;
  }

  /** Index of the row that the octet at `place` belongs to, among the first `count`. */
  rowAt(place: number, count: number): number {
    let low = 0;
    let high = (count - 1) >> PLACE_SHIFT;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#places[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    let row = low << PLACE_SHIFT;
    let end = (this.#places[low] ?? 0) + this.stored(row);
    while (end <= place && row + 1 < count) {
      row += 1;
      end += this.stored(row);
    }
    return row;
  }

  /** How many rows lie between a row and its partner, which comes later for a request and earlier for a response. */
  partnerDistance(index: number): number {
    return this.partners[index] ?? 0;
  }

  setPartnerDistance(index: number, distance: number): void {
    if (distance > OVERFLOW && this.partners instanceof Uint16Array) {
      const wide = new Uint32Array(this.capacity);
      wide.set(this.partners);
      this.partners = wide;
    }
    this.partners[index] = distance;
  }
}

/** A PDU is stored without the start of its header where its length is right and its command and status have codes. */
export function isLean(flags: number, command: number, status: number): boolean {
  return (
    (flags & (rowFlags.kind | rowFlags.structure)) === 0 &&
    command !== OVERFLOW_CODE &&
    status !== OVERFLOW_CODE
  );
}
