import { describe, expect, it } from 'vitest';
import { ruleId, type Rule } from '#shared/model/rule';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { createRuleStore } from '../../../../../renderer/features/rules/rule-store';

const rule = (id: string): Rule => ({
  id: ruleId.parse(id),
  settings: {
    name: id,
    isEnabled: true,
    conditions: { trunkIds: [], destination: null, source: null, text: null },
    actions: [{ kind: 'notify' }],
  },
});

async function loaded(reorder: () => Promise<Record<string, never>> = () => Promise.resolve({})) {
  const client = new FakeHostClient({
    'rule.list': () => ({ mode: 'first', rules: [rule('a'), rule('b'), rule('c')] }),
    'rule.reorder': reorder,
  });
  const store = createRuleStore(client);
  await settled();
  return { client, store, names: () => store.getState().rules.map((each) => each.id) };
}

describe('the rule store', () => {
  it('moves a rule at once and tells the host the whole order', async () => {
    const { client, store, names } = await loaded();
    const moving = store.move(2, 0);
    expect(names()).toEqual(['c', 'a', 'b']);
    await moving;
    expect(client.calls.at(-1)).toEqual({ name: 'rule.reorder', input: { ids: ['c', 'a', 'b'] } });
  });

  it('puts the rule back when the host refuses', async () => {
    const { store, names } = await loaded(() => Promise.reject(new Error('The store is busy.')));
    await expect(store.move(0, 1)).rejects.toThrow('The store is busy.');
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('asks nothing for a place that is not there', async () => {
    const { client, store, names } = await loaded();
    await store.move(0, 3);
    await store.move(1, 1);
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(client.calls.map((call) => call.name)).toEqual(['rule.list']);
  });

  it('does not let the list that was asked for undo what was told meanwhile', async () => {
    let answer: (set: { mode: 'first'; rules: Rule[] }) => void = () => undefined;
    const client = new FakeHostClient({ 'rule.list': () => new Promise((resolve) => (answer = resolve)) });
    const store = createRuleStore(client);
    client.emit('rule.listChanged', { mode: 'all', rules: [rule('new')] });
    answer({ mode: 'first', rules: [] });
    await settled();
    expect(store.getState()).toMatchObject({ mode: 'all', isLoaded: true });
    expect(store.getState().rules).toHaveLength(1);
  });
});
