import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import styles from './find-bar.module.css';
import type { Find } from './use-find';

const css = classes(styles);

/** Takes words and the language of the filter. */
export function FindBar({ find: state }: { readonly find: Find }) {
  const { expression, verdict, said, setExpression, setOpen, find } = state;
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    input.current?.select();
  }, []);

  return (
    <div className={css('bar')} role="search" aria-label="Find PDUs">
      <input
        ref={input}
        type="text"
        value={expression}
        placeholder="Find: words, or a filter"
        aria-label="Find PDUs"
        aria-invalid={verdict.kind === 'bad'}
        autoComplete="off"
        spellCheck={false}
        className={css('input', verdict.kind)}
        onChange={(event) => setExpression(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 'previous' : 'next');
          else if (event.key === 'Escape') setOpen(false);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <IconButton
        label="Find the previous one"
        shortcut="shift+F3"
        icon={<ChevronUp size={16} />}
        disabled={verdict.kind !== 'good'}
        onClick={() => find('previous')}
      />
      <IconButton
        label="Find the next one"
        shortcut="F3"
        icon={<ChevronDown size={16} />}
        disabled={verdict.kind !== 'good'}
        onClick={() => find('next')}
      />
      <span role="status" className={css('said', verdict.kind === 'bad' && 'reason')}>
        {said}
      </span>
      <IconButton label="Close the find bar" icon={<X size={16} />} onClick={() => setOpen(false)} />
    </div>
  );
}
