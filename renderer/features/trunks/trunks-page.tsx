import { Plus, Power, PowerOff, RadioTower, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkView } from '#shared/model/trunk-view';
import { sentenceOf } from '../../app/replica';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { useNavigation, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { List } from '../../ui/list';
import type { MenuItem } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { DeleteTrunksDialog } from './delete-trunks-dialog';
import { TrunkDetail } from './trunk-detail';
import { TRUNK_ROW_PX, TrunkRow } from './trunk-row';
import { isActive } from './trunk-state';

export function TrunksPage() {
  const stores = useStores();
  const trunks = useTrunks((state) => state.trunks);
  const listProblem = useTrunks((state) => state.problem);
  const isLoaded = useTrunks((state) => state.isLoaded);
  const chosenId = useNavigation((state) => state.trunk);
  const isNew = useNavigation((state) => state.isNewTrunk);
  const [several, setSeveral] = useState<ReadonlySet<string>>(new Set());
  const [toDelete, setToDelete] = useState<readonly TrunkView[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  const current = trunks.find((trunk) => trunk.id === chosenId) ?? null;
  const chosen = trunks.filter((trunk) => several.has(trunk.id));
  const selection = chosen.length > 0 ? chosen : current === null ? [] : [current];
  const canUnbind = selection.some((trunk) => isActive(trunk.connection));

  const attempt = (work: Promise<unknown>): void => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const bindOrUnbind = (which: readonly TrunkView[], unbinds: boolean): void =>
    attempt(
      Promise.all(
        which.map((trunk) => (unbinds ? stores.trunks.unbind(trunk.id) : stores.trunks.bind(trunk.id))),
      ),
    );
  const menuFor = (trunk: TrunkView): readonly MenuItem[] => {
    const which = several.has(trunk.id) ? selection : [trunk];
    const unbinds = which.some((each) => isActive(each.connection));
    return [
      {
        id: 'bind',
        label: unbinds ? 'Unbind' : 'Bind',
        icon: unbinds ? <PowerOff size={14} /> : <Power size={14} />,
        onSelect: () => bindOrUnbind(which, unbinds),
      },
      {
        id: 'delete',
        label: which.length > 1 ? `Delete ${which.length} trunks…` : 'Delete…',
        icon: <Trash2 size={14} />,
        isDanger: true,
        startsGroup: true,
        onSelect: () => setToDelete(which),
      },
    ];
  };

  const list = (
    <>
      <PaneHeader title="Trunks">
        <IconButton
          label={canUnbind ? 'Unbind' : 'Bind'}
          icon={canUnbind ? <PowerOff size={16} /> : <Power size={16} />}
          disabled={selection.length === 0}
          onClick={() => bindOrUnbind(selection, canUnbind)}
        />
        <IconButton
          label="Delete trunks"
          icon={<Trash2 size={16} />}
          disabled={selection.length === 0}
          onClick={() => setToDelete(selection)}
        />
        <IconButton
          label="New trunk"
          icon={<Plus size={16} />}
          onClick={() => stores.navigation.startNewTrunk()}
        />
      </PaneHeader>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {listProblem === null ? null : <Notice kind="error">{listProblem}</Notice>}
      {isLoaded && trunks.length === 0 ? (
        <EmptyState
          icon={<RadioTower size={24} />}
          title="No trunks"
          action={<Button onClick={() => attempt(stores.trunks.offerDemo())}>Add the Demo trunk</Button>}
        >
          A trunk is one connection to an SMSC. The Demo trunk binds to the built-in simulator.
        </EmptyState>
      ) : (
        <List
          label="Trunks"
          items={trunks}
          rowHeightPx={TRUNK_ROW_PX}
          keyOf={(trunk) => trunk.id}
          textOf={(trunk) => trunk.settings.name}
          renderRow={(trunk) => <TrunkRow trunk={trunk} />}
          current={isNew ? null : chosenId}
          onCurrentChange={(id) => stores.navigation.chooseTrunk(id as TrunkId)}
          chosen={
            isNew ? new Set() : several.size > 0 ? several : new Set(chosenId === null ? [] : [chosenId])
          }
          onChosenChange={setSeveral}
          onDelete={() => setToDelete(selection)}
          menuFor={menuFor}
        />
      )}
    </>
  );

  return (
    <>
      <MasterDetail
        id="trunks"
        listLabel="Trunks"
        list={list}
        detailLabel={isNew ? 'New trunk' : (current?.settings.name ?? 'Trunk')}
        detail={<TrunkDetail trunk={isNew ? null : current} isNew={isNew} />}
        isDetailOpen={isNew || current !== null}
        onBack={() => stores.navigation.chooseTrunk(null)}
      />
      <DeleteTrunksDialog
        trunks={toDelete}
        onCancel={() => setToDelete([])}
        onConfirm={() => {
          attempt(stores.trunks.delete(toDelete.map((trunk) => trunk.id)));
          setSeveral(new Set());
          setToDelete([]);
        }}
      />
    </>
  );
}
