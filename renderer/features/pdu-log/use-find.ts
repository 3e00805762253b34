import { useState } from 'react';
import { sentenceOf } from '../../app/replica';
import { verdictOf, type FilterVerdict } from './filter-text';
import type { PduLogStore } from './pdu-log-store';

export interface Find {
  readonly isOpen: boolean;
  readonly expression: string;
  readonly verdict: FilterVerdict;
  /** What the last search had to say; empty where it just found. */
  readonly said: string;
  readonly setOpen: (isOpen: boolean) => void;
  readonly setExpression: (expression: string) => void;
  /** Goes to the next or previous match; opens the bar while there is nothing to look for. */
  readonly find: (direction: 'next' | 'previous') => void;
}

/** Going from match to match without hiding the rest. What was looked for stays when the bar is closed. */
export function useFind(log: PduLogStore): Find {
  const [isOpen, setOpen] = useState(false);
  const [expression, setExpression] = useState('');
  const [said, setSaid] = useState('');
  const verdict = verdictOf(expression);
  return {
    isOpen,
    expression,
    verdict,
    said: verdict.kind === 'bad' ? verdict.sentence : said,
    setOpen,
    setExpression: (typed) => {
      setExpression(typed);
      setSaid('');
    },
    find: (direction) => {
      if (verdict.kind !== 'good') {
        setOpen(true);
        return;
      }
      // In a long log it takes a while.
      setSaid('Searching…');
      log.find(expression, direction).then(
        (sentence) => {
          setSaid(sentence ?? '');
          // With the bar closed there would be no other place for it.
          if (sentence !== null) setOpen(true);
        },
        (error: unknown) => {
          setSaid(sentenceOf(error));
          setOpen(true);
        },
      );
    },
  };
}
