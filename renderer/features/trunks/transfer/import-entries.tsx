import { useId } from 'react';
import type { TrunkImportEntry } from '#shared/model/trunk-records';
import { Badge } from '../../../ui/badge';
import { classes } from '../../../ui/classes';
import type { Meaning } from '../../../ui/state-dot';
import styles from './transfer.module.css';

const css = classes(styles);

const outcomes: Readonly<Record<TrunkImportEntry['outcome'], { name: string; meaning: Meaning }>> = {
  new: { name: 'New', meaning: 'ok' },
  changed: { name: 'Changed', meaning: 'working' },
  same: { name: 'Same', meaning: 'neutral' },
  refused: { name: 'Refused', meaning: 'error' },
};

export interface ImportEntriesProps {
  readonly entries: readonly TrunkImportEntry[];
  /** Without it nothing can be chosen: a report. */
  readonly ticked?: ReadonlySet<number>;
  readonly onTickedChange?: (ticked: ReadonlySet<number>) => void;
}

/** Entry by entry what an import does, and why it is refused where it is. */
export function ImportEntries({ entries, ticked, onTickedChange }: ImportEntriesProps) {
  const id = useId();
  const toggle = (number: number): void => {
    const next = new Set(ticked);
    if (!next.delete(number)) next.add(number);
    onTickedChange?.(next);
  };
  return (
    <ul className={css('entries')} aria-label="Trunks of the file">
      {entries.map((entry) => {
        const { name, meaning } = outcomes[entry.outcome];
        const canChoose = ticked !== undefined && entry.outcome !== 'refused' && entry.outcome !== 'same';
        return (
          <li key={entry.number} className={css('entry')}>
            {ticked === undefined ? null : (
              <input
                type="checkbox"
                id={`${id}-${entry.number}`}
                checked={ticked.has(entry.number)}
                disabled={!canChoose}
                onChange={() => toggle(entry.number)}
              />
            )}
            <label htmlFor={`${id}-${entry.number}`} className={css('entryName')}>
              {entry.name === '' ? 'Without a name' : entry.name}
            </label>
            <span className={css('line')}>{entry.line > 0 ? `Line ${entry.line}` : ''}</span>
            <Badge meaning={meaning}>{name}</Badge>
            {entry.sentences.length === 0 ? null : (
              <ul className={css('sentences')}>
                {entry.sentences.map((sentence, at) => (
                  // A report of what is there, which never changes its order.
                  <li key={at}>{sentence}</li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
