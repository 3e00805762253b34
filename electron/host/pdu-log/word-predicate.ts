import { recordKinds } from './batch-layout';
import { BodySearch, isInShownNames, searchWord } from './body-search';
import type { PlanContext, RowPredicate } from './filter-plan';
import { wordPatterns } from './octet-pattern';
import { textCandidates } from './octet-predicates';
import { commandText, statusText } from './row-words';
import { type Segment, uint32At } from './segment';

const decoder = new TextDecoder();
const UNKNOWN = 0;
const YES = 1;
const NO = 2;

/**
 * Rows that show the word in their command, status, trunk, addresses or text, or have it as their sequence number.
 * Columns are asked first: whether the word is in a command and status, or in a trunk's name, is worked out once for
 * all rows that share them. Only for the rows that are left are octets searched.
 */
export function wordPredicate({ store }: PlanContext, word: string): RowPredicate {
  const inHead = new Uint8Array(0x10000);
  const sequence = /^\d{1,10}$/.test(word) ? Number(word) : -1;
  const search = searchWord(word);
  const body = new BodySearch();

  const isInHead = (segment: Segment, index: number): boolean => {
    const command = segment.columns.commands[index] ?? 0;
    const status = segment.columns.statuses[index] ?? 0;
    const key = command * 0x100 + status;
    const isShared = command !== store.commands.overflow && status !== store.statuses.overflow;
    const known = isShared ? inHead[key] : UNKNOWN;
    if (known !== UNKNOWN) return known === YES;
    const commandId = store.commandId(segment, index);
    const isFound =
      commandId !== undefined &&
      (commandText(commandId).toLowerCase().includes(word) ||
        statusText(commandId, store.commandStatus(segment, index)).toLowerCase().includes(word));
    if (isShared) inHead[key] = isFound ? YES : NO;
    return isFound;
  };

  const isInBody = (segment: Segment, index: number): boolean => {
    if (segment.kind(index) !== recordKinds.pdu) {
      return decoder.decode(segment.row(index).sentence).toLowerCase().includes(word);
    }
    body.read(segment.chunkOctets(index), store.sessions.get(segment.sessionId(index))?.facts.alphabets);
    return body.has(search);
  };

  const patterns = isInShownNames(word) ? null : wordPatterns(word);
  const bodies: RowPredicate =
    patterns === null
      ? (segment, from, to, mask) => {
          for (let index = from; index < to; index += 1) {
            if (mask[index] === 1 && !isInBody(segment, index)) mask[index] = 0;
          }
        }
      : textCandidates(patterns.plain, patterns.wide, isInBody);

  let rest = new Uint8Array(0);
  return (segment, from, to, mask) => {
    if (rest.length < mask.length) rest = new Uint8Array(mask.length);
    const inTrunk = segment.sessionIds.map((id) =>
      (store.sessions.get(id)?.facts.name ?? '').toLowerCase().includes(word),
    );
    const { sessions } = segment.columns;
    let place = segment.isResident ? segment.columns.place(from) : 0;
    let left = 0;
    for (let index = from; index < to; index += 1) {
      const length = segment.columns.length(index);
      let isOpen = mask[index] === 1 && !isInHead(segment, index) && inTrunk[sessions[index] ?? 0] !== true;
      if (isOpen && sequence >= 0 && segment.kind(index) === recordKinds.pdu) {
        const octets = segment.isResident ? segment.octets : segment.chunkOctets(index);
        isOpen = uint32At(octets, (segment.isResident ? place : 0) + 12) !== sequence;
      }
      rest[index] = isOpen ? 1 : 0;
      if (isOpen) {
        left += 1;
        mask[index] = 0;
      }
      place += length;
    }
    if (left === 0) return;
    bodies(segment, from, to, rest);
    for (let index = from; index < to; index += 1) if (rest[index] === 1) mask[index] = 1;
  };
}
