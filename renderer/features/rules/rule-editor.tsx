import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Rule, RuleConditions, RuleId, RuleSettings } from '#shared/model/rule';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { SwitchField } from '../../ui/switch-field';
import { TextField } from '../../ui/text-field';
import { ActionFields } from './action-fields';
import { ConditionField } from './condition-field';
import { newRule, ruleProblems, type RuleProblems } from './rule-draft';
import styles from './rule-editor.module.css';
import { RuleTest } from './rule-test';

const css = classes(styles);

export interface RuleEditorProps {
  /** Null for one that is not made yet. */
  readonly rule: Rule | null;
  readonly onSaved: (id: RuleId) => void;
  readonly onCancel: () => void;
  readonly onDelete: () => void;
}

/** One rule: when it acts, what it does, and what it would do with a sample. */
export function RuleEditor({ rule, onSaved, onCancel, onDelete }: RuleEditorProps) {
  const { rules, navigation } = useStores();
  const stored = rule?.settings ?? newRule;
  /** Null while nothing was changed: then what the host tells is shown. */
  const [draft, setDraft] = useState<RuleSettings | null>(null);
  const [problems, setProblems] = useState<RuleProblems>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const settings = draft ?? stored;
  const isDirty = draft !== null && JSON.stringify(draft) !== JSON.stringify(stored);
  const what = rule === null ? 'The new rule' : `The changes to ${rule.settings.name}`;

  useEffect(() => {
    navigation.setUnsaved(isDirty ? what : null);
    return () => navigation.setUnsaved(null);
  }, [navigation, isDirty, what]);
  useEffect(() => {
    if (rule === null) form.current?.querySelector('input')?.focus();
  }, [rule]);

  const change = (part: Partial<RuleSettings>): void => {
    const next = { ...settings, ...part };
    setDraft(next);
    setProblem(null);
    // What was said goes as soon as it is put right; nothing new is said before one saves.
    const found = ruleProblems(next);
    setProblems(Object.fromEntries(Object.entries(problems).filter(([path]) => found[path] !== undefined)));
  };
  const changeCondition = (part: Partial<RuleConditions>): void =>
    change({ conditions: { ...settings.conditions, ...part } });

  const handleSave = async (): Promise<void> => {
    const found = ruleProblems(settings);
    setProblems(found);
    if (Object.keys(found).length > 0) {
      setProblem('Some fields need another value; see above.');
      // Once it is drawn: the first of them, which may be out of sight.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setIsSaving(true);
    try {
      const saved = await rules.save(rule?.id ?? null, settings);
      setDraft(null);
      setProblem(null);
      navigation.setUnsaved(null);
      onSaved(saved.id);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setIsSaving(false);
    }
  };
  const handleDiscard = (): void => {
    setDraft(null);
    setProblem(null);
    setProblems({});
    navigation.setUnsaved(null);
    if (rule === null) onCancel();
  };

  const { conditions } = settings;
  return (
    <form
      ref={form}
      className={css('editor')}
      aria-label={rule === null ? 'New rule' : `Rule ${rule.settings.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void handleSave();
      }}
    >
      <div className={css('fields')}>
        <header className={css('head')}>
          <h1 className={css('title')} dir="auto">
            {rule === null ? 'New rule' : rule.settings.name}
          </h1>
          {rule === null ? null : (
            <Button variant="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
              Delete
            </Button>
          )}
        </header>
        <TextField
          label="Name"
          value={settings.name}
          maxLength={80}
          dir="auto"
          error={problems['name']}
          onChange={(event) => change({ name: event.target.value })}
        />
        <SwitchField
          label="Enabled"
          help="On by default. A rule that is off is passed over."
          isChecked={settings.isEnabled}
          onChange={(isEnabled) => change({ isEnabled })}
        />
        <h2 className={css('section')}>When a message comes in</h2>
        <TrunkChoice
          chosen={conditions.trunkIds}
          onChange={(trunkIds) => changeCondition({ trunkIds: [...trunkIds] })}
        />
        <ConditionField
          label="From"
          help="The phone that wrote, with or without “+”."
          value={conditions.source}
          error={problems['conditions.source.value']}
          onChange={(source) => changeCondition({ source })}
        />
        <ConditionField
          label="To"
          help="The number of ours that it was sent to."
          value={conditions.destination}
          error={problems['conditions.destination.value']}
          onChange={(destination) => changeCondition({ destination })}
        />
        <ConditionField
          label="Text"
          help="A regular expression has no back references and no look-around."
          value={conditions.text}
          hasCase
          error={problems['conditions.text.value']}
          onChange={(text) => changeCondition({ text })}
        />
        <h2 className={css('section')}>Then</h2>
        <ActionFields
          actions={settings.actions}
          problems={problems}
          onChange={(actions) => change({ actions })}
        />
        <p className={css('weak')}>
          At most 5 answers and forwards a minute go out in one conversation, so that two answering machines
          never write to one another for ever. When that is reached it is said in the conversation.
        </p>
        {problem === null ? null : <Notice kind="error">{problem}</Notice>}
        <div className={css('foot')}>
          <Button type="submit" variant="primary" disabled={isSaving || (!isDirty && rule !== null)}>
            {rule === null ? 'Create rule' : 'Save'}
          </Button>
          <Button disabled={isSaving || (!isDirty && rule !== null)} onClick={handleDiscard}>
            {rule === null ? 'Cancel' : 'Discard'}
          </Button>
        </div>
      </div>
      <RuleTest settings={settings} />
    </form>
  );
}

function TrunkChoice({
  chosen,
  onChange,
}: {
  readonly chosen: RuleConditions['trunkIds'];
  readonly onChange: (ids: RuleConditions['trunkIds']) => void;
}) {
  const trunks = useTrunks((state) => state.trunks);
  return (
    <Field id="rule-trunks" label="Over" help="None chosen: any trunk.">
      <div id="rule-trunks" role="group" aria-label="Over" className={css('chips')}>
        {trunks.map(({ id, settings }) => {
          const isChosen = chosen.includes(id);
          return (
            <button
              key={id}
              type="button"
              className={css('chip', isChosen && 'chosen')}
              aria-pressed={isChosen}
              onClick={() => onChange(isChosen ? chosen.filter((each) => each !== id) : [...chosen, id])}
            >
              {settings.name}
            </button>
          );
        })}
      </div>
    </Field>
  );
}
