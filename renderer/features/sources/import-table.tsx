import { useState } from 'react';
import type { ImportLine } from '#shared/model/source-address';
import { Badge } from '../../ui/badge';
import { classes } from '../../ui/classes';
import { formatCount } from '../../ui/format';
import type { Meaning } from '../../ui/state-dot';
import { VirtualRows } from '../../ui/virtual-rows';
import styles from './import-table.module.css';

const css = classes(styles);
const ROW_PX = 60;

const outcomes: Readonly<
  Record<ImportLine['outcome'], { readonly name: string; readonly meaning: Meaning }>
> = {
  new: { name: 'New', meaning: 'ok' },
  changed: { name: 'Changed', meaning: 'working' },
  same: { name: 'Same', meaning: 'neutral' },
  refused: { name: 'Refused', meaning: 'error' },
};
const order: readonly ImportLine['outcome'][] = ['refused', 'new', 'changed', 'same'];

/** What becomes of each line of a file; one kind of outcome at a time where that is wanted. */
export function ImportTable({ lines }: { readonly lines: readonly ImportLine[] }) {
  const [shown, setShown] = useState<ImportLine['outcome'] | null>(null);
  const rows = shown === null ? lines : lines.filter(({ outcome }) => outcome === shown);
  return (
    <div className={css('report')}>
      <div className={css('filters')} role="group" aria-label="Which lines are shown">
        <FilterButton
          name={`All ${formatCount(lines.length)}`}
          isOn={shown === null}
          onClick={() => setShown(null)}
        />
        {order.map((outcome) => {
          const count = lines.filter((line) => line.outcome === outcome).length;
          return count === 0 ? null : (
            <FilterButton
              key={outcome}
              name={`${outcomes[outcome].name} ${formatCount(count)}`}
              isOn={shown === outcome}
              onClick={() => setShown(outcome)}
            />
          );
        })}
      </div>
      <div className={css('rows')}>
        <VirtualRows
          count={rows.length}
          rowHeightPx={ROW_PX}
          role="list"
          tabIndex={0}
          aria-label="Lines of the file"
          renderRow={(index) => {
            const row = rows[index];
            return row === undefined ? null : <Row row={row} />;
          }}
        />
      </div>
    </div>
  );
}

interface FilterButtonProps {
  readonly name: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
}

function FilterButton({ name, isOn, onClick }: FilterButtonProps) {
  return (
    <button type="button" aria-pressed={isOn} className={css('filter', isOn && 'on')} onClick={onClick}>
      {name}
    </button>
  );
}

function Row({ row }: { readonly row: ImportLine }) {
  const { name, meaning } = outcomes[row.outcome];
  return (
    <div className={css('row')} role="listitem">
      <span className={css('line')}>{row.line}</span>
      <span className={css('outcome')}>
        <Badge meaning={meaning}>{name}</Badge>
      </span>
      <span className={css('words')}>
        <span className={css('text')}>{row.text}</span>
        <span className={css('sentence')} title={row.sentence}>
          {row.sentence}
        </span>
      </span>
    </div>
  );
}
