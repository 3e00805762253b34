import { HEADER_OCTETS } from '#shared/smpp/pdu';
import { commands } from '#shared/smpp/tables/commands';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import { OVERFLOW_CODE } from './code-table';
import type { LogStore } from './log-store';
import { findPattern, type OctetPattern } from './octet-pattern';
import { idNameOf } from './pdu-words';
import { TOLD_OCTETS } from './row-columns';
import { rowFlags } from './row-flags';
import type { Segment } from './segment';

/** Parts of a PDU that words are looked for in. */
export const areas = {
  source: 1,
  destination: 2,
  text: 4,
  /** An id that a row shows in the place of a text. */
  id: 8,
  all: 15,
} as const;

/** What a place in a PDU turned out to be. */
export const verdicts = { outside: 0, inside: 1, unsure: 2 } as const;
export type Verdict = (typeof verdicts)[keyof typeof verdicts];

const GSM_ESCAPE = 0x1b;
const MESSAGE_PAYLOAD = 0x0424;
const FIRST_PRINTED = 0x20;
const other = 0;
const message = 1;
const idOnly = 2;

const messages = new Set<number>([commands.submit_sm.id, commands.deliver_sm.id]);

/**
 * Where the addresses and the text of a PDU lie in a stretch of the log, for the PDUs that most of a log are made of:
 * submit_sm and deliver_sm with a short_message whose octets are its characters, and responses with nothing but a
 * message_id. Reads in place and allocates nothing.
 */
export class MessageLayout {
  readonly #store: LogStore;
  /** By the code of the command. */
  readonly #shapes = new Uint8Array(256);
  readonly #idFirst = new Uint8Array(256).fill(1, OVERFLOW_CODE);
  #knownShapes = 1;
  #octets = new Uint8Array(0);
  #sourceStart = 0;
  #sourceEnd = 0;
  #destinationStart = 0;
  #destinationEnd = 0;
  #textStart = 0;
  #textEnd = 0;
  #isId = false;
  #end = 0;

  constructor(store: LogStore) {
    this.#store = store;
  }

  /** Reads the PDU stored from `start` to `end`; false where it takes decoding to know. */
  read(segment: Segment, index: number, start: number, end: number): boolean {
    const { columns, octets } = segment;
    const flags = columns.flags[index] ?? 0;
    const isHard =
      (flags & (rowFlags.kind | rowFlags.structure | rowFlags.oddText | rowFlags.wideText)) !== 0;
    if (isHard) return false;
    const shape = this.#shapeOf(columns.commands[index] ?? 0);
    if (shape === other) return false;
    this.#octets = octets;
    this.#end = end;
    const body = start + HEADER_OCTETS - (columns.isLean(index) ? TOLD_OCTETS : 0);
    return shape === message ? this.#readMessage(body, end) : this.#readId(body, end);
  }

  /** Of a code in the columns: whether its command starts with an id that rows show. */
  startsWithId(code: number): boolean {
    if (this.#knownShapes < this.#store.commands.size) this.#learnShapes();
    return this.#idFirst[code] === 1;
  }

  #shapeOf(code: number): number {
    if (this.#knownShapes < this.#store.commands.size) this.#learnShapes();
    return this.#shapes[code] ?? other;
  }

  #learnShapes(): void {
    const { commands: codes } = this.#store;
    for (; this.#knownShapes < codes.size; this.#knownShapes += 1) {
      const commandId = codes.valueOf(this.#knownShapes) ?? 0;
      const idName = idNameOf(commandId);
      this.#idFirst[this.#knownShapes] = idName === null ? 0 : 1;
      this.#shapes[this.#knownShapes] = messages.has(commandId)
        ? message
        : idName === 'message_id'
          ? idOnly
          : other;
    }
  }

  #readMessage(body: number, end: number): boolean {
    const octets = this.#octets;
    let at = body;
    while (at < end && octets[at] !== 0) at += 1;
    at += 3;
    this.#sourceStart = at;
    while (at < end && octets[at] !== 0) at += 1;
    this.#sourceEnd = at;
    at += 3;
    this.#destinationStart = at;
    while (at < end && octets[at] !== 0) at += 1;
    this.#destinationEnd = at;
    if (((octets[at + 1] ?? 0) & ESM_CLASS_UDHI) !== 0) return false;
    at += 4;
    while (at < end && octets[at] !== 0) at += 1;
    at += 1;
    while (at < end && octets[at] !== 0) at += 1;
    at += 5;
    if (at >= end) return false;
    this.#isId = false;
    this.#textStart = at + 1;
    this.#textEnd = at + 1 + (octets[at] ?? 0);
    return this.#textEnd <= end && !this.hasTlv(MESSAGE_PAYLOAD);
  }

  #readId(body: number, end: number): boolean {
    const octets = this.#octets;
    const isEmpty = end === body + 1 && octets[body] === 0;
    if (end <= body || (!isEmpty && (octets[body] ?? 0) < FIRST_PRINTED)) return false;
    this.#sourceStart = this.#sourceEnd = this.#destinationStart = this.#destinationEnd = 0;
    this.#isId = true;
    this.#textStart = body;
    let at = body;
    while (at < end && octets[at] !== 0) at += 1;
    this.#textEnd = at;
    return at === end - 1;
  }

  /** True for a row that shows an id in the place of a text. */
  get showsId(): boolean {
    return this.#isId && this.#textEnd > this.#textStart;
  }

  /** Whether a TLV follows the message that was read. */
  hasTlv(tag: number): boolean {
    const octets = this.#octets;
    let at = this.#textEnd + (this.#isId ? 1 : 0);
    while (this.#end - at >= 4) {
      if ((((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)) === tag) return true;
      at += 4 + (((octets[at + 2] ?? 0) << 8) | (octets[at + 3] ?? 0));
    }
    return false;
  }

  /** Whether the pattern stands in what the row shows of its octets. */
  search(octets: DataView, pattern: OctetPattern): Verdict {
    const at = findPattern(octets, this.#textStart, this.#textEnd, pattern);
    if (at >= 0) return this.verdict(at, pattern.length, areas.all, false);
    const isInAddress =
      findPattern(octets, this.#destinationStart, this.#destinationEnd, pattern) >= 0 ||
      findPattern(octets, this.#sourceStart, this.#sourceEnd, pattern) >= 0;
    return isInAddress ? verdicts.inside : verdicts.outside;
  }

  /** Whether `length` octets at `at` lie in one of the areas; with `isWhole`, whether they are all of it. */
  verdict(at: number, length: number, wanted: number, isWhole: boolean): Verdict {
    const end = at + length;
    if (at >= this.#textStart && end <= this.#textEnd) {
      if ((wanted & (this.#isId ? areas.id : areas.text)) === 0) return verdicts.outside;
      if (isWhole && (at !== this.#textStart || end !== this.#textEnd)) return verdicts.outside;
      // After an escape an octet may be another character.
      const isPlain = this.#isId || at === this.#textStart || this.#octets[at - 1] !== GSM_ESCAPE;
      return isPlain ? verdicts.inside : verdicts.unsure;
    }
    const isSource =
      (wanted & areas.source) !== 0 && isPart(at, end, this.#sourceStart, this.#sourceEnd, isWhole);
    const isDestination =
      (wanted & areas.destination) !== 0 &&
      isPart(at, end, this.#destinationStart, this.#destinationEnd, isWhole);
    return isSource || isDestination ? verdicts.inside : verdicts.outside;
  }
}

function isPart(at: number, end: number, start: number, partEnd: number, isWhole: boolean): boolean {
  return isWhole ? at === start && end === partEnd : at >= start && end <= partEnd;
}
