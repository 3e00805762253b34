import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../app/replica';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import styles from './find-bar.module.css';
import { verdictOf } from './filter-text';
import type { PduLogStore } from './pdu-log-store';

const css = classes(styles);

export interface FindBarProps {
  readonly store: PduLogStore;
  readonly onClose: () => void;
}

/** Goes from match to match without hiding the rest; takes words and the language of the filter. */
export function FindBar({ store, onClose }: FindBarProps) {
  const [expression, setExpression] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const verdict = verdictOf(expression);

  useEffect(() => {
    input.current?.focus();
  }, []);

  const find = async (direction: 'next' | 'previous'): Promise<void> => {
    if (verdict.kind !== 'good') return;
    try {
      setSaid(await store.find(expression, direction));
    } catch (error) {
      setSaid(sentenceOf(error));
    }
  };

  return (
    <div className={css('bar')} role="search" aria-label="Find PDUs">
      <input
        ref={input}
        type="text"
        value={expression}
        placeholder="Find: words, or a filter"
        aria-label="Find PDUs"
        aria-invalid={verdict.kind === 'bad'}
        spellCheck={false}
        className={css('input', verdict.kind === 'bad' && 'bad')}
        onChange={(event) => {
          setExpression(event.target.value);
          setSaid(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void find(event.shiftKey ? 'previous' : 'next');
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <IconButton
        label="Find the previous one"
        shortcut="shift+enter"
        icon={<ChevronUp size={16} />}
        disabled={verdict.kind !== 'good'}
        onClick={() => void find('previous')}
      />
      <IconButton
        label="Find the next one"
        shortcut="enter"
        icon={<ChevronDown size={16} />}
        disabled={verdict.kind !== 'good'}
        onClick={() => void find('next')}
      />
      <span role="status" className={css('said')}>
        {verdict.kind === 'bad' ? verdict.sentence : (said ?? '')}
      </span>
      <IconButton label="Close the find bar" icon={<X size={16} />} onClick={onClose} />
    </div>
  );
}
