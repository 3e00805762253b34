import { describe, expect, it } from 'vitest';
import type { RuleSettings } from '#shared/model/rule';
import { newRule, ruleProblems } from '../../../../../renderer/features/rules/rule-draft';

const rule = (text: RuleSettings['conditions']['text']): RuleSettings => ({
  ...newRule,
  name: 'Opening hours',
  conditions: { ...newRule.conditions, text },
  actions: [{ kind: 'answer', text: 'From 9 to 17.', delaySeconds: 0 }],
});

describe('what is wrong with a rule', () => {
  it('is nothing where it can be saved', () => {
    expect(ruleProblems(rule(null))).toEqual({});
    expect(ruleProblems(rule({ kind: 'pattern', value: '^(open|closed)', ignoresCase: true }))).toEqual({});
    expect(ruleProblems(rule({ kind: 'prefix', value: '(open', ignoresCase: true }))).toEqual({});
  });

  it('stands at its field, a regular expression too', () => {
    expect(ruleProblems(rule({ kind: 'pattern', value: '(open', ignoresCase: true }))).toEqual({
      'conditions.text.value': 'A “(” is not closed.',
    });
    expect(Object.keys(ruleProblems({ ...rule(null), name: '' }))).toEqual(['name']);
  });
});
