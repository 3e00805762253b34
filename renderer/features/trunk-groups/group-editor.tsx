import { Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { trunkGroupSettings, type TrunkGroupSettings, type TrunkGroupView } from '#shared/model/trunk-group';
import { RpcError } from '#shared/rpc/errors';
import type { Action } from '../../app/action-registry';
import { groupState } from '../../app/bar-trunk';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { afterPress } from '../../ui/after-press';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EditorFields, EditorFrame } from '../../ui/editor-frame';
import { SelectField } from '../../ui/select-field';
import { StateDot } from '../../ui/state-dot';
import { TextField } from '../../ui/text-field';
import styles from './group-editor.module.css';
import { GroupMembers } from './group-members';
import { modeOptions } from './group-words';

const css = classes(styles);
const newGroup: TrunkGroupSettings = { name: '', mode: 'failover', members: [] };

export interface GroupEditorProps {
  /** Null for one that is not made yet. */
  readonly group: TrunkGroupView | null;
  readonly onDelete: () => void;
}

export function GroupEditor({ group, onDelete }: GroupEditorProps) {
  const { trunkGroups, navigation } = useStores();
  const stored = group?.settings ?? newGroup;
  /** Null while nothing was changed: then what the host tells is shown. */
  const [draft, setDraft] = useState<TrunkGroupSettings | null>(null);
  const [isNameLeft, setIsNameLeft] = useState(false);
  /** What the host says of it. */
  const [takenProblem, setTakenProblem] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const settings = draft ?? stored;
  const nameProblem =
    takenProblem ??
    (isNameLeft
      ? trunkGroupSettings.shape.name.safeParse(settings.name).error?.issues[0]?.message
      : undefined);
  const name = group === null ? 'The new trunk group' : `The changes to ${group.settings.name}`;
  const isDirty = draft !== null && JSON.stringify(draft) !== JSON.stringify(stored);

  useEffect(() => {
    navigation.setUnsaved(isDirty ? name : null);
    return () => navigation.setUnsaved(null);
  }, [navigation, isDirty, name]);

  const change = (part: Partial<TrunkGroupSettings>): void => {
    setDraft({ ...settings, ...part });
    setProblem(null);
    if ('name' in part) {
      setIsNameLeft(false);
      setTakenProblem(undefined);
    }
  };
  const handleDiscard = (): void => {
    setDraft(null);
    setProblem(null);
    setIsNameLeft(false);
    setTakenProblem(undefined);
    if (group === null) {
      navigation.setUnsaved(null);
      navigation.chooseGroup(null);
    }
  };

  const canSave = (isDirty || group === null) && !isSaving;
  const save = useMemo(
    () => async (): Promise<void> => {
      const parsed = trunkGroupSettings.safeParse(settings);
      if (!parsed.success) {
        setIsNameLeft(true);
        setProblem('Some fields need another value; see above.');
        return;
      }
      setIsSaving(true);
      try {
        const saved =
          group === null
            ? await trunkGroups.create(parsed.data)
            : await trunkGroups.update(group.id, parsed.data);
        setDraft(null);
        setProblem(null);
        navigation.setUnsaved(null);
        if (group === null) navigation.chooseGroup(saved.id);
      } catch (error) {
        const taken = error instanceof RpcError ? error.details['settings.name'] : undefined;
        setTakenProblem(taken);
        setProblem(taken === undefined ? sentenceOf(error) : 'Some fields need another value; see above.');
      } finally {
        setIsSaving(false);
      }
    },
    [settings, group, trunkGroups, navigation],
  );
  const actions = useMemo<readonly Action[]>(
    () =>
      canSave
        ? [
            {
              id: 'group.save',
              title: 'Save trunk group',
              group: 'Trunks',
              shortcut: 'mod+s',
              run: () => void save(),
            },
          ]
        : [],
    [canSave, save],
  );
  useActions('group-editor', actions);

  return (
    <EditorFrame
      label={group === null ? 'New trunk group' : `Settings of ${group.settings.name}`}
      title={group?.settings.name ?? 'New trunk group'}
      tools={
        group === null ? null : (
          <Button icon={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
            Delete…
          </Button>
        )
      }
      status={problem ?? (isDirty || group === null ? 'Not saved yet.' : 'All changes are saved.')}
      isProblem={problem !== null}
      saveLabel={group === null ? 'Create group' : 'Save'}
      discardLabel={group === null ? 'Cancel' : 'Discard changes'}
      canSave={canSave}
      canDiscard={isDirty || group === null}
      isFocused={group === null}
      onSave={() => void save()}
      onDiscard={handleDiscard}
    >
      {group === null ? null : <CarrierLine group={group} />}
      <EditorFields>
        <TextField
          label="Name"
          value={settings.name}
          onChange={(event) => change({ name: event.target.value })}
          onBlur={() => afterPress(() => setIsNameLeft(true))}
          error={nameProblem}
          help="As you call it; unique. Up to 80 characters."
        />
        <SelectField
          label="Mode"
          options={modeOptions}
          value={settings.mode}
          onChange={(mode) => change({ mode })}
          help={
            settings.mode === 'failover'
              ? 'The first trunk that is up carries everything; the next takes over while it is down.'
              : 'Trunks of the same priority share the messages; the next priority takes over while all are down.'
          }
        />
      </EditorFields>
      <h2 className={css('heading')}>Trunks</h2>
      <p className={css('help')}>
        The lowest priority number is tried first, 0 to 999.
        {settings.mode === 'failover'
          ? ''
          : ' Of every so many messages as the shares add up to, each trunk carries its share.'}
      </p>
      <GroupMembers
        mode={settings.mode}
        members={settings.members}
        carrierId={group?.carrierId ?? null}
        onChange={(members) => change({ members: [...members] })}
      />
    </EditorFrame>
  );
}

/** Which trunk carries now, and why. */
function CarrierLine({ group }: { readonly group: TrunkGroupView }) {
  const { meaning, words } = groupState(
    group,
    useTrunks((state) => state.trunks),
  );
  return (
    <div className={css('carrier')} role="status">
      <StateDot meaning={meaning}>{words}</StateDot>
      <span className={css('reason')}>{group.reason}</span>
    </div>
  );
}
