import { Network, Plus, Trash2 } from 'lucide-react';
import { useLayoutEffect, useState, type ReactNode } from 'react';
import type { TrunkGroupId } from '#shared/model/ids';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import { groupState } from '../../app/bar-trunk';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { sentenceOf } from '../../app/replica';
import { useIsNarrow } from '../../app/room';
import { useNavigation, useStores, useTrunkGroups, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { plural } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { List } from '../../ui/list';
import { Notice } from '../../ui/notice';
import { StateDot } from '../../ui/state-dot';
import { GroupEditor } from './group-editor';
import { modeNames } from './group-words';
import styles from './trunk-groups-pane.module.css';

const css = classes(styles);
const ROW_PX = 64;

export interface TrunkGroupsPaneProps {
  /** At the head of the list: its name, or what switches between this and the trunks. */
  readonly title?: ReactNode;
}

/** The trunk groups beside the one that is shown. */
export function TrunkGroupsPane({ title = 'Trunk groups' }: TrunkGroupsPaneProps) {
  const { trunkGroups, navigation } = useStores();
  const groups = useTrunkGroups((state) => state.groups);
  const isLoaded = useTrunkGroups((state) => state.isLoaded);
  const listProblem = useTrunkGroups((state) => state.problem);
  const chosenId = useNavigation((state) => state.group);
  const [several, setSeveral] = useState<ReadonlySet<string>>(new Set());
  const [toDelete, setToDelete] = useState<readonly TrunkGroupView[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  const isNew = chosenId === 'new';
  const current = groups.find(({ id }) => id === chosenId) ?? null;
  const isNarrow = useIsNarrow();
  const offered = isNarrow || isNew || current !== null ? null : (groups[0]?.id ?? null);
  useLayoutEffect(() => {
    if (offered !== null) navigation.chooseGroup(offered);
  }, [navigation, offered]);
  const chosen = groups.filter(({ id }) => several.has(id));
  const selection = chosen.length > 0 ? chosen : current === null ? [] : [current];

  const handleDelete = (): void => {
    setProblem(null);
    const ids = toDelete.map(({ id }) => id);
    if (ids.some((id) => id === chosenId)) navigation.setUnsaved(null);
    trunkGroups.delete(ids).catch((error: unknown) => setProblem(sentenceOf(error)));
    setSeveral(new Set());
    setToDelete([]);
  };

  const list = (
    <>
      <PaneHeader title={title}>
        <IconButton
          label="Delete groups"
          icon={<Trash2 size={16} />}
          disabled={selection.length === 0}
          onClick={() => setToDelete(selection)}
        />
        <IconButton
          label="New group"
          icon={<Plus size={16} />}
          onClick={() => navigation.chooseGroup('new')}
        />
      </PaneHeader>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {listProblem === null ? null : <Notice kind="error">{listProblem}</Notice>}
      {isLoaded && groups.length === 0 ? (
        <EmptyState
          icon={<Network size={24} />}
          title="No trunk groups"
          action={<Button onClick={() => navigation.chooseGroup('new')}>New group</Button>}
        >
          A group tries its trunks in order of priority, or shares the load among them. Messages are sent
          through it as through a trunk.
        </EmptyState>
      ) : (
        <List
          label="Trunk groups"
          items={groups}
          rowHeightPx={ROW_PX}
          keyOf={(group) => group.id}
          textOf={(group) => group.settings.name}
          renderRow={(group) => <GroupRow group={group} />}
          current={isNew ? null : chosenId}
          onCurrentChange={(id) => navigation.chooseGroup(id as TrunkGroupId)}
          chosen={several.size > 0 ? several : new Set(current === null ? [] : [current.id])}
          onChosenChange={setSeveral}
          onDelete={() => setToDelete(selection)}
          menuFor={(group) => [
            {
              id: 'delete',
              label: several.has(group.id) && several.size > 1 ? `Delete ${several.size} groups…` : 'Delete…',
              icon: <Trash2 size={14} />,
              isDanger: true,
              onSelect: () => setToDelete(several.has(group.id) ? selection : [group]),
            },
          ]}
        />
      )}
    </>
  );

  return (
    <>
      <MasterDetail
        id="trunk-groups"
        listLabel="Trunk groups"
        list={list}
        detailLabel={isNew ? 'New trunk group' : (current?.settings.name ?? 'Trunk group')}
        detail={
          isNew || current !== null ? (
            <GroupEditor
              key={current?.id ?? 'new'}
              group={current}
              onDelete={() => setToDelete(current === null ? [] : [current])}
            />
          ) : (
            <EmptyState icon={<Network size={24} />} title="No group">
              Here stands which trunk of a group carries, and why; its trunks and their order are changed
              here.
            </EmptyState>
          )
        }
        isDetailOpen={isNew || current !== null}
        onBack={() => navigation.chooseGroup(null)}
      />
      <ConfirmDialog
        isOpen={toDelete.length > 0}
        title={
          toDelete.length === 1 ? 'Delete this trunk group?' : `Delete these ${toDelete.length} trunk groups?`
        }
        confirmLabel={toDelete.length === 1 ? 'Delete group' : `Delete ${toDelete.length} groups`}
        isDanger
        onConfirm={handleDelete}
        onCancel={() => setToDelete([])}
      >
        <ul className={css('names')}>
          {toDelete.map(({ id, settings }) => (
            <li key={id}>
              {settings.name} ({plural(settings.members.length, 'trunk')})
            </li>
          ))}
        </ul>
        <p>Its trunks stay, and so do messages that were sent through it.</p>
      </ConfirmDialog>
    </>
  );
}

function GroupRow({ group }: { readonly group: TrunkGroupView }) {
  const { name, mode, members } = group.settings;
  const { meaning, words } = groupState(
    group,
    useTrunks((state) => state.trunks),
  );
  return (
    <div className={css('row')}>
      <span className={css('name')}>{name}</span>
      <StateDot meaning={meaning}>{words}</StateDot>
      <span className={css('weak')}>
        {modeNames[mode]} · {plural(members.length, 'trunk')}
      </span>
    </div>
  );
}
