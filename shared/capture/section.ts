import { textFromUtf8 } from '../lib/utf8';
import type { CaptureSession } from './capture-record';
import type { Flow } from './flow';
import { optionCodes, SESSION_COMMENT } from './pcapng-format';
import { readComment, type RecordComment } from './record-comment';
import type { TimeUnits } from './time-units';

/** Longest name and address that are believed; ours are shorter. */
const MAX_WORDS_LENGTH = 1000;

/** An interface of a pcapng section. */
export interface CaptureInterface {
  readonly linkType: number;
  /** Octets that a packet has at most; what is behind them in a block is filling. 0 where it is not said. */
  readonly snapLength: number;
  readonly time: TimeUnits;
  /** Set for a session of our own. */
  readonly own: { readonly flow: Flow; readonly isEsmeOurs: boolean } | null;
}

export interface InterfaceOptions {
  /** Units of a second that times are told in: a power of ten, or of two. */
  base: 10 | 2;
  exponent: number;
  offsetSeconds: bigint;
  comment: Uint8Array | null;
}

/** Walks options from `from` to `to`; ends where they do not come out even. */
function readOptions(
  view: DataView,
  from: number,
  to: number,
  isLittleEndian: boolean,
  visit: (code: number, start: number, end: number) => void,
): void {
  let offset = from;
  while (offset + 4 <= to) {
    const code = view.getUint16(offset, isLittleEndian);
    const length = view.getUint16(offset + 2, isLittleEndian);
    const end = offset + 4 + length;
    if (code === optionCodes.end || end > to) return;
    visit(code, offset + 4, end);
    offset = (end + 3) & ~3;
  }
}

/** What a comment of ours among the options of a packet says. */
export function findRecordComment(
  octets: Uint8Array,
  view: DataView,
  from: number,
  to: number,
  isLittleEndian: boolean,
): RecordComment | null {
  let found: RecordComment | null = null;
  readOptions(view, from, to, isLittleEndian, (code, start, end) => {
    if (code === optionCodes.comment) found ??= readComment(octets.subarray(start, end));
  });
  return found;
}

export function readInterfaceOptions(
  octets: Uint8Array,
  view: DataView,
  from: number,
  to: number,
  isLittleEndian: boolean,
): InterfaceOptions {
  const options: InterfaceOptions = { base: 10, exponent: 6, offsetSeconds: 0n, comment: null };
  readOptions(view, from, to, isLittleEndian, (code, start, end) => {
    if (code === optionCodes.ifTimeResolution && end > start) {
      const resolution = octets[start] ?? 6;
      options.base = resolution >= 0x80 ? 2 : 10;
      options.exponent = Math.min(resolution & 0x7f, 63);
    } else if (code === optionCodes.ifTimeOffset && end - start === 8) {
      options.offsetSeconds = view.getBigInt64(start, isLittleEndian);
    } else if (code === optionCodes.comment) {
      options.comment ??= octets.subarray(start, end);
    }
  });
  return options;
}

/** The session that an interface of ours stands for, and a key for it among all captures; null for any other. */
export function readSessionComment(
  comment: Uint8Array | null,
): { readonly key: string; readonly session: CaptureSession } | null {
  if (comment === null) return null;
  const text = textFromUtf8(comment);
  if (!text.startsWith(SESSION_COMMENT)) return null;
  try {
    const known = JSON.parse(text.slice(SESSION_COMMENT.length)) as Partial<Record<string, unknown>> | null;
    const { captureId, id, name, role, localAddress, remoteAddress } = known ?? {};
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return null;
    if (role !== 'esme' && role !== 'smsc') return null;
    const session: CaptureSession = {
      id,
      name: words(name),
      role,
      localAddress: words(localAddress),
      remoteAddress: words(remoteAddress),
    };
    return { key: `${words(captureId)}\n${id}`, session };
  } catch {
    return null;
  }
}

function words(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_WORDS_LENGTH) : '';
}
