import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SourceAddressView } from '#shared/model/source-address';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { EditorFields, EditorFrame } from '../../ui/editor-frame';
import { formatCount, plural } from '../../ui/format';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import type { SourceChange } from './source-store';

type Setting = 'leave' | 'on' | 'off';
const settingOptions: readonly { readonly value: Setting; readonly label: string }[] = [
  { value: 'leave', label: 'Leave as it is' },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
];
const LEAVE = 'leave';
const NONE = 'none';

interface BulkForm {
  readonly label: string;
  readonly outbound: Setting;
  readonly inbound: Setting;
  /** A trunk's id, or one of the two words above. */
  readonly trunk: string;
}
const unchanged: BulkForm = { label: '', outbound: 'leave', inbound: 'leave', trunk: LEAVE };

export interface BulkEditorProps {
  readonly chosen: readonly SourceAddressView[];
  readonly onDelete: () => void;
}

/** Changes several source addresses alike; what is left as it is stays different. */
export function BulkEditor({ chosen, onDelete }: BulkEditorProps) {
  const { sources } = useStores();
  const trunks = useTrunks((state) => state.trunks);
  const [form, setForm] = useState<BulkForm>(unchanged);
  const [status, setStatus] = useState<string | null>(null);
  const [isProblem, setIsProblem] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const names = chosen.filter(({ settings }) => settings.kind === 'alphanumeric').length;
  const isDirty = JSON.stringify(form) !== JSON.stringify(unchanged);

  const change = (part: Partial<BulkForm>): void => {
    setForm({ ...form, ...part });
    setStatus(null);
  };
  const save = async (): Promise<void> => {
    setIsSaving(true);
    try {
      await sources.updateMany(
        chosen.map(({ id }) => id),
        changeOf(form),
      );
      setForm(unchanged);
      setIsProblem(false);
      setStatus(`${plural(chosen.length, 'source address was', 'source addresses were')} changed.`);
    } catch (error) {
      setIsProblem(true);
      setStatus(sentenceOf(error));
    } finally {
      setIsSaving(false);
    }
  };

  const count = formatCount(chosen.length);
  const namesNote =
    names === 0 ? '' : ` ${plural(names, 'name stays', 'names stay')} off: a name cannot receive.`;
  return (
    <EditorFrame
      label={`${count} source addresses`}
      title={`${count} source addresses`}
      tools={
        <Button icon={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
          Delete…
        </Button>
      }
      status={status ?? (isDirty ? 'Not applied yet.' : 'Choose what to change for all of them.')}
      isProblem={isProblem && status !== null}
      saveLabel={`Apply to ${count}`}
      discardLabel="Discard changes"
      canSave={isDirty && !isSaving}
      canDiscard={isDirty}
      onSave={() => void save()}
      onDiscard={() => setForm(unchanged)}
    >
      <EditorFields>
        <TextField
          label="Label"
          value={form.label}
          maxLength={80}
          placeholder="Leave as it is"
          onChange={(event) => change({ label: event.target.value })}
        />
        <SelectField
          label="Outbound P2P SMS"
          options={settingOptions}
          value={form.outbound}
          onChange={(outbound) => change({ outbound })}
        />
        <SelectField
          label="Inbound SMS"
          options={settingOptions}
          value={form.inbound}
          onChange={(inbound) => change(inbound === 'off' ? { inbound, trunk: LEAVE } : { inbound })}
          help={`Off takes the inbound trunk away as well.${namesNote}`}
        />
        <SelectField<string>
          label="Inbound trunk"
          options={[
            { value: LEAVE, label: 'Leave as it is' },
            { value: NONE, label: 'Unassigned' },
            ...trunks.map(({ id, settings }) => ({ value: id, label: settings.name })),
          ]}
          value={form.trunk}
          disabled={form.inbound === 'off'}
          onChange={(trunk) => change({ trunk })}
          help="A trunk switches inbound SMS on with it."
        />
      </EditorFields>
    </EditorFrame>
  );
}

function changeOf({ label, outbound, inbound, trunk }: BulkForm): SourceChange {
  return {
    ...(label.trim() === '' ? {} : { label }),
    ...(outbound === 'leave' ? {} : { isOutboundAllowed: outbound === 'on' }),
    ...(inbound === 'leave' ? {} : { isInboundAllowed: inbound === 'on' }),
    ...(trunk === LEAVE ? {} : { inboundTrunkId: trunk === NONE ? null : trunk }),
  };
}
