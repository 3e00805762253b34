import { Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import {
  recognizeKind,
  sourceAddressProblem,
  sourceAddressSettings,
  sourceAddressWarning,
  type SourceAddressSettings,
  type SourceAddressView,
} from '#shared/model/source-address';
import { RpcError } from '#shared/rpc/errors';
import type { Action } from '../../app/action-registry';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { afterPress } from '../../ui/after-press';
import { Button } from '../../ui/button';
import { EditorFields, EditorFrame } from '../../ui/editor-frame';
import { SelectField } from '../../ui/select-field';
import { SwitchField } from '../../ui/switch-field';
import { TextField } from '../../ui/text-field';
import { kindOptions } from './source-words';

/** No trunk's id: the list takes an empty word for no choice at all. */
const NO_TRUNK = 'none';
const newSource: SourceAddressSettings = {
  address: '',
  kind: 'did',
  label: '',
  isOutboundAllowed: true,
  isInboundAllowed: false,
  inboundTrunkId: null,
};

export interface SourceEditorProps {
  /** Null for one that is not made yet. */
  readonly source: SourceAddressView | null;
  readonly onDelete: () => void;
}

export function SourceEditor({ source, onDelete }: SourceEditorProps) {
  const { sources, navigation } = useStores();
  const trunks = useTrunks((state) => state.trunks);
  const stored = source?.settings ?? newSource;
  const [draft, setDraft] = useState<SourceAddressSettings | null>(null);
  /** The kind follows what is typed until it is chosen by hand. */
  const [isKindChosen, setIsKindChosen] = useState(source !== null);
  const [isAddressLeft, setIsAddressLeft] = useState(false);
  /** What the host says of it. */
  const [takenProblem, setTakenProblem] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const settings = draft ?? stored;
  const addressProblem =
    takenProblem ??
    (isAddressLeft ? (sourceAddressProblem(settings.kind, settings.address) ?? undefined) : undefined);
  const isName = settings.kind === 'alphanumeric';
  const isDirty = draft !== null && JSON.stringify(draft) !== JSON.stringify(stored);
  const what = source === null ? 'The new source address' : `The changes to ${source.settings.address}`;

  useEffect(() => {
    navigation.setUnsaved(isDirty ? what : null);
    return () => navigation.setUnsaved(null);
  }, [navigation, isDirty, what]);

  const change = (part: Partial<SourceAddressSettings>): void => {
    const next = { ...settings, ...part };
    const receives = next.kind !== 'alphanumeric' && next.isInboundAllowed;
    setDraft({ ...next, isInboundAllowed: receives, inboundTrunkId: receives ? next.inboundTrunkId : null });
    setProblem(null);
    if ('address' in part || 'kind' in part) {
      setIsAddressLeft(false);
      setTakenProblem(undefined);
    }
  };
  const handleAddress = (address: string): void => {
    const kind = isKindChosen ? null : recognizeKind(address);
    change(kind === null ? { address } : { address, kind });
  };
  const handleDiscard = (): void => {
    setDraft(null);
    setProblem(null);
    setIsAddressLeft(false);
    setTakenProblem(undefined);
    if (source === null) {
      navigation.setUnsaved(null);
      navigation.chooseSource(null);
    }
  };

  const canSave = (isDirty || source === null) && !isSaving;
  const save = useMemo(
    () => async (): Promise<void> => {
      const wrong = sourceAddressProblem(settings.kind, settings.address);
      const parsed = sourceAddressSettings.safeParse(settings);
      if (wrong !== null || !parsed.success) {
        setIsAddressLeft(true);
        setProblem(
          wrong === null
            ? (parsed.error?.issues[0]?.message ?? null)
            : 'The address needs another value; see above.',
        );
        return;
      }
      setIsSaving(true);
      try {
        const saved =
          source === null ? await sources.create(parsed.data) : await sources.update(source.id, parsed.data);
        setDraft(null);
        setProblem(null);
        navigation.setUnsaved(null);
        if (source === null) navigation.chooseSource(saved.id);
      } catch (error) {
        const ofAddress = error instanceof RpcError ? error.details['settings.address'] : undefined;
        setTakenProblem(ofAddress);
        setProblem(
          ofAddress === undefined ? sentenceOf(error) : 'The address needs another value; see above.',
        );
      } finally {
        setIsSaving(false);
      }
    },
    [settings, source, sources, navigation],
  );
  const actions = useMemo<readonly Action[]>(
    () =>
      canSave
        ? [
            {
              id: 'source.save',
              title: 'Save source address',
              group: 'Sources',
              shortcut: 'mod+s',
              run: () => void save(),
            },
          ]
        : [],
    [canSave, save],
  );
  useActions('source-editor', actions);

  const restrictedTo = trunks.filter(
    (trunk) =>
      source !== null &&
      !trunk.settings.sources.isAnyAllowed &&
      trunk.settings.sources.allowedIds.includes(source.id),
  );
  const isValid = settings.address !== '' && sourceAddressProblem(settings.kind, settings.address) === null;
  const warning = isValid ? (sourceAddressWarning(settings.kind, settings.address) ?? undefined) : undefined;

  return (
    <EditorFrame
      label={source === null ? 'New source address' : `Settings of ${source.settings.address}`}
      title={source?.settings.address ?? 'New source address'}
      tools={
        source === null ? null : (
          <Button icon={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
            Delete…
          </Button>
        )
      }
      status={problem ?? (isDirty || source === null ? 'Not saved yet.' : 'All changes are saved.')}
      isProblem={problem !== null}
      saveLabel={source === null ? 'Add source address' : 'Save'}
      discardLabel={source === null ? 'Cancel' : 'Discard changes'}
      canSave={canSave}
      canDiscard={isDirty || source === null}
      isFocused={source === null}
      onSave={() => void save()}
      onDiscard={handleDiscard}
    >
      <EditorFields>
        <TextField
          label="Address"
          isMono
          value={settings.address}
          onChange={(event) => handleAddress(event.target.value)}
          onBlur={() => {
            if (settings.address !== '') afterPress(() => setIsAddressLeft(true));
          }}
          error={addressProblem}
          warning={addressProblem === undefined ? warning : undefined}
          help="A DID with its country code (+37061234567), a short code of 3 to 8 digits, or a name of up to 11 characters."
        />
        <SelectField
          label="Kind"
          options={kindOptions}
          value={settings.kind}
          onChange={(kind) => {
            setIsKindChosen(true);
            change({ kind });
          }}
          help={
            isKindChosen
              ? 'TON and NPI follow from it.'
              : 'Recognized from the address; TON and NPI follow from it.'
          }
        />
        <TextField
          label="Label"
          value={settings.label}
          maxLength={80}
          onChange={(event) => change({ label: event.target.value })}
          help="What it is for. Up to 80 characters."
        />
        <SwitchField
          label="Outbound P2P SMS"
          isChecked={settings.isOutboundAllowed}
          onChange={(isOutboundAllowed) => change({ isOutboundAllowed })}
          help={outboundHelp(restrictedTo.map((trunk) => trunk.settings.name))}
        />
        <SwitchField
          label="Inbound SMS"
          isChecked={settings.isInboundAllowed}
          disabled={isName}
          onChange={(isInboundAllowed) => change({ isInboundAllowed })}
          help={
            isName
              ? 'A name cannot receive messages; only numbers can.'
              : 'Off by default. On for a number that messages come in for.'
          }
        />
        <SelectField<string>
          label="Inbound trunk"
          options={[
            { value: NO_TRUNK, label: 'Unassigned' },
            ...trunks.map(({ id, settings: { name } }) => ({ value: id, label: name })),
          ]}
          value={settings.inboundTrunkId ?? NO_TRUNK}
          disabled={!settings.isInboundAllowed}
          onChange={(id) => change({ inboundTrunkId: id === NO_TRUNK ? null : (id as TrunkId) })}
          help="The trunk that receives for it. What comes over another one is shown and marked."
        />
      </EditorFields>
    </EditorFrame>
  );
}

function outboundHelp(names: readonly string[]): string {
  const always = 'On by default: trunks that allow any source address may send from it.';
  return names.length === 0 ? always : `${always} Chosen on ${names.join(', ')}.`;
}
