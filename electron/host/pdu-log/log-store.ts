import { SessionTrack, type SessionFacts } from '#shared/session/session-track';
import { HEADER_OCTETS } from '#shared/smpp/pdu';
import { GENERIC_NACK_ID, RESPONSE_BIT } from '#shared/smpp/tables/commands';
import { recordKinds } from './batch-layout';
import { recordsOf } from './batch-reader';
import { CodeTable } from './code-table';
import { FilePlaces, type OctetFile } from './file-places';
import { type NewRow, unreadableRow } from './new-row';
import { RowColumns } from './row-columns';
import { classify } from './row-classifier';
import { KIND_SHIFT, problemFlags, rowFlags } from './row-flags';
import { noFacts, Segment, type StoredRow, uint32At } from './segment';

const MAX_CHUNK_OCTETS = 1024 * 1024;
const MIN_CHUNK_OCTETS = 4 * 1024;
const MAX_SEGMENT_ROWS = 8192;
/** At least so many segments share the budget, so that the oldest of them is a small part of the log. */
const MIN_SEGMENTS = 8;
/** Octets that a row may take besides its own. */
const MAX_ROW_EXTRA = 4;
/** Columns of rows whose octets lie in a file: about four million rows. */
const MAX_OFFLOADED_OCTETS = 64 * 1024 * 1024;

export interface LogStoreStart {
  readonly budgetBytes: number;
  readonly firstNumber: number;
  readonly lostCount: number;
}

export interface RowPlace {
  readonly segment: Segment;
  readonly index: number;
}

/** Rows in order, in segments within a budget of memory. The oldest octets leave when the budget is used up. */
export class LogStore {
  readonly commands = new CodeTable(0);
  readonly statuses = new CodeTable(0);
  readonly sessions = new Map<number, SessionTrack>();
  /** Requests that got their response since the list was last taken, for filters that ask for it. */
  #answered: number[] = [];
  readonly #budgetBytes: number;
  readonly #chunkOctets: number;
  #segments: Segment[] = [];
  /** The buffers of the newest segment serve again for the next. */
  #spare: Segment | null = null;
  /** Rows are mostly asked for in order. */
  #lastFound: Segment | undefined;
  /** The row that is being appended: one object for all of them. */
  readonly #facts = noFacts();
  #footprint = 0;
  #offloadedFootprint = 0;
  /** Segments before this one have no octets in memory. */
  #residentFrom = 0;
  #nextNumber: number;
  #lostCount: number;
  #epochMs: number | null = null;
  #file: OctetFile | null = null;
  onSessionForgotten: (id: number) => void = () => undefined;
  /** Counts up when rows leave or the log is emptied. */
  generation = 0;

