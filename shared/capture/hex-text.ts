import { readUint32 } from '../smpp/codec/octets';
import type { CaptureRecordKind, CaptureSession } from './capture-record';
import { csvHead } from './export-csv';
import { isPduLength } from './smpp-evidence';
import { timeFromText } from './time-text';

/** Octets without an end that are believed to belong together. */
const MAX_OCTETS = 1024 * 1024;
const OCTETS_OF_A_DUMP_LINE = 16;

/** What was found in a text: the octets, and what a comment of ours says about them. */
export interface HexRecord {
  readonly kind: CaptureRecordKind;
  readonly octets: Uint8Array;
  readonly timeNs: bigint;
  readonly direction: 'in' | 'out';
  readonly session: CaptureSession;
  readonly sentence: string;
}

type Described = Omit<HexRecord, 'octets'>;
const nothingKnown: Described = {
  kind: 'pdu',
  timeNs: 0n,
  direction: 'out',
  session: { id: 1, name: 'Hex text', role: 'esme', localAddress: '', remoteAddress: '' },
  sentence: '',
};

/**
 * Reads PDUs from text, line by line: hexadecimal digits with or without spaces, over as many lines as a PDU takes, or
 * a dump with offsets in front and characters behind. An empty line or a comment ("#") ends a PDU. Lines that are
 * nothing of this are counted and passed over.
 */
export class HexTextReader {
  readonly #onRecord: (record: HexRecord) => void;
  /** A table of ours, whose texts may be over several lines that look like anything; null before the first line. */
  #isTable: boolean | null = null;
  #octets: number[] = [];
  #described = nothingKnown;
  #isDescribed = false;
  #strangeLines = 0;

  constructor(onRecord: (record: HexRecord) => void) {
    this.#onRecord = onRecord;
  }

  /** Lines that hold no octets. */
  get strangeLines(): number {
    return this.#strangeLines;
  }

  line(text: string): void {
    const line = text.trim();
    this.#isTable ??= line === csvHead.trim();
    if (this.#isTable) {
      this.#strangeLines += 1;
      return;
    }
    if (line === '' || line.startsWith('#')) {
      this.#flush();
      if (line !== '') this.#describe(line.slice(1));
      return;
    }
    const octets = octetsOf(line);
    if (octets === null) {
      this.#flush();
      this.#strangeLines += 1;
      return;
    }
    for (const octet of octets) this.#octets.push(octet);
    this.#cut();
    if (this.#octets.length > MAX_OCTETS) this.#flush();
  }

  end(): void {
    this.#flush();
  }

  /** Hands on what is complete by its command_length. */
  #cut(): void {
    if (this.#isDescribed) return;
    let from = 0;
    while (this.#octets.length - from >= 4) {
      const length = readUint32(Uint8Array.from(this.#octets.slice(from, from + 4)), 0);
      if (!isPduLength(length) || this.#octets.length - from < length) break;
      this.#tell(this.#octets.slice(from, from + length));
      from += length;
    }
    if (from > 0) this.#octets.splice(0, from);
  }

  /** What is left before a gap is told as it is, however long it says it is. */
  #flush(): void {
    if (this.#octets.length > 0 || (this.#isDescribed && this.#described.kind !== 'pdu'))
      this.#tell(this.#octets);
    this.#octets = [];
    this.#described = nothingKnown;
    this.#isDescribed = false;
  }

  #tell(octets: readonly number[]): void {
    this.#onRecord({ ...this.#described, octets: Uint8Array.from(octets) });
  }

  #describe(comment: string): void {
    try {
      const known = JSON.parse(comment) as Partial<Record<string, unknown>> | null;
      if (typeof known !== 'object' || known === null) return;
      const { kind, time, direction, reason } = known;
      this.#described = {
        kind: kind === 'octets' || kind === 'loss' ? kind : 'pdu',
        timeNs: (typeof time === 'string' ? timeFromText(time) : null) ?? 0n,
        direction: direction === 'in' ? 'in' : 'out',
        session: sessionOf(known),
        sentence: words(reason, ''),
      };
      this.#isDescribed = true;
    } catch {
      // A comment of somebody else.
    }
  }
}

function sessionOf({
  session,
  trunk,
  role,
  local,
  remote,
}: Partial<Record<string, unknown>>): CaptureSession {
  return {
    id: typeof session === 'number' && Number.isSafeInteger(session) && session >= 0 ? session : 1,
    name: words(trunk, nothingKnown.session.name),
    role: role === 'smsc' ? 'smsc' : 'esme',
    localAddress: words(local, ''),
    remoteAddress: words(remote, ''),
  };
}

function words(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The octets of one line; null when there are none. */
function octetsOf(line: string): readonly number[] | null {
  const offset = /^(?:0x)?[0-9a-f]{4,8}(?::\s*|\s{2,}|\s(?=(?:[0-9a-f]{2}\s){2}))(?=[0-9a-f]{2})/i.exec(line);
  const rest = offset === null ? line : line.slice(offset[0].length);
  const octets: number[] = [];
  const token = /[\s,:]*(?:0x|\\x)?((?:[0-9a-f]{2})+)(?![^\s,:|#])/iy;
  for (let end = 0; ; end = token.lastIndex) {
    const digits = token.exec(rest)?.[1];
    if (digits === undefined) {
      const isEnd = offset !== null || behindOctets.test(rest.slice(end));
      return isEnd && octets.length > 0 ? octets : null;
    }
    for (let index = 0; index < digits.length; index += 2) {
      octets.push(Number.parseInt(digits.slice(index, index + 2), 16));
    }
    if (offset !== null && octets.length >= OCTETS_OF_A_DUMP_LINE) return octets;
  }
}

/** Nothing, the characters of a dump after a gap, or a remark: anything else says that the line is no octets at all. */
const behindOctets = /^(?:[\s,:]*$|\s{2,}|\s*[|#])/;
