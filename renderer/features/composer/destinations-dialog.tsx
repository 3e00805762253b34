import { useMemo, useState } from 'react';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import { plural } from '../../ui/format';
import { List } from '../../ui/list';
import { SearchField } from '../../ui/search-field';
import { useShownNumber, useShownText } from '../conversations/shown-number';
import { listedNumberProblem, wrongFirst } from './destinations';
import listDialog from './list-dialog.module.css';
import styles from './destinations-dialog.module.css';

const css = classes(listDialog, styles);
const ROW_PX = 24;
const identity = (each: string): string => each;

export interface DestinationsDialogProps {
  readonly isOpen: boolean;
  readonly destinations: readonly string[];
  readonly onChange: (destinations: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Every number of a long list, to be searched and taken out. */
export function DestinationsDialog({ isOpen, destinations, onChange, onClose }: DestinationsDialogProps) {
  const shownNumber = useShownNumber();
  const shownText = useShownText();
  const [search, setSearch] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const sorted = useMemo(() => wrongFirst(destinations), [destinations]);
  const shown = useMemo(
    () => sorted.filter((each) => each.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase())),
    [sorted, search],
  );
  const handleRemove = (): void => {
    onChange(destinations.filter((each) => !chosen.has(each)));
    setChosen(new Set());
  };
  return (
    <Dialog isOpen={isOpen} title={plural(destinations.length, 'number')} onClose={onClose}>
      <div className={css('body')}>
        <div className={css('search')}>
          <SearchField label="Search numbers" value={search} onChange={setSearch} />
        </div>
        <div className={css('list')}>
          <List
            label="Numbers"
            items={shown}
            rowHeightPx={ROW_PX}
            keyOf={identity}
            textOf={identity}
            renderRow={(each) => (
              <span className={css('row')}>
                <span className={css('number')}>{shownNumber(each)}</span>
                <span className={css('problem')}>{shownText(listedNumberProblem(each) ?? '')}</span>
              </span>
            )}
            current={current}
            onCurrentChange={setCurrent}
            chosen={chosen}
            onChosenChange={setChosen}
            onDelete={handleRemove}
          />
        </div>
        <div className={css('actions')}>
          <Button disabled={chosen.size === 0} onClick={handleRemove}>
            {chosen.size === 0 ? 'Take out' : `Take ${plural(chosen.size, 'number')} out`}
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