  constructor(start: LogStoreStart) {
    this.#budgetBytes = start.budgetBytes;
    this.#chunkOctets = Math.min(
      MAX_CHUNK_OCTETS,
      Math.max(MIN_CHUNK_OCTETS, Math.floor(start.budgetBytes / MIN_SEGMENTS)),
    );
    this.#nextNumber = start.firstNumber;
    this.#lostCount = start.lostCount;
  }

  /** Number of the oldest row; `endNumber` when there is none. */
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

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Milliseconds since the Unix epoch from which times count; that of the first row. */
  get epochMs(): number {
    return this.#epochMs ?? 0;
  }

  startEpoch(timeMs: number): number {
    this.#epochMs ??= Math.floor(timeMs);
    return this.#epochMs;
  }

  timeMs(timeNs: number): number {
    return this.epochMs + timeNs / 1e6;
  }

  /** Where the octets of rows from now on are written too; null for nowhere. */
  set file(file: OctetFile | null) {
    if (file === this.#file) return;
    this.#file = file;
    this.#seal();
  }

  describeSession(facts: SessionFacts): void {
    const known = this.sessions.get(facts.id);
    if (known === undefined) this.sessions.set(facts.id, new SessionTrack(facts));
    else known.facts = { ...known.facts, ...facts };
  }

  session(id: number): SessionTrack {
    const known = this.sessions.get(id);
    if (known !== undefined) return known;
    const track = new SessionTrack({ id, name: '', role: 'esme' });
    this.sessions.set(id, track);
    return track;
  }

  /** The session of which nothing comes any more: forgotten with the last of its rows. */
  endSession(id: number): void {
    const track = this.sessions.get(id);
    if (track !== undefined) track.isEnded = true;
  }

  /** Takes the records of a batch; `placed` says where each of them stands in the file. */
  appendBatch(batch: Uint8Array, placed?: (row: Omit<NewRow, 'fileOffset'>) => number): void {
    for (const { timeMs, ...record } of recordsOf(batch)) {
      const row = { ...record, timeNs: Math.round((timeMs - this.startEpoch(timeMs)) * 1e6) };
      // One record that cannot be taken apart costs no other: it is kept as octets, with the reason.
      try {
        this.append({ ...row, fileOffset: placed?.(row) ?? -1 });
      } catch (error) {
        this.append(unreadableRow(row, error));
      }
    }
  }

  clear(): void {
    this.#recycle(this.#segments.at(-1));
    this.#segments = [];
    this.#residentFrom = 0;
    this.#lastFound = undefined;
    this.#footprint = 0;
    this.#offloadedFootprint = 0;
    this.#lostCount = 0;
    this.generation += 1;
    for (const track of this.sessions.values()) track.rowCount = 0;
    this.#forgetSessions();
  }

  /** Requests that were answered since the last call. */
  takeAnswered(): readonly number[] {
    const answered = this.#answered;
    if (answered.length > 0) this.#answered = [];
    return answered;
  }

  /** Where a row lies; undefined when it is gone. */
  find(number: number): RowPlace | undefined {
    const segment = this.#holds(this.#lastFound, number) ? this.#lastFound : this.#search(number);
    if (!this.#holds(segment, number)) return undefined;
    this.#lastFound = segment;
    return { segment, index: number - segment.firstNumber };
  }

  /** The segment of a row, without its place; for columns. */
  segmentOf(number: number): Segment | undefined {
    if (this.#holds(this.#lastFound, number)) return this.#lastFound;
    const segment = this.#search(number);
    if (!this.#holds(segment, number)) return undefined;
    this.#lastFound = segment;
    return segment;
  }

  row(number: number): StoredRow | undefined {
    const place = this.find(number);
    return place?.segment.row(place.index);
  }

  /** command_id of a row; undefined for one that is no PDU. */
  commandId(segment: Segment, index: number): number | undefined {
    const code = segment.columns.commands[index] ?? 0;
    if (code === 0) return undefined;
    return this.commands.valueOf(code) ?? uint32At(segment.chunkOctets(index), 4);
  }

  commandStatus(segment: Segment, index: number): number {
    const code = segment.columns.statuses[index] ?? 0;
    return this.statuses.valueOf(code) ?? uint32At(segment.chunkOctets(index), 8);
  }

  timeOf(number: number): number | undefined {
    const segment = this.segmentOf(number);
    return segment?.columns.time(number - segment.firstNumber);
  }

  /** Nanoseconds between a request and its response; undefined where one of them is missing. */
  latencyNs(segment: Segment, index: number): number | undefined {
    const partner = segment.partner(index);
    if (partner === null) return undefined;
    const own = segment.columns.time(index);
    const other =
      partner >= segment.firstNumber && partner < segment.endNumber
        ? segment.columns.time(partner - segment.firstNumber)
        : this.timeOf(partner);
    return other === undefined ? undefined : Math.abs(other - own);
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

  append(row: NewRow): void {
    const { octets, sentence, timeNs, sessionId, isOut } = row;
    // What is shorter than a header has no command: it is kept as octets that are no PDU.
    const isShort = row.kind === recordKinds.pdu && octets.length < HEADER_OCTETS;
    const kind = isShort ? recordKinds.octets : row.kind;
    const isPdu = kind === recordKinds.pdu;
    const segment = this.#segmentWithRoom(octets.length + sentence.length, sessionId);
    const number = this.#nextNumber;
    const index = segment.count;
    const session = this.session(sessionId);
    let flags = (isOut ? rowFlags.out : 0) | (kind << KIND_SHIFT);
    let commandCode = 0;
    let statusCode = 0;
    let distance = 0;
    if (isPdu) {
      const commandId = uint32At(octets, 4);
      const status = uint32At(octets, 8);
      commandCode = this.commands.codeOf(commandId);
      statusCode = status === 0 ? 0 : this.statuses.codeOf(status);
      session.learnVersion(commandId, status, octets, number);
      flags |= classify(octets, session.isFromEsme(isOut), session.facts.alphabets, session.version);
      const isResponse = (flags & rowFlags.response) !== 0;
      if (session.isForbidden(commandId, isOut)) flags |= rowFlags.forbidden;
      if (isResponse) {
        const answered = this.#pair(session, commandId, uint32At(octets, 12), isOut, number);
        if (answered !== null) distance = number - answered;
        else if (session.isOrphan(commandId, uint32At(octets, 12))) flags |= rowFlags.outOfTurn;
      } else if ((flags & rowFlags.request) !== 0) {
        if (session.request(uint32At(octets, 12), isOut, number)) flags |= rowFlags.outOfTurn;
      }
      session.follow(commandId, status, timeNs);
    } else if (kind === recordKinds.loss) this.#lose(sessionId, number);
    const facts = this.#facts;
    facts.timeNs = timeNs;
    facts.sessionId = sessionId;
    facts.command = commandCode;
    facts.status = statusCode;
    facts.flags = flags;
    facts.octets = octets;
    facts.sentence = sentence;
    const length = segment.append(facts);
    segment.places?.set(index, isPdu ? row.fileOffset : -1, length);
    if (distance > 0) segment.columns.setPartnerDistance(index, distance);
    session.rowCount += 1;
    this.#nextNumber += 1;
  }

  /** A loss of no session is one of all. */
  #lose(sessionId: number, number: number): void {
    if (sessionId !== 0) this.session(sessionId).lose(number);
    else for (const track of this.sessions.values()) track.lose(number);
  }

  /** The request that a response answers, which is told so. */
  #pair(
    session: SessionTrack,
    commandId: number,
    sequence: number,
    isOut: boolean,
    number: number,
  ): number | null {
    const answered = session.requestOf(sequence, isOut);
    if (answered === null) return null;
    const segment = this.segmentOf(answered);
    const isAnswer =
      commandId === GENERIC_NACK_ID ||
      (segment !== undefined &&
        this.commandId(segment, answered - segment.firstNumber) === commandId - RESPONSE_BIT);
    if (!isAnswer) return null;
    session.pair(sequence, isOut, answered);
    if (segment === undefined) return null;
    segment.columns.setPartnerDistance(answered - segment.firstNumber, number - answered);
    if (this.#answered.length < 1_000_000) this.#answered.push(answered);
    return answered;
  }

  #segmentWithRoom(octets: number, sessionId: number): Segment {
    const last = this.#segments.at(-1);
    if (last?.hasRoomFor(octets + MAX_ROW_EXTRA, sessionId) === true && last.isResident) return last;
    this.#seal();
    const chunk = Math.max(this.#chunkOctets, octets + MAX_ROW_EXTRA);
    const rows = Math.min(MAX_SEGMENT_ROWS, Math.max(16, this.#chunkOctets >> 5));
    const spare = this.#spare?.octets.length === chunk ? this.#spare : null;
    this.#spare = null;
    const columns = spare?.columns ?? new RowColumns(rows);
    columns.reset();
    const segment = new Segment(this.#nextNumber, spare?.octets ?? new Uint8Array(chunk), columns, this);
    if (this.#file !== null) segment.places = new FilePlaces(this.#file, rows);
    while (this.#segments.length > 0 && this.#footprint + segment.footprint > this.#budgetBytes)
      this.#makeRoom();
    this.#segments.push(segment);
    this.#footprint += segment.footprint;
    return segment;
  }

  /** No row follows for now: nothing is kept in store for one. */
  finish(): void {
    this.#seal();
    this.#spare = null;
  }

  /** Puts a copy that fits in the place of the newest segment. */
  #seal(): void {
    const last = this.#segments.at(-1);
    if (last === undefined || last === this.#sealedLast) return;
    const sealed = last.sealed();
    this.#footprint += sealed.footprint - last.footprint;
    this.#segments[this.#segments.length - 1] = sealed;
    this.#sealedLast = sealed;
    this.#lastFound = undefined;
    this.#recycle(last);
  }

  #sealedLast: Segment | null = null;

  #recycle(segment: Segment | undefined): void {
    if (segment?.octets.length === this.#chunkOctets && segment !== this.#sealedLast) this.#spare = segment;
  }

  /** Octets that a file holds leave first, the oldest of them; then whole rows. */
  #makeRoom(): void {
    const oldest = this.#segments[this.#residentFrom];
    const before = oldest?.footprint ?? 0;
    if (oldest?.offload() === true) {
      this.#footprint -= before;
      this.#offloadedFootprint += oldest.columnsFootprint;
      this.#residentFrom += 1;
      while (this.#offloadedFootprint > MAX_OFFLOADED_OCTETS) this.#dropOldest();
      return;
    }
    this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#segments.shift();
    if (oldest === undefined) return;
    if (oldest.isResident) this.#footprint -= oldest.footprint;
    else {
      this.#offloadedFootprint -= oldest.columnsFootprint;
      this.#residentFrom -= 1;
    }
    this.#lostCount += oldest.count;
    this.#lastFound = undefined;
    this.generation += 1;
    for (let index = 0; index < oldest.count; index += 1) {
      const track = this.sessions.get(oldest.sessionId(index));
      if (track !== undefined) track.rowCount -= 1;
    }
    this.#forgetSessions();
  }

  /** Sessions that are over and have no rows any more. */
  #forgetSessions(): void {
    for (const [id, track] of this.sessions) {
      if (!track.isEnded || track.rowCount > 0) continue;
      this.sessions.delete(id);
      this.onSessionForgotten(id);
    }
  }

  /** True where something of a row breaks a rule. */
  hasProblem(segment: Segment, index: number): boolean {
    return (segment.flags(index) & problemFlags) !== 0 || segment.kind(index) === recordKinds.octets;
  }
}
