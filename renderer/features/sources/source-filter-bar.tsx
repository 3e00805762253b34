import type { TrunkId } from '#shared/model/ids';
import { useTrunks } from '../../app/stores';
import { classes } from '../../ui/classes';
import { SearchField } from '../../ui/search-field';
import { SelectControl, type SelectOption } from '../../ui/select-field';
import type { SourceFilter, SourceSort, SourceUse } from './source-list';
import { kindOptions } from './source-words';
import styles from './source-filter-bar.module.css';

const css = classes(styles);

const useOptions: readonly SelectOption<SourceUse>[] = [
  { value: 'any', label: 'Any use' },
  { value: 'outbound', label: 'Outbound P2P SMS' },
  { value: 'no-outbound', label: 'No outbound P2P SMS' },
  { value: 'inbound', label: 'Inbound SMS' },
  { value: 'unassigned', label: 'Inbound, unassigned' },
];
const sortOptions: readonly SelectOption<SourceSort>[] = [
  { value: 'made', label: 'As added' },
  { value: 'address', label: 'By address' },
  { value: 'label', label: 'By label' },
  { value: 'kind', label: 'By kind' },
  { value: 'trunk', label: 'By inbound trunk' },
];

export interface SourceFilterBarProps {
  readonly filter: SourceFilter;
  readonly onChange: (filter: SourceFilter) => void;
}

/** Which part of the address book is shown. */
export function SourceFilterBar({ filter, onChange }: SourceFilterBarProps) {
  const trunks = useTrunks((state) => state.trunks);
  return (
    <div className={css('bar')}>
      <div className={css('search')}>
        <SearchField
          label="Search addresses and labels"
          value={filter.search}
          onChange={(search) => onChange({ ...filter, search })}
        />
      </div>
      <div className={css('selects')}>
        <SelectControl
          isQuiet
          label="Kind"
          value={filter.kind}
          options={[{ value: 'any', label: 'Any kind' }, ...kindOptions]}
          onChange={(kind) => onChange({ ...filter, kind })}
        />
        <SelectControl
          isQuiet
          label="Use"
          value={filter.use}
          options={useOptions}
          onChange={(use) => onChange({ ...filter, use })}
        />
        <SelectControl<string>
          isQuiet
          label="Inbound trunk"
          value={filter.trunk}
          options={[
            { value: 'any', label: 'Any trunk' },
            ...trunks.map(({ id, settings }) => ({ value: id, label: settings.name })),
          ]}
          onChange={(trunk) => onChange({ ...filter, trunk: trunk as TrunkId | 'any' })}
        />
        <SelectControl
          isQuiet
          label="Sorted"
          value={filter.sort}
          options={sortOptions}
          onChange={(sort) => onChange({ ...filter, sort })}
        />
      </div>
    </div>
  );
}
