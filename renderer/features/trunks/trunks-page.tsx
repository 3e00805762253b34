import { Download, Plus, RadioTower, Rows3, Search, Table2, Upload } from 'lucide-react';
import { useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkView } from '#shared/model/trunk-view';
import type { Action } from '../../app/action-registry';
import { barTrunk } from '../../app/bar-trunk';
import { sentenceOf } from '../../app/replica';
import { useIsNarrow } from '../../app/room';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { useNavigation, useStores, useTrunks } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { List } from '../../ui/list';
import { MoreMenu } from '../../ui/more-menu';
import { Notice } from '../../ui/notice';
import { TextControl } from '../../ui/text-field';
import { TrunkGroupsPane } from '../trunk-groups/trunk-groups-pane';
import { TrunkDetail } from './detail/trunk-detail';
import { DeleteTrunksDialog } from './list/delete-trunks-dialog';
import { trunkMenu, type TrunkOrders } from './list/trunk-menu';
import { TRUNK_ROW_PX, TrunkRow } from './list/trunk-row';
import { useTrunkList } from './list/use-trunk-list';
import { ExportDialog } from './transfer/export-dialog';
import { ImportDialog } from './transfer/import-dialog';
import styles from './trunks-page.module.css';

const css = classes(styles);

/** The trunks, or the groups they are in. */
export function TrunksPage() {
  const { navigation } = useStores();
  const chosenId = useNavigation((state) => state.trunk);
  const isNew = useNavigation((state) => state.isNewTrunk);
  const isGroupOpen = useNavigation((state) => state.group !== null);
  /** The trunk that was chosen when the groups were opened: choosing another one anywhere shows the trunks again. */
  const [groupsSince, setGroupsSince] = useState<{ readonly trunk: TrunkId | null } | null>(() =>
    isGroupOpen ? { trunk: chosenId } : null,
  );
  const showsGroups = groupsSince !== null && groupsSince.trunk === chosenId && !isNew;
  useActions(
    'trunk-views',
    useMemo(
      () => [
        {
          id: 'trunks.groups',
          title: 'Trunk groups',
          group: 'Trunks',
          keywords: 'show failover load balancing',
          run: () => navigation.leaveFor(() => setGroupsSince({ trunk: navigation.getState().trunk })),
        },
      ],
      [navigation],
    ),
  );
  const heading = (
    <ViewSwitch
      showsGroups={showsGroups}
      onChange={(next) =>
        navigation.leaveFor(() => {
          if (!next) navigation.chooseGroup(null);
          setGroupsSince(next ? { trunk: chosenId } : null);
        })
      }
    />
  );
  return showsGroups ? <TrunkGroupsPane title={heading} /> : <Trunks heading={heading} />;
}

function ViewSwitch({
  showsGroups,
  onChange,
}: {
  readonly showsGroups: boolean;
  readonly onChange: (showsGroups: boolean) => void;
}) {
  return (
    <span className={css('switch')} role="group" aria-label="What is listed">
      {([false, true] as const).map((isGroups) => (
        <button
          key={String(isGroups)}
          type="button"
          aria-pressed={showsGroups === isGroups}
          className={css('view')}
          onClick={() => {
            if (showsGroups !== isGroups) onChange(isGroups);
          }}
        >
          {isGroups ? 'Groups' : 'Trunks'}
        </button>
      ))}
    </span>
  );
}

