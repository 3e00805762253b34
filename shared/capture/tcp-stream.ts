/** What came too early is kept up to so many segments and octets; then what is before it counts as lost. */
const MAX_EARLY_SEGMENTS = 64;
const MAX_EARLY_OCTETS = 512 * 1024;
/** What a waiting segment costs beside its octets. */
const SEGMENT_COST = 128;
/** The other side confirmed so often what lies beyond a gap: it had the octets, the capture does not. */
const CONFIRMATIONS = 2;
/** Stretches from before the beginning of what was captured that are known when they come again. */
const MAX_LATE = 16;
/** No window is as large: a sequence number so far away belongs to another connection. */
const MAX_JUMP = 0x0400_0000;

interface EarlySegment {
  readonly sequence: number;
  readonly octets: Uint8Array;
  /** Octets that were sent but not captured behind them. */
  readonly missing: number;
}

export interface TcpStreamSink {
  /** Octets in order; `fileBase` is where `octets` begins in the file, or -1. */
  data(octets: Uint8Array, start: number, end: number, fileBase: number): void;
  /** Octets from before the first ones that came: the capture begins within a connection, and its packets were not in order. */
  late(octets: Uint8Array, start: number, end: number, fileBase: number): void;
  /** So many octets of the stream are not in the capture; 0 where nobody can tell. `isCut`: their packet is, in part. */
  gap(count: number, isCut: boolean): void;
  /** Room for octets that came too early: false when there is none left. Negative gives room back. */
  reserve(octets: number): boolean;
}

/** Puts the segments of one direction in order: repeated octets are dropped, early ones wait, missing ones are told. */
export class TcpStream {
  readonly #sink: TcpStreamSink;
  /** Sequence number of the next octet; null until the first segment. */
  #next: number | null = null;
  /** Sequence number of the first octet that came; null where the capture has the beginning of the connection. */
  #first: number | null = null;
  /** Where what came late begins and ends, of that which does not reach `#first`. */
  #late: { readonly from: number; readonly to: number }[] = [];
  #early: EarlySegment[] = [];
  #earlyOctets = 0;
  #confirmations = 0;

  constructor(sink: TcpStreamSink) {
    this.#sink = sink;
  }

  /** The first octet of data has this sequence number (the one after that of SYN). */
  begin(sequence: number): void {
    this.#next = sequence >>> 0;
    this.#first = null;
  }

  /** Payload from `start` to `end`, with `missing` octets behind it that were not captured. */
  segment(
    octets: Uint8Array,
    start: number,
    end: number,
    missing: number,
    sequence: number,
    fileBase: number,
  ): void {
    if (this.#next === null) this.#startAt(sequence);
    let ahead = (sequence - (this.#next ?? sequence)) | 0;
    if (ahead === 0 && missing === 0 && this.#early.length === 0) {
      this.#next = (sequence + end - start) >>> 0;
      this.#sink.data(octets, start, end, fileBase);
      return;
    }
    if (Math.abs(ahead) > MAX_JUMP) {
      // Another connection between the same ports, whose beginning was not captured.
      this.finish();
      this.#sink.gap(0, false);
      this.#startAt(sequence);
      ahead = 0;
    }
    if (ahead < 0) this.#takeLate(octets, start, end, sequence, fileBase);
    if (ahead > 0) {
      if (this.#sink.reserve(SEGMENT_COST + end - start)) {
        this.#keep({ sequence, octets: octets.slice(start, end), missing });
        return;
      }
      this.finish();
      ahead = (sequence - (this.#next ?? sequence)) | 0;
      if (ahead > 0) this.#sink.gap(ahead, false);
      if (ahead > 0) this.#next = sequence;
    }
    this.#deliver(octets, start, end, missing, Math.max(0, -ahead), fileBase);
    this.#deliverEarly();
  }

  #startAt(sequence: number): void {
    this.#next = sequence;
    this.#first = sequence;
    this.#late = [];
  }

  /** Hands on what stands before the first octet that came, unless it did so before. */
  #takeLate(octets: Uint8Array, start: number, end: number, sequence: number, fileBase: number): void {
    if (this.#first === null) return;
    const before = Math.min(end - start, (this.#first - sequence) | 0);
    if (before <= 0) return;
    const to = (sequence + before) >>> 0;
    if (this.#late.some((late) => ((sequence - late.from) | 0) >= 0 && ((late.to - to) | 0) >= 0)) return;
    if (to === this.#first) this.#first = sequence;
    else if (this.#late.length < MAX_LATE) this.#late.push({ from: sequence, to });
    this.#sink.late(octets, start, start + before, fileBase);
  }

  /** Octets that are told apart from the stream take their room in it. */
  pass(sequence: number, length: number): void {
    this.#next = (sequence + length) >>> 0;
  }

  /** The other side has everything before this sequence number. */
  confirm(sequence: number): void {
    const [first] = this.#early;
    if (first === undefined || ((sequence - first.sequence) | 0) <= 0) return;
    this.#confirmations += 1;
    if (this.#confirmations >= CONFIRMATIONS) this.#giveUpGap();
  }

  /** No segment follows: what waits is handed on, with the gaps before it. */
  finish(): void {
    while (this.#early.length > 0) this.#giveUpGap();
  }

  /** Passes on what is new in a segment whose first `repeated` octets were there before. */
  #deliver(
    octets: Uint8Array,
    start: number,
    end: number,
    missing: number,
    repeated: number,
    fileBase: number,
  ): void {
    const from = start + repeated;
    if (from < end) {
      this.#advance(end - from);
      this.#sink.data(octets, from, end, fileBase);
    }
    const lost = missing - Math.max(0, from - end);
    if (missing === 0 || lost <= 0) return;
    this.#advance(lost);
    this.#sink.gap(lost, true);
  }

  #advance(count: number): void {
    this.#next = ((this.#next ?? 0) + count) >>> 0;
  }

  #keep(segment: EarlySegment): void {
    let index = this.#early.length;
    while (index > 0 && ((segment.sequence - (this.#early[index - 1]?.sequence ?? 0)) | 0) < 0) index -= 1;
    this.#early.splice(index, 0, segment);
    this.#earlyOctets += segment.octets.length;
    if (this.#early.length > MAX_EARLY_SEGMENTS || this.#earlyOctets > MAX_EARLY_OCTETS) this.#giveUpGap();
  }

  #giveUpGap(): void {
    this.#confirmations = 0;
    const [first] = this.#early;
    if (first === undefined) return;
    const count = (first.sequence - (this.#next ?? first.sequence)) | 0;
    if (count > 0) this.#sink.gap(count, false);
    this.#next = first.sequence;
    this.#deliverEarly();
  }

  /** What waited and is now next, or was repeated meanwhile. */
  #deliverEarly(): void {
    for (;;) {
      const [first] = this.#early;
      if (first === undefined) return;
      const ahead = (first.sequence - (this.#next ?? 0)) | 0;
      if (ahead > 0) return;
      this.#early.shift();
      this.#earlyOctets -= first.octets.length;
      this.#confirmations = 0;
      this.#sink.reserve(-SEGMENT_COST - first.octets.length);
      this.#deliver(first.octets, 0, first.octets.length, first.missing, -ahead, -1);
    }
  }
}
