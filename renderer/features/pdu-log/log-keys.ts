import type { PduRow } from '#shared/model/pdu-row';
import type { PduLogStore } from './pdu-log-store';
import type { RelatedPdus } from './related-pdus';

/** Keys of the log that are letters, with what they do; silent where text is typed. */
export const logLetters: readonly (readonly [letter: string, what: string])[] = [
  ['m', 'Mark a PDU'],
  ['n', 'Write a note on a PDU'],
  ['r', 'To the response, or back to the request'],
  ['d', 'To the receipt, or back to its message'],
  ['s', 'To the next part of the message'],
];

/** The row that a letter jumps to from this one; null where there is none. */
export function jumpOfLetter(letter: string, row: PduRow, related: RelatedPdus): number | null {
  switch (letter) {
    case 'r':
      return related.answeredBy ?? related.answers;
    case 'd':
      return related.submit ?? related.receipts[0] ?? null;
    case 's': {
      const others = related.siblings.filter((number) => number !== row.number);
      return others.find((number) => number > row.number) ?? others[0] ?? null;
    }
    default:
      return null;
  }
}

/** What the letter asks of the log itself. False where it means nothing here. */
export function pressLetter(log: PduLogStore, letter: string): boolean {
  const { detail, related, selected, selectedPosition } = log.getState();
  if (selected === null || detail === 'gone') return false;
  // The row of the list serves until what is inside it has come.
  const row = detail?.row ?? (selectedPosition === null ? undefined : log.rowAt(selectedPosition));
  if (row === undefined) return false;
  if (letter === 'm') {
    void log.setNote(row.number, { isMarked: !row.isMarked });
    return true;
  }
  if (row.kind === 'pdu' && related === null && JUMPS.has(letter)) {
    jumpWhenKnown(log, letter, row);
    return true;
  }
  const target = related === null ? null : jumpOfLetter(letter, row, related);
  if (target === null) return false;
  log.goToNumber(target);
  return true;
}

const JUMPS: ReadonlySet<string> = new Set(['r', 'd', 's']);

/** Whoever types faster than the host answers is not told to type again. */
function jumpWhenKnown(log: PduLogStore, letter: string, row: PduRow): void {
  const stop = log.subscribe(() => {
    const { selected, related } = log.getState();
    if (selected === row.number && related === null) return;
    stop();
    const target = selected !== row.number || related === null ? null : jumpOfLetter(letter, row, related);
    if (target !== null) log.goToNumber(target);
  });
}
