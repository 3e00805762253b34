import type { TrunkAlphabets } from '#shared/model/alphabets';
import { alphabetOf, specifiedAlphabets } from '#shared/model/data-coding-map';
import type { TextEncoding } from '#shared/model/message';

/** Values of data_coding that follow each other and mean the same exception. */
export interface AlphabetRange {
  readonly from: number;
  readonly to: number;
  readonly alphabet: TextEncoding;
}

/** The groups of 3GPP TS 23.038 section 4, as a person names them. */
export const dataCodingGroups: readonly {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}[] = [
  { from: 0x01, to: 0x0f, name: 'Plain values' },
  { from: 0x10, to: 0x1f, name: 'With a message class, flash among them' },
  { from: 0x20, to: 0x3f, name: 'Compressed' },
  { from: 0x40, to: 0x7f, name: 'Deleted when read' },
  { from: 0x80, to: 0xbf, name: 'Reserved' },
  { from: 0xc0, to: 0xdf, name: 'Message waiting' },
  { from: 0xe0, to: 0xef, name: 'Message waiting, UCS-2' },
  { from: 0xf0, to: 0xff, name: 'Data coding and message class' },
];

export const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;

export const rangeWords = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? hex(from) : `${hex(from)} to ${hex(to)}`;

/** The exceptions of a trunk as ranges, in order. */
export function rangesOf(overrides: TrunkAlphabets['overrides']): readonly AlphabetRange[] {
  const ranges: AlphabetRange[] = [];
  const sorted = Object.entries(overrides)
    .map(([key, alphabet]) => ({ value: Number(key), alphabet }))
    .toSorted((one, other) => one.value - other.value);
  for (const { value, alphabet } of sorted) {
    const last = ranges.at(-1);
    if (last?.to === value - 1 && last.alphabet === alphabet) {
      ranges[ranges.length - 1] = { ...last, to: value };
    } else {
      ranges.push({ from: value, to: value, alphabet });
    }
  }
  return ranges;
}

/** What was typed as a value or a range: "4", "0x04", "0x10-0x1F", "16 to 31"; null for anything else. */
export function parseRange(typed: string): { readonly from: number; readonly to: number } | null {
  const parts = typed
    .trim()
    .toLowerCase()
    .split(/\s*(?:-|–|…|\.\.|to)\s*/);
  if (parts.length > 2 || !parts.every((part) => /^(?:0x[0-9a-f]{1,2}|\d{1,3})$/.test(part))) return null;
  const [from = NaN, to = from] = parts.map(Number);
  return from >= 1 && to <= 255 && from <= to ? { from, to } : null;
}

/** The overrides with a range added or, for null, taken away. */
export function withRange(
  overrides: TrunkAlphabets['overrides'],
  { from, to }: { readonly from: number; readonly to: number },
  alphabet: TextEncoding | null,
): TrunkAlphabets['overrides'] {
  const kept = Object.entries(overrides).filter(([key]) => Number(key) < from || Number(key) > to);
  const added =
    alphabet === null
      ? []
      : Array.from({ length: to - from + 1 }, (_, at) => [String(from + at), alphabet] as const);
  return Object.fromEntries([...kept, ...added]);
}

/** What a value means by the specification, with this trunk's default alphabet. */
export const specifiedMeaning = (value: number, map: TrunkAlphabets): TextEncoding =>
  alphabetOf(value, { ...specifiedAlphabets, default: map.default });
