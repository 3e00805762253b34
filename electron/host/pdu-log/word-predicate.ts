import { recordKinds } from './batch-layout';
import { BodySearch, isSameInAll, searchWord } from './body-search';
import { OVERFLOW_CODE } from './code-table';
import type { PlanContext, RowPredicate } from './row-predicate';
import { areas } from './message-layout';
import { wordPatterns } from './octet-pattern';
import { searchPredicate } from './octet-predicates';
import { CompanionWord } from './companion-word';
import { rowFlags } from './row-flags';
import { commandText, statusText } from './row-words';
import { type Segment, uint32At } from './segment';

const decoder = new TextDecoder();
const UNKNOWN = 0;
const YES = 1;
const NO = 2;

/** Rows that show all of the words, one predicate each. Those after the first are looked for where that is found. */
export function wordPredicates(context: PlanContext, words: readonly string[]): readonly RowPredicate[] {
  // The longer a word, the fewer rows have it, and the faster it is searched for.
  const [first, ...others] = words.toSorted((left, right) => right.length - left.length);
  if (first === undefined) return [];
  const companions = others.map((word) => CompanionWord.of(word));
  const together = companions.filter((companion) => companion !== null);
  return [
    wordPredicate(context, first, together),
    ...others.map((word, at) => wordPredicate(context, word, [], companions[at] ?? null)),
  ];
}

/**
 * Rows that show the word in their command, status, trunk, addresses or text, or have it as their sequence number.
 * Columns are asked first: whether the word is in a command and status, or in a trunk's name, is worked out once for
 * all rows that share them. Only for the rows that are left are octets searched.
 */
export function wordPredicate(
  { store }: PlanContext,
  word: string,
  companions: readonly CompanionWord[] = [],
  known: CompanionWord | null = null,
): RowPredicate {
  const inHead = new Uint8Array(0x10000);
  const sequence = /^\d{1,10}$/.test(word) ? Number(word) : -1;
  const search = searchWord(word);
  const body = new BodySearch();

  const isInHead = (segment: Segment, index: number): boolean => {
    const commandId = store.commandId(segment, index);
    return (
      commandId !== undefined &&
      (commandText(commandId).toLowerCase().includes(word) ||
        statusText(commandId, store.commandStatus(segment, index)).toLowerCase().includes(word))
    );
  };

  const isInBody = (segment: Segment, index: number): boolean => {
    if (segment.kind(index) !== recordKinds.pdu) {
      return decoder.decode(segment.row(index).sentence).toLowerCase().includes(word);
    }
    body.read(segment.chunkOctets(index), store.sessions.get(segment.sessionId(index))?.facts.alphabets);
    return body.has(search);
  };

  const patterns = wordPatterns(word);
  const bodies: RowPredicate =
    patterns === null
      ? (segment, from, to, mask) => {
          for (let index = from; index < to; index += 1) {
            if (mask[index] === 1 && !isInBody(segment, index)) mask[index] = 0;
          }
        }
      : searchPredicate({
          store,
          plain: patterns.plain,
          wide: patterns.wide,
          judge: isSameInAll(search)
            ? (layout, at, length) => layout.verdict(at, length, areas.all, false)
            : null,
          isMatch: isInBody,
          alwaysAsked: rowFlags.oddText,
          inShownNames: search.inShownNames,
          companions,
        });

  let rest = new Uint8Array(0);
  const inTrunk = new Uint8Array(256);
  return (segment, from, to, mask) => {
    if (rest.length < mask.length) rest = new Uint8Array(mask.length);
    for (const [code, id] of segment.sessionIds.entries()) {
      const name = store.sessions.get(id)?.facts.name ?? '';
      inTrunk[code] = name.toLowerCase().includes(word) ? 1 : 0;
    }
    const { commands, sessions, statuses } = segment.columns;
    for (let index = from; index < to; index += 1) {
      const command = commands[index] ?? 0;
      const status = statuses[index] ?? 0;
      const key = (command << 8) | status;
      let answer = inHead[key] ?? UNKNOWN;
      if (answer === UNKNOWN && mask[index] === 1) {
        answer = isInHead(segment, index) ? YES : NO;
        if (command !== OVERFLOW_CODE && status !== OVERFLOW_CODE) inHead[key] = answer;
      }
      const isFound = (answer & YES) | (inTrunk[sessions[index] ?? 0] ?? 0);
      const isAsked = mask[index] ?? 0;
      mask[index] = isAsked & isFound;
      rest[index] = isAsked & (isFound ^ 1);
    }
    for (const companion of companions) companion.begin(mask.length, from, to);
    if (sequence >= 0) findSequences(segment, from, to, mask, rest, sequence);
    known?.settle(rest, mask, from, to);
    bodies(segment, from, to, rest);
    for (let index = from; index < to; index += 1) mask[index] = (mask[index] ?? 0) | (rest[index] ?? 0);
  };
}

/** Moves rows with this sequence_number from those that are still asked to those that are found. */
function findSequences(
  segment: Segment,
  from: number,
  to: number,
  found: Uint8Array,
  asked: Uint8Array,
  sequence: number,
): void {
  const { columns } = segment;
  let place = segment.isResident ? columns.place(from) : 0;
  for (let index = from; index < to; index += 1) {
    if (asked[index] === 1 && segment.kind(index) === recordKinds.pdu) {
      const own = segment.isResident
        ? segment.sequenceAt(index, place)
        : uint32At(segment.chunkOctets(index), 12);
      if (own === sequence) {
        found[index] = 1;
        asked[index] = 0;
      }
    }
    place += columns.stored(index);
  }
}
