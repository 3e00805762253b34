import { stateOfWord } from './receipt-state';

/** The fields of a receipt's text as they are written, none of them interpreted. */
export interface ReceiptFields {
  /** Every `id:` in order; a few senders write two. */
  readonly ids: readonly string[];
  readonly sub: string | null;
  readonly dlvrd: string | null;
  readonly submitDate: string | null;
  readonly doneDate: string | null;
  readonly stat: string | null;
  readonly err: string | null;
  /** Where the value of `text:` begins and ends, so that its octets can be read in their own alphabet. */
  readonly text: { readonly start: number; readonly end: number } | null;
}

type FieldName = 'id' | 'sub' | 'dlvrd' | 'submitDate' | 'doneDate' | 'stat' | 'err' | 'text';

interface Field {
  readonly name: FieldName;
  /** Where its value begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

const keyPattern = /(?<=^|[\s,;|])(id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat|err|text):/gi;
const fieldNames: Readonly<Record<string, FieldName>> = {
  id: 'id',
  sub: 'sub',
  dlvrd: 'dlvrd',
  submitdate: 'submitDate',
  donedate: 'doneDate',
  stat: 'stat',
  err: 'err',
  text: 'text',
};

/**
 * Finds the fields of SMPP 3.4 Appendix B in whatever order, case and number they come. The text must keep its
 * positions: one character an octet, so that the caller can go back to the octets of `text`.
 */
export function scanReceiptFields(receipt: string): ReceiptFields {
  // A bridge from SMGP separates fields with the letter s ("sSub:001sDlvrd:000"); positions stay as they are.
  const source = receipt.replace(/s(?=(?:Sub|Dlvrd|Submit_Date|Done_Date|Stat|Err|Text):)/g, ' ');
  const fields = findFields(source);
  const valueOf = (name: FieldName): string | null => {
    const field = fields.find((candidate) => candidate.name === name);
    return field === undefined ? null : source.slice(field.start, field.end);
  };
  const text = fields.find(({ name }) => name === 'text');
  const keyless = text ?? keylessText(source, fields);
  return {
    ids: fields
      .filter(({ name }) => name === 'id')
      .map(({ start, end }) => idValue(source.slice(start, end))),
    sub: firstWord(valueOf('sub')),
    dlvrd: firstWord(valueOf('dlvrd')),
    submitDate: dateValue(valueOf('submitDate')),
    doneDate: dateValue(valueOf('doneDate')),
    stat: firstWord(valueOf('stat')) ?? bareState(source, fields),
    err: firstWord(valueOf('err')),
    text: keyless === null ? null : { start: keyless.start, end: keyless.end },
  };
}

/**
 * `text:` takes the rest, which may hold anything, "stat:" included; only where no state stood before it are further
 * fields looked for behind it.
 */
function findFields(source: string): readonly Field[] {
  const found: { name: FieldName; keyStart: number; start: number }[] = [];
  for (const match of source.matchAll(keyPattern)) {
    const name = fieldNames[(match[1] ?? '').toLowerCase().replace(/[ _]/, '')];
    if (name === undefined) continue;
    const has = (wanted: FieldName): boolean => found.some((field) => field.name === wanted);
    const isBehindText = has('text');
    if (isBehindText && (name !== 'stat' || has('stat'))) continue;
    if (name !== 'id' && has(name)) continue;
    found.push({ name, keyStart: match.index, start: match.index + match[0].length });
    if (name === 'text' && (has('stat') || bareState(source, withEnds(found, source)) !== null)) break;
  }
  return withEnds(found, source);
}

function withEnds(
  found: readonly { name: FieldName; keyStart: number; start: number }[],
  source: string,
): readonly Field[] {
  return found.map(({ name, start }, index) => ({
    name,
    start,
    end: found[index + 1]?.keyStart ?? source.length,
  }));
}

function firstWord(value: string | null): string | null {
  const word = value === null ? undefined : /^\s*(\S+)/.exec(value)?.[1];
  return word === undefined ? null : stripNuls(word);
}

/** An ISO date has a blank inside; every other form ends at one. Empty is absent. */
function dateValue(value: string | null): string | null {
  if (value === null) return null;
  return /^\s*(\d{4}-\d{2}-\d{2} [\d:.]+)/.exec(value)?.[1] ?? firstWord(value);
}

/** Ten raw octets (BCD digits, from SMGP) are told as their digits; anything else is the word it is. */
function idValue(value: string): string {
  const octets = value.length === 11 ? value.slice(0, 10) : value;
  const isRaw = octets.length === 10 && Array.from(octets).some(isControl);
  if (isRaw) return Array.from(octets, (octet) => hexPair(octet.charCodeAt(0))).join('');
  return firstWord(value) ?? '';
}

/** The state without its key: some operators write "… done date:180903120816 DELIVRD err:000". */
function bareState(source: string, fields: readonly Field[]): string | null {
  for (const { name, start, end } of fields) {
    if (name === 'text') continue;
    const [, ...rest] = source.slice(start, end).trim().split(/\s+/);
    const word = rest.find((candidate) => stateOfWord(candidate) !== null);
    if (word !== undefined) return word;
  }
  return null;
}

/** What follows the last field where `text:` was left out or cut short ("err:000 te"). */
function keylessText(source: string, fields: readonly Field[]): { start: number; end: number } | null {
  const last = fields.at(-1);
  if (last === undefined || (last.name !== 'err' && last.name !== 'stat')) return null;
  const match = /^\s*\S+\s(?=\S)/.exec(source.slice(last.start, last.end));
  if (match === null) return null;
  const start = last.start + match[0].length;
  const isCutKey = 'text:'.startsWith(source.slice(start, last.end).toLowerCase());
  return isCutKey ? null : { start, end: last.end };
}

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || code > 0x7e;
}

function hexPair(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}

function stripNuls(word: string): string {
  let end = word.length;
  while (end > 0 && word.charCodeAt(end - 1) === 0) end -= 1;
  return word.slice(0, end);
}
