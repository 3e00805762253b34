import { recordKinds } from './batch-layout';
import { BodySearch, type SearchWord, searchWord } from './body-search';
import type { LogStore } from './log-store';
import type { RowFilter } from './log-view';
import { commandText, statusText } from './row-reader';
import { type Segment, uint32At } from './segment';

const decoder = new TextDecoder();

/**
 * The filter of a text: every word of it, in any case, is in the row's command, status, trunk, addresses or text, or is
 * its sequence number. Null for a text without words, which every row matches.
 *
 * Columns are asked first: whether a word is in a command and status, or in a trunk's name, is worked out once for all
 * the rows that share them. Only for the words that are left is a PDU read.
 */
export function compileFilter(store: LogStore, filter: string): RowFilter | null {
  const words = [...new Set(filter.toLowerCase().split(/\s+/))].filter((word) => word !== '').map(toWord);
  if (words.length === 0) return null;
  const body = new BodySearch();
  const missingInHead = new Map<number, readonly Word[]>();
  const foundInTrunk = new Map<number, ReadonlySet<Word>>();

  const wordsMissingInHead = (segment: Segment, index: number): readonly Word[] => {
    const command = segment.commandCode(index);
    const status = segment.statusCode(index);
    const isShared = command !== store.commands.overflow && status !== store.statuses.overflow;
    const key = command * 0x10000 + status;
    const known = isShared ? missingInHead.get(key) : undefined;
    if (known !== undefined) return known;
    const head = headText(store, segment, index);
    const missing = words.filter((word) => !head.includes(word.text));
    if (isShared) missingInHead.set(key, missing);
    return missing;
  };

  const wordsInTrunk = (sessionId: number): ReadonlySet<Word> => {
    const known = foundInTrunk.get(sessionId);
    if (known !== undefined) return known;
    const name = (store.sessionNames.get(sessionId) ?? '').toLowerCase();
    const found = new Set(words.filter((word) => name.includes(word.text)));
    foundInTrunk.set(sessionId, found);
    return found;
  };

  return (number) => {
    const place = store.find(number);
    if (place === undefined) return false;
    const { segment, index } = place;
    const missing = wordsMissingInHead(segment, index);
    if (missing.length === 0) return true;
    const inTrunk = wordsInTrunk(segment.sessionId(index));
    if (segment.kind(index) !== recordKinds.pdu) {
      const sentence = sentenceOf(segment, index);
      return missing.every((word) => inTrunk.has(word) || sentence.includes(word.text));
    }
    const sequenceNumber = uint32At(segment.octets, segment.place(index) + 12);
    let isRead = false;
    for (const word of missing) {
      if (word.sequenceNumber === sequenceNumber || inTrunk.has(word)) continue;
      if (!isRead) body.read(segment.pduOctets(index));
      isRead = true;
      if (!body.has(word)) return false;
    }
    return true;
  };
}

interface Word extends SearchWord {
  /** -1 for a word that is no number. */
  readonly sequenceNumber: number;
}

function toWord(text: string): Word {
  return { ...searchWord(text), sequenceNumber: /^\d{1,10}$/.test(text) ? Number(text) : -1 };
}

function headText(store: LogStore, segment: Segment, index: number): string {
  const commandId = store.commandId(segment, index);
  if (commandId === undefined) return '';
  return `${commandText(commandId)}\n${statusText(commandId, store.commandStatus(segment, index))}`.toLowerCase();
}

function sentenceOf(segment: Segment, index: number): string {
  return decoder.decode(segment.row(index).sentence).toLowerCase();
}
