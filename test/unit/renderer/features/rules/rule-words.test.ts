import { describe, expect, it } from 'vitest';
import { ruleSettings } from '#shared/model/rule';
import { newRule, ruleProblems } from '../../../../../renderer/features/rules/rule-draft';
import { delayWords, ruleWords } from '../../../../../renderer/features/rules/rule-words';

const names = { trunk: () => 'Demo trunk', target: () => 'Carrier A' };

describe('a rule in words', () => {
  it('says when it acts and what it does', () => {
    const settings = ruleSettings.parse({
      name: 'Hours',
      conditions: { trunkIds: ['t1'], text: { kind: 'prefix', value: 'open' } },
      actions: [
        { kind: 'answer', text: '9 to 17', delaySeconds: 90 },
        { kind: 'forward', destinationAddress: '123', target: { kind: 'trunk', trunkId: 't1' } },
      ],
    });
    expect(ruleWords(settings, names)).toBe(
      'over Demo trunk, text begins with “open” → answer “9 to 17” after 1 min 30 s, forward to 123 over Carrier A',
    );
  });

  it('says that a rule without conditions takes every message', () => {
    expect(ruleWords(ruleSettings.parse({ name: 'All', actions: [{ kind: 'spam' }] }), names)).toBe(
      'every message → mark as spam',
    );
  });

  it('writes delays in the units that are there', () => {
    expect([5, 60, 3605].map(delayWords)).toEqual(['5 s', '1 min', '1 h 5 s']);
  });
});

describe('what is wrong with a rule', () => {
  it('is told by the field', () => {
    const problems = ruleProblems({
      ...newRule,
      conditions: { ...newRule.conditions, text: { kind: 'exact', value: '', ignoresCase: true } },
      actions: [{ kind: 'answer', text: '', delaySeconds: Number.NaN }],
    });
    expect(Object.keys(problems).sort()).toEqual([
      'actions.0.delaySeconds',
      'actions.0.text',
      'conditions.text.value',
      'name',
    ]);
    expect(ruleProblems(newRule)['actions']).toBe('Choose what the rule does.');
  });
});
