import { useMemo } from 'react';
import { classes } from '../../ui/classes';
import { formatCount, plural } from '../../ui/format';
import styles from './composer-pane.module.css';
import { counterWords, forcedByWords } from './text-counter';

const css = classes(styles);

/** Under the text: how long it is, how it will be written, and in how many segments it goes. */
export function CounterLine({ text }: { readonly text: string }) {
  const words = useMemo(() => counterWords(text), [text]);
  return (
    <p className={css('counter')} data-testid="counter">
      <span className="figures">{plural(words.characters, 'character')}</span>
      <span>{words.encoding}</span>
      <span className="figures">
        {plural(words.segments, 'segment')}, {formatCount(words.left)} left
      </span>
      {words.forcedBy.length === 0 ? null : (
        <span className={css('forced')}>{forcedByWords(words.forcedBy)}</span>
      )}
    </p>
  );
}