function Trunks({ heading }: { readonly heading: ReactNode }) {
  const { trunks: store, navigation } = useStores();
  const all = useTrunks((state) => state.trunks);
  const listProblem = useTrunks((state) => state.problem);
  const isLoaded = useTrunks((state) => state.isLoaded);
  const chosenId = useNavigation((state) => state.trunk);
  const isNew = useNavigation((state) => state.isNewTrunk);
  const list = useTrunkList();
  const [several, setSeveral] = useState<ReadonlySet<string>>(new Set());
  const [toDelete, setToDelete] = useState<readonly TrunkView[]>([]);
  const [toExport, setToExport] = useState<readonly TrunkView[]>([]);
  const [isImporting, setIsImporting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const current = all.find((trunk) => trunk.id === chosenId) ?? null;
  const isNarrow = useIsNarrow();
  // The one in the bar is shown until another one is chosen; then it stays, whatever becomes of its state.
  const offered = isNarrow || isNew || current !== null ? null : (barTrunk(all, null)?.id ?? null);
  useLayoutEffect(() => {
    if (offered !== null) navigation.chooseTrunk(offered);
  }, [navigation, offered]);
  const chosen = all.filter((trunk) => several.has(trunk.id));
  const selection = chosen.length > 0 ? chosen : current === null ? [] : [current];
  const showsTable = list.isTable && !isNew;
  /** What can be exported. */
  const own = all.filter((trunk) => !trunk.isDemo);

  const attempt = (work: Promise<unknown>): void => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const idsOf = (which: readonly TrunkView[]): readonly TrunkId[] => which.map((trunk) => trunk.id);
  const hasOwn = own.length > 0;
  useActions(
    'trunks',
    useMemo(() => {
      const action = (id: string, title: string, run: () => void): Action => ({
        id: `trunks.${id}`,
        title,
        group: 'Trunks',
        keywords: 'file json',
        run,
      });
      return [
        action('import', 'Import trunks', () => setIsImporting(true)),
        ...(hasOwn
          ? [
              action('export', 'Export all trunks', () =>
                setToExport(store.getState().trunks.filter((trunk) => !trunk.isDemo)),
              ),
            ]
          : []),
      ];
    }, [store, hasOwn]),
  );
  const orders: TrunkOrders = {
    bind: (which) => attempt(store.bind(idsOf(which))),
    unbind: (which) => attempt(store.unbind(idsOf(which))),
    setEnabled: (which, isEnabled) => attempt(store.setEnabled(idsOf(which), isEnabled)),
    duplicate: (trunk) => navigation.startNewTrunk(trunk.id),
    export: setToExport,
    delete: setToDelete,
  };
  const rows = {
    label: 'Trunks',
    items: list.trunks,
    keyOf: (trunk: TrunkView) => trunk.id,
    textOf: (trunk: TrunkView) => trunk.settings.name,
    current: isNew ? null : chosenId,
    onCurrentChange: (id: string) => navigation.chooseTrunk(id as TrunkId),
    chosen: isNew
      ? new Set<string>()
      : several.size > 0
        ? several
        : new Set<string>(chosenId === null ? [] : [chosenId]),
    onChosenChange: setSeveral,
    onDelete: () => setToDelete(selection),
    menuFor: (trunk: TrunkView) => trunkMenu(several.has(trunk.id) ? selection : [trunk], orders),
  };

  const listPane = (
    <>
      <PaneHeader title={heading}>
        <IconButton
          label={showsTable ? 'Show as a list with the trunk beside it' : 'Show as a wide table'}
          icon={showsTable ? <Rows3 size={16} /> : <Table2 size={16} />}
          onClick={() => navigation.leaveFor(() => list.showTable(!list.isTable))}
        />
        <IconButton label="New trunk" icon={<Plus size={16} />} onClick={() => navigation.startNewTrunk()} />
        <MoreMenu
          of="trunks"
          items={[
            ...(selection.length === 0 ? [] : trunkMenu(selection, orders)),
            {
              id: 'export-all',
              label: 'Export all…',
              icon: <Download size={14} />,
              startsGroup: selection.length > 0,
              isDisabled: own.length === 0,
              onSelect: () => setToExport(own),
            },
            {
              id: 'import',
              label: 'Import…',
              icon: <Upload size={14} />,
              onSelect: () => setIsImporting(true),
            },
          ]}
        />
      </PaneHeader>
      {all.length === 0 ? null : (
        <div className={css('search')}>
          <Search size={14} aria-hidden className={css('searchIcon')} />
          <TextControl
            type="search"
            aria-label="Search trunks"
            placeholder="Search trunks"
            value={list.typed}
            onChange={(event) => list.search(event.target.value)}
          />
        </div>
      )}
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {listProblem === null ? null : <Notice kind="error">{listProblem}</Notice>}
      {isLoaded && all.length === 0 ? (
        <EmptyState
          icon={<RadioTower size={24} />}
          title="No trunks"
          action={<Button onClick={() => attempt(store.offerDemo())}>Add the Demo trunk</Button>}
        >
          A trunk is one connection to an SMSC. The Demo trunk binds to the built-in simulator.
        </EmptyState>
      ) : list.trunks.length === 0 && list.typed !== '' ? (
        <EmptyState
          title="No trunk matches"
          action={<Button onClick={() => list.search('')}>Clear the search</Button>}
        >
          Names, hosts, system IDs, states and groups are searched.
        </EmptyState>
      ) : showsTable ? (
        <DataTable
          {...rows}
          columns={list.columns}
          sorting={list.sorting}
          onSortingChange={list.sortBy}
          onActivate={() => list.showTable(false)}
        />
      ) : (
        <List {...rows} rowHeightPx={TRUNK_ROW_PX} renderRow={(trunk) => <TrunkRow trunk={trunk} />} />
      )}
    </>
  );

  return (
    <>
      {showsTable ? (
        <section className={css('wide')} data-pane aria-label="Trunks" tabIndex={-1}>
          {listPane}
        </section>
      ) : (
        <MasterDetail
          id="trunks"
          listLabel="Trunks"
          list={listPane}
          detailLabel={isNew ? 'New trunk' : (current?.settings.name ?? 'Trunk')}
          detail={
            <TrunkDetail
              trunk={isNew ? null : current}
              isNew={isNew}
              onDelete={() => setToDelete(current === null ? [] : [current])}
              onExport={() => setToExport(current === null ? [] : [current])}
            />
          }
          isDetailOpen={isNew || current !== null}
          onBack={() => navigation.chooseTrunk(null)}
        />
      )}
      <DeleteTrunksDialog
        trunks={toDelete}
        onCancel={() => setToDelete([])}
        onConfirm={() => {
          attempt(store.delete(idsOf(toDelete)));
          setSeveral(new Set());
          setToDelete([]);
        }}
      />
      <ExportDialog trunks={toExport} onClose={() => setToExport([])} />
      <ImportDialog isOpen={isImporting} onClose={() => setIsImporting(false)} />
    </>
  );
}
