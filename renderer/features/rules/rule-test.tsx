import { useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { RuleAction, RuleSettings } from '#shared/model/rule';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { sentenceOf } from '../../app/replica';
import { useRules, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import { SelectField } from '../../ui/select-field';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import { ruleProblems } from './rule-draft';
import styles from './rule-editor.module.css';
import { actionWords } from './rule-words';
import { useRuleNames } from './use-rule-names';

const css = classes(styles);

interface Outcome {
  readonly isOfOne: boolean;
  readonly matches: readonly { readonly name: string; readonly actions: readonly RuleAction[] }[];
}

export interface RuleTestProps {
  /** The rule that is being edited; null where there is none. */
  readonly settings: RuleSettings | null;
}

/** A sample message: which rule bites and what it would do. Nothing is sent or stored. */
export function RuleTest({ settings }: RuleTestProps) {
  const { rules } = useStores();
  const mode = useRules((state) => state.mode);
  const trunks = useTrunks((state) => state.trunks);
  const names = useRuleNames();
  const [trunkId, setTrunkId] = useState<TrunkId | null>(null);
  const [sourceAddress, setSourceAddress] = useState<string>(HANDSET_NUMBER);
  const [destinationAddress, setDestinationAddress] = useState('');
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const usedTrunk = trunkId ?? trunks[0]?.id ?? null;

  const handleTest = (of: RuleSettings | null): void => {
    const sample = { trunkId: usedTrunk, sourceAddress, destinationAddress, text };
    const named = of === null ? null : { ...of, name: of.name.trim() || 'This rule' };
    const found = named === null ? [] : Object.values(ruleProblems(named));
    if (found[0] !== undefined) {
      setOutcome(null);
      setProblem(found[0]);
      return;
    }
    rules.test(sample, named).then(
      (matches) => {
        setOutcome({ isOfOne: of !== null, matches });
        setProblem(null);
      },
      (error: unknown) => {
        setOutcome(null);
        setProblem(sentenceOf(error));
      },
    );
  };

  return (
    <section className={css('test')} aria-label="Test with a sample">
      <h2 className={css('section')}>Test with a sample</h2>
      <TextArea
        label="Text of the sample"
        value={text}
        rows={2}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        label="From number"
        isMono
        value={sourceAddress}
        maxLength={64}
        onChange={(event) => setSourceAddress(event.target.value)}
      />
      <TextField
        label="To number"
        isMono
        value={destinationAddress}
        maxLength={64}
        onChange={(event) => setDestinationAddress(event.target.value)}
      />
      {trunks.length < 2 ? null : (
        <SelectField<string>
          label="Over trunk"
          value={usedTrunk}
          options={trunks.map((trunk) => ({ value: trunk.id, label: trunk.settings.name }))}
          onChange={(id) => setTrunkId(id as TrunkId)}
        />
      )}
      <div className={css('foot')}>
        {settings === null ? null : (
          <Button onClick={() => handleTest(settings)}>Test this rule as it stands here</Button>
        )}
        <Button onClick={() => handleTest(null)}>Test all saved rules</Button>
      </div>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      <div role="status" className={css('matches')}>
        {outcome === null ? null : outcome.matches.length === 0 ? (
          <p className={css('weak')}>
            {outcome.isOfOne ? 'The rule does not act on this message.' : 'No rule acts on this message.'}
          </p>
        ) : (
          outcome.matches.map(({ name, actions }, at) => (
            <div key={at} className={css('match')}>
              <p className={css('matchName')} dir="auto">
                “{name}” acts{!outcome.isOfOne && mode === 'first' ? ', and no rule after it' : ''}:
              </p>
              <ul>
                {actions.map((action, place) => (
                  <li key={place} dir="auto">
                    {actionWords(action, names)}
                  </li>
                ))}
              </ul>
            </div>
          ))
        )}
      </div>
    </section>
  );
}
