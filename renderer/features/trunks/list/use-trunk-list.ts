import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { TrunkView } from '#shared/model/trunk-view';
import { readRemembered, remember } from '../../../app/remembered';
import { useTrunkGroups, useTrunks } from '../../../app/stores';
import { useSorted, type SortingState, type TableColumn } from '../../../ui/data-table';
import { matchesTrunk, trunkColumns } from './trunk-columns';

const KEY = 'trunk-list';
const shape = z.object({
  isTable: z.boolean(),
  sorting: z.array(z.object({ id: z.string(), desc: z.boolean() })).max(1),
});
type Remembered = z.infer<typeof shape>;
const atFirst: Remembered = { isTable: false, sorting: [] };

export interface TrunkList {
  readonly trunks: readonly TrunkView[];
  readonly columns: readonly TableColumn<TrunkView>[];
  readonly typed: string;
  readonly search: (typed: string) => void;
  readonly sorting: SortingState;
  readonly sortBy: (sorting: SortingState) => void;
  /** A wide table instead of the compact list beside the detail. */
  readonly isTable: boolean;
  readonly showTable: (isTable: boolean) => void;
}

/** Which trunks are listed, in which order and how; the order and the way are remembered. */
export function useTrunkList(): TrunkList {
  const all = useTrunks((state) => state.trunks);
  const rates = useTrunks((state) => state.rates);
  const groups = useTrunkGroups((state) => state.groups);
  const [typed, setTyped] = useState('');
  const [kept, setKept] = useState(() => readRemembered(KEY, shape, atFirst));
  const columns = useMemo(() => trunkColumns(groups, rates), [groups, rates]);
  const found = useMemo(
    () => all.filter((trunk) => matchesTrunk(trunk, groups, typed)),
    [all, groups, typed],
  );
  const trunks = useSorted(found, columns, kept.sorting);
  const keep = (changes: Partial<Remembered>): void => {
    const next = { ...kept, ...changes };
    setKept(next);
    remember(KEY, next);
  };
  return {
    trunks,
    columns,
    typed,
    search: setTyped,
    sorting: kept.sorting,
    sortBy: (sorting) => keep({ sorting: sorting.slice(0, 1) }),
    isTable: kept.isTable,
    showTable: (isTable) => keep({ isTable }),
  };
}
