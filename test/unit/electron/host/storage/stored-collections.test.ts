import { describe, expect, it } from 'vitest';
import { soundDrafts, soundRules, soundTemplates } from '#electron/host/storage/stored-collections';
import { rule, type RuleSet } from '#shared/model/rule';
import type { Draft } from '#shared/model/draft';
import type { Template } from '#shared/model/template';

const label = rule.parse({
  id: 'r1',
  settings: { name: 'Codes', actions: [{ kind: 'label', label: 'Code' }] },
});

describe('what the store has of collections', () => {
  it('keeps the rules that are sound, in order, with what is left to its default', () => {
    const forward = {
      id: 'r2',
      settings: { name: 'Spam', conditions: {}, actions: [{ kind: 'spam' }] },
    } as unknown as RuleSet['rules'][number];
    const { mode, rules } = soundRules({ mode: 'all', rules: [label, forward] });
    expect(mode).toBe('all');
    expect(rules.map(({ id }) => id)).toEqual(['r1', 'r2']);
    expect(rules[1]?.settings.isEnabled).toBe(true);
  });

  it('leaves out rules of another shape, and takes the first mode for one that is not known', () => {
    const odd = { ...label, id: 'r3', settings: { name: 'Odd', actions: [{ kind: 'dance' }] } };
    expect(soundRules({ mode: 'some', rules: [odd, label] } as unknown as RuleSet)).toEqual({
      mode: 'first',
      rules: [label],
    });
  });

  it('leaves out templates and drafts of another shape', () => {
    const template = { id: 't1', name: 'Greeting', text: 'Hello' } as Template;
    const draft: Draft = { key: 'c1', content: { text: 'Hello' }, changedAtMs: 1 };
    expect(soundTemplates([template, { ...template, name: '' }])).toEqual([template]);
    expect(soundDrafts([{ ...draft, key: '' }, draft])).toEqual([draft]);
  });
});
