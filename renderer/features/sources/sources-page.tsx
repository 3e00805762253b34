import { ContactRound, FileUp, Plus, Trash2 } from 'lucide-react';
import { useLayoutEffect, useMemo, useState, type DragEvent } from 'react';
import type { SourceAddressId } from '#shared/model/ids';
import type { SourceAddressView } from '#shared/model/source-address';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { sentenceOf } from '../../app/replica';
import { useIsNarrow } from '../../app/room';
import { useNavigation, useSources, useStores, useTrunks } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { formatCount, plural } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { List } from '../../ui/list';
import { Notice } from '../../ui/notice';
import { BulkEditor } from './bulk-editor';
import { DeleteSourcesDialog } from './delete-sources-dialog';
import { ImportDialog } from './import-dialog';
import { SourceEditor } from './source-editor';
import { SourceFilterBar } from './source-filter-bar';
import { filterSources, noFilter } from './source-list';
import { SOURCE_ROW_PX, SourceRow } from './source-row';
import { searchText } from './source-words';
import styles from './sources-page.module.css';
import { UnassignedPane } from './unassigned-pane';

const css = classes(styles);

export function SourcesPage() {
  const { sources: store, navigation } = useStores();
  const sources = useSources((state) => state.sources);
  const byId = useSources((state) => state.byId);
  const isLoaded = useSources((state) => state.isLoaded);
  const listProblem = useSources((state) => state.problem);
  const unassigned = useSources((state) => state.unassigned);
  const trunks = useTrunks((state) => state.trunks);
  const shownId = useNavigation((state) => state.source);
  const [filter, setFilter] = useState(noFilter);
  const [several, setSeveral] = useState<ReadonlySet<string>>(new Set());
  const [toDelete, setToDelete] = useState<readonly SourceAddressView[]>([]);
  const [isImporting, setIsImporting] = useState(false);
  const [dropped, setDropped] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const shown = useMemo(() => {
    const names = new Map(trunks.map(({ id, settings }) => [id, settings.name]));
    return filterSources(sources, filter, (id) => names.get(id) ?? '');
  }, [sources, filter, trunks]);
  const current = byId.get(shownId as SourceAddressId) ?? null;
  const isBook = shownId !== 'new' && shownId !== 'unassigned';
  const chosen = useMemo(
    () => (isBook && several.size > 1 ? shown.filter(({ id }) => several.has(id)) : []),
    [isBook, shown, several],
  );
  const selection = chosen.length > 0 ? chosen : current === null ? [] : [current];
  const isNarrow = useIsNarrow();
  const offered = isNarrow || !isBook || current !== null ? null : (shown[0]?.id ?? null);
  useLayoutEffect(() => {
    if (offered !== null) navigation.chooseSource(offered);
  }, [navigation, offered]);

  useActions(
    'sources',
    useMemo(
      () => [
        {
          id: 'sources.import',
          title: 'Import source addresses',
          group: 'Sources',
          keywords: 'csv file numbers',
          run: () => setIsImporting(true),
        },
      ],
      [],
    ),
  );

  const handleDelete = (): void => {
    setProblem(null);
    navigation.setUnsaved(null);
    store.delete(toDelete.map(({ id }) => id)).catch((error: unknown) => setProblem(sentenceOf(error)));
    setSeveral(new Set());
    setToDelete([]);
  };
  const hasFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  const handleDrop = (event: DragEvent): void => {
    const [file] = event.dataTransfer.files;
    if (!hasFile(event) || file === undefined) return;
    event.preventDefault();
    setDropped(file);
    setIsImporting(true);
  };
  const closeImport = (): void => {
    setIsImporting(false);
    setDropped(null);
  };

  const empty =
    sources.length === 0 ? (
      <EmptyState
        icon={<ContactRound size={24} />}
        title="No source addresses"
        action={<Button onClick={() => navigation.chooseSource('new')}>New source address</Button>}
      >
        What messages are sent from: phone numbers (DIDs), short codes and names. One that is typed in a
        message is added by itself.
      </EmptyState>
    ) : (
      <EmptyState title="Nothing fits" action={<Button onClick={() => setFilter(noFilter)}>Show all</Button>}>
        No source address fits the search and the filters.
      </EmptyState>
    );

  const list = (
    <>
      <PaneHeader
        title={
          chosen.length > 0
            ? `${formatCount(chosen.length)} chosen`
            : shown.length === sources.length
              ? `Sources · ${formatCount(sources.length)}`
              : `Sources · ${formatCount(shown.length)} of ${formatCount(sources.length)}`
        }
      >
        <IconButton label="Import a CSV" icon={<FileUp size={16} />} onClick={() => setIsImporting(true)} />
        <IconButton
          label="Delete source addresses"
          icon={<Trash2 size={16} />}
          disabled={!isBook || selection.length === 0}
          onClick={() => setToDelete(selection)}
        />
        <IconButton
          label="New source address"
          icon={<Plus size={16} />}
          onClick={() => navigation.chooseSource('new')}
        />
      </PaneHeader>
      {sources.length === 0 ? null : <SourceFilterBar filter={filter} onChange={setFilter} />}
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {listProblem === null ? null : <Notice kind="error">{listProblem}</Notice>}
      {unassigned.length === 0 ? null : (
        <Notice
          kind="warning"
          actions={<Button onClick={() => navigation.chooseSource('unassigned')}>Show</Button>}
        >
          Messages came in for {plural(unassigned.length, 'number')} that no trunk is assigned to.
        </Notice>
      )}
      {isLoaded && shown.length === 0 ? (
        empty
      ) : (
        <List
          label="Source addresses"
          items={shown}
          rowHeightPx={SOURCE_ROW_PX}
          keyOf={(source) => source.id}
          textOf={searchText}
          renderRow={(source) => <SourceRow source={source} />}
          current={isBook ? shownId : null}
          onCurrentChange={(id) => navigation.chooseSource(id as SourceAddressId)}
          chosen={
            !isBook ? new Set() : several.size > 1 ? several : new Set(current === null ? [] : [current.id])
          }
          onChosenChange={setSeveral}
          onDelete={() => setToDelete(selection)}
          menuFor={(source) => [
            {
              id: 'delete',
              label: chosen.includes(source) ? `Delete ${formatCount(chosen.length)} addresses…` : 'Delete…',
              icon: <Trash2 size={14} />,
              isDanger: true,
              onSelect: () => setToDelete(chosen.includes(source) ? chosen : [source]),
            },
          ]}
        />
      )}
    </>
  );

  const detail =
    shownId === 'unassigned' ? (
      <UnassignedPane />
    ) : shownId === 'new' ? (
      <SourceEditor key="new" source={null} onDelete={() => undefined} />
    ) : chosen.length > 0 ? (
      <BulkEditor chosen={chosen} onDelete={() => setToDelete(chosen)} />
    ) : current !== null ? (
      <SourceEditor key={current.id} source={current} onDelete={() => setToDelete([current])} />
    ) : sources.length === 0 ? (
      <EmptyState
        icon={<FileUp size={24} />}
        title="Numbers from a list"
        action={<Button onClick={() => setIsImporting(true)}>Import a CSV…</Button>}
      >
        Drop a CSV file anywhere on this page; every line is looked at before it is imported.
      </EmptyState>
    ) : (
      <EmptyState icon={<ContactRound size={24} />} title="No source address chosen">
        Choose one to change it, or several with Shift and Ctrl or ⌘ to change them alike.
      </EmptyState>
    );

  return (
    <div
      className={css('page')}
      onDragOver={(event) => {
        if (hasFile(event)) event.preventDefault();
      }}
      onDrop={handleDrop}
    >
      <MasterDetail
        id="sources"
        listLabel="Source addresses"
        list={list}
        detailLabel={current?.settings.address ?? 'Source address'}
        detail={detail}
        isDetailOpen={shownId !== null}
        onBack={() => navigation.chooseSource(null)}
        listSizePx={340}
      />
      <DeleteSourcesDialog sources={toDelete} onConfirm={handleDelete} onCancel={() => setToDelete([])} />
      <ImportDialog isOpen={isImporting} dropped={dropped} onClose={closeImport} />
    </div>
  );
}
