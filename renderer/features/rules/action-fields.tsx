import { X } from 'lucide-react';
import type { RuleAction } from '#shared/model/rule';
import type { SendTarget } from '#shared/model/trunk-group';
import { useTrunkGroups, useTrunks } from '../../app/stores';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { NumberField } from '../../ui/number-field';
import { SelectControl, SelectField } from '../../ui/select-field';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import { actionNames, newAction, targetKey, type RuleProblems } from './rule-draft';
import styles from './rule-editor.module.css';

const css = classes(styles);

interface TargetOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  readonly target: SendTarget;
}

function useTargets(): readonly TargetOption[] {
  const trunks = useTrunks((state) => state.trunks);
  const groups = useTrunkGroups((state) => state.groups);
  return [
    ...trunks.map(({ id, settings }): TargetOption => {
      const target: SendTarget = { kind: 'trunk', trunkId: id };
      return { value: targetKey(target), label: settings.name, target };
    }),
    ...groups.map(({ id, settings }): TargetOption => {
      const target: SendTarget = { kind: 'group', groupId: id };
      return { value: targetKey(target), label: settings.name, detail: 'Group', target };
    }),
  ];
}

export interface ActionFieldsProps {
  readonly actions: readonly RuleAction[];
  readonly problems: RuleProblems;
  readonly onChange: (actions: RuleAction[]) => void;
}

/** What a rule does, one after the other. */
export function ActionFields({ actions, problems, onChange }: ActionFieldsProps) {
  const targets = useTargets();
  const kinds = (Object.keys(actionNames) as RuleAction['kind'][]).filter(
    (kind) => kind === 'label' || kind === 'forward' || !actions.some((action) => action.kind === kind),
  );
  const handleAdd = (kind: RuleAction['kind']): void => {
    const action = newAction(kind, targets[0]?.target ?? null);
    if (action !== null) onChange([...actions, action]);
  };
  return (
    <div className={css('actions')}>
      {actions.map((action, at) => (
        <fieldset key={at} className={css('action')}>
          <legend className="visually-hidden">{actionNames[action.kind]}</legend>
          <div className={css('actionHead')}>
            <span className={css('actionName')}>{actionNames[action.kind]}</span>
            <IconButton
              label={`Take out: ${actionNames[action.kind]}`}
              icon={<X size={14} />}
              onClick={() => onChange(actions.filter((_, each) => each !== at))}
            />
          </div>
          <OneAction
            action={action}
            targets={targets}
            problemAt={(field) => problems[`actions.${at}.${field}`]}
            onChange={(changed) => onChange(actions.map((each, place) => (place === at ? changed : each)))}
          />
        </fieldset>
      ))}
      <div className={css('add')}>
        <SelectControl<RuleAction['kind']>
          label="Add what it does"
          value={null}
          placeholder="Add what it does…"
          options={kinds.map((kind) => ({ value: kind, label: actionNames[kind] }))}
          onChange={handleAdd}
        />
      </div>
      {problems['actions'] === undefined ? null : (
        <p className={css('error')} role="alert">
          {problems['actions']}
        </p>
      )}
    </div>
  );
}

interface OneActionProps {
  readonly action: RuleAction;
  readonly targets: readonly TargetOption[];
  readonly problemAt: (field: string) => string | undefined;
  readonly onChange: (action: RuleAction) => void;
}

function OneAction({ action, targets, problemAt, onChange }: OneActionProps) {
  switch (action.kind) {
    case 'notify':
      return (
        <p className={css('weak')}>
          A notice with the text in Trunkline; the desktop program notifies the desktop while its window is
          not in front.
        </p>
      );
    case 'spam':
      return (
        <p className={css('weak')}>The conversation leaves the list and stands under the filter “Spam”.</p>
      );
    case 'label':
      return (
        <TextField
          label="Label"
          value={action.label}
          maxLength={40}
          dir="auto"
          error={problemAt('label')}
          onChange={(event) => onChange({ ...action, label: event.target.value })}
        />
      );
    case 'answer':
      return (
        <>
          <TextArea
            label="Text"
            help="Goes back over the trunk that the message came over, from the number it was sent to."
            value={action.text}
            maxLength={2000}
            rows={2}
            dir="auto"
            error={problemAt('text')}
            onChange={(event) => onChange({ ...action, text: event.target.value })}
          />
          <NumberField
            label="After"
            suffix="s"
            help="0 to 86,400; default 0, at once."
            value={Number.isNaN(action.delaySeconds) ? '' : String(action.delaySeconds)}
            error={problemAt('delaySeconds') === undefined ? undefined : 'Enter whole seconds, 0 to 86,400.'}
            onChange={(event) => {
              const typed = event.target.value.trim();
              onChange({ ...action, delaySeconds: typed === '' ? Number.NaN : Number(typed) });
            }}
          />
        </>
      );
    case 'forward':
      return (
        <>
          <TextField
            label="To"
            isMono
            value={action.destinationAddress}
            maxLength={64}
            error={problemAt('destinationAddress')}
            onChange={(event) => onChange({ ...action, destinationAddress: event.target.value })}
          />
          <TextField
            label="From"
            isMono
            help="Empty: from the number that the message was sent to."
            value={action.sourceAddress}
            maxLength={64}
            error={problemAt('sourceAddress')}
            onChange={(event) => onChange({ ...action, sourceAddress: event.target.value })}
          />
          <SelectField<string>
            label="Over"
            value={targetKey(action.target)}
            options={targets}
            onChange={(key) => {
              const found = targets.find((each) => each.value === key);
              if (found !== undefined) onChange({ ...action, target: found.target });
            }}
          />
        </>
      );
  }
}
