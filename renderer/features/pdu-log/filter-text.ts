import type { Filter } from '#shared/log-filter/filter-ast';
import { formatFilter } from '#shared/log-filter/format-filter';
import { quote } from '#shared/log-filter/lexer';
import { parseFilter } from '#shared/log-filter/parse-filter';
import type { PduRow } from '#shared/model/pdu-row';
import { commandStatusInfo, hexCode } from '#shared/smpp/command-status';

/** What the box says of a filter while it is typed. */
export type FilterVerdict =
  | { readonly kind: 'empty' }
  | { readonly kind: 'good' }
  /** `position` counts characters from 0. */
  | { readonly kind: 'bad'; readonly position: number; readonly sentence: string };

export function verdictOf(text: string): FilterVerdict {
  if (text.trim() === '') return { kind: 'empty' };
  const parsed = parseFilter(text);
  if (parsed.ok) return { kind: 'good' };
  return { kind: 'bad', position: parsed.position, sentence: parsed.sentence };
}

/** The filter that the host is asked with: what was typed, without the keepalives where they are hidden. */
export function effectiveFilter(text: string, hidesKeepalive: boolean): string {
  if (!hidesKeepalive) return text;
  return joined(text, 'not keepalive');
}

/** Both filters at once; either may be empty. What cannot be read is replaced by the addition. */
export function joined(text: string, addition: string): string {
  const left = parseFilter(text);
  const right = parseFilter(addition);
  if (!right.ok) return text;
  if (!left.ok || left.filter.kind === 'all') return addition;
  return formatFilter({ kind: 'and', parts: [left.filter, right.filter] });
}

/** The filter over a stretch of time, instead of the one that it may have gone over. */
export function withTimeRange(text: string, fromMs: number, toMs: number): string {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const addition = `time >= ${iso(Math.floor(fromMs))} and time <= ${iso(Math.ceil(toMs))}`;
  return joined(withoutTimeRange(text), addition);
}

/** The filter over all the time there is. */
export function withoutTimeRange(text: string): string {
  const others = partsOf(text).filter((part) => !isOfTime(part));
  const [first] = others;
  if (first === undefined) return '';
  return formatFilter(others.length === 1 ? first : { kind: 'and', parts: others });
}

/** The stretch of time that the filter goes over, where it names both ends; milliseconds since the Unix epoch. */
export function timeRangeOf(text: string): { readonly fromMs: number; readonly toMs: number } | null {
  const bounds = partsOf(text).filter(isOfTime);
  const from = bounds.find(({ operator }) => operator === '>=' || operator === '>')?.value;
  const to = bounds.find(({ operator }) => operator === '<=' || operator === '<')?.value;
  return typeof from === 'number' && typeof to === 'number' ? { fromMs: from, toMs: to } : null;
}

/** What a filter asks for all together; nothing of one that cannot be read. */
function partsOf(text: string): readonly Filter[] {
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.filter.kind === 'all') return [];
  return parsed.filter.kind === 'and' ? parsed.filter.parts : [parsed.filter];
}

function isOfTime(part: Filter): part is Extract<Filter, { readonly kind: 'compare' }> {
  return part.kind === 'compare' && part.field === 'time';
}

export interface ValueFilter {
  /** For a menu: "status == ESME_RTHROTTLED". */
  readonly filter: string;
}

/** The filters that a row's values offer, the plainest first. */
export function filtersByValue(row: PduRow): readonly ValueFilter[] {
  const filters: ValueFilter[] = [];
  const add = (filter: string): void => {
    filters.push({ filter });
  };
  if (row.kind === 'pdu') {
    add(`command == ${row.command}`);
    if (row.commandStatus !== 0) {
      const name = commandStatusInfo(row.commandStatus)?.name ?? hexCode(row.commandStatus);
      add(`status == ${name}`);
    }
    if (row.sourceAddress !== '') add(`from == ${quote(row.sourceAddress)}`);
    // Of a submit_multi the row shows the first, and how many there are besides.
    const to = row.destinationAddress.replace(/ and \d+ more$/, '');
    if (to !== '') add(`to == ${quote(to)}`);
  }
  add(`session == ${row.sessionId}`);
  add(`trunk == ${quote(row.trunk)}`);
  add(`direction == ${row.direction}`);
  if (row.kind === 'pdu') add(`sequence == ${row.sequenceNumber}`);
  return filters;
}
