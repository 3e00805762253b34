import type { ExportedRecord } from '#shared/capture/exported-record';
import type { Filter } from '#shared/log-filter/filter-ast';
import { SessionJudge, type JudgedRecord } from '#shared/session/session-judge';
import { readUint32 } from '#shared/smpp/codec/octets';

/** Records that are kept back at most until what answers them has come; beyond, they count as not answered. */
const MAX_KEPT_RECORDS = 20_000;
const MAX_KEPT_OCTETS = 16 * 1024 * 1024;

/** What became of a request. */
export interface Answer {
  readonly status: number;
  readonly latencyNs: number;
}

/** A record with what its session says of it. */
export interface FollowedRecord {
  readonly record: ExportedRecord;
  readonly judged: JudgedRecord;
  /** Null for a request without a response, and for what is none. */
  answer: Answer | null;
}

const outcomeFields: ReadonlySet<string> = new Set(['status', 'latency', 'unanswered']);

/** Whether a filter asks what becomes of requests, so that it has to wait for their responses. */
export function asksOutcome(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some(asksOutcome);
    case 'not':
      return asksOutcome(filter.part);
    case 'compare':
    case 'has':
      return outcomeFields.has(filter.field);
    default:
      return false;
  }
}

/**
 * Judges records one after the other and hands them on in their order: at once, or with `isWaiting` each request when
 * its response has come, nothing more can come, or too much waits behind it.
 */
export class FollowedRecords {
  readonly #judge = new SessionJudge();
  readonly #isWaiting: boolean;
  /** In order; those before `#head` were handed on. */
  #kept: FollowedRecord[] = [];
  #head = 0;
  #keptOctets = 0;
  readonly #open = new Map<number, FollowedRecord>();

  constructor(isWaiting: boolean) {
    this.#isWaiting = isWaiting;
  }

  add(record: ExportedRecord): void {
    const judged = this.#judge.judge(record);
    const followed: FollowedRecord = { record, judged, answer: null };
    this.#kept.push(followed);
    this.#keptOctets += record.octets.length;
    if (!this.#isWaiting) return;
    if (judged.isRequest) this.#open.set(record.number, followed);
    const request = judged.answers === null ? undefined : this.#open.get(judged.answers);
    if (request === undefined) return;
    request.answer = { status: readUint32(record.octets, 8), latencyNs: judged.latencyNs ?? 0 };
    this.#open.delete(request.record.number);
  }

  /** The next one that nothing is waited for; `isEnd`: nothing more comes. */
  next(isEnd: boolean): FollowedRecord | null {
    const first = this.#kept[this.#head];
    if (first === undefined) return null;
    const isOpen = this.#open.has(first.record.number);
    const isTooMuch = this.#kept.length - this.#head > MAX_KEPT_RECORDS || this.#keptOctets > MAX_KEPT_OCTETS;
    if (isOpen && !isTooMuch && !isEnd) return null;
    this.#open.delete(first.record.number);
    this.#keptOctets -= first.record.octets.length;
    this.#head += 1;
    if (this.#head * 2 > this.#kept.length) {
      this.#kept = this.#kept.slice(this.#head);
      this.#head = 0;
    }
    return first;
  }
}
