import { describe, expect, it } from 'vitest';
import { createActionRegistry, findActions, type Action } from '../../../../renderer/app/action-registry';

const action = (id: string, title: string, rest: Partial<Action> = {}): Action => ({
  id,
  title,
  group: 'Trunks',
  run: () => undefined,
  ...rest,
});
const ids = (actions: readonly Action[]): readonly string[] => actions.map((each) => each.id);

describe('the registry', () => {
  it('offers what every source brings, by group, until the source takes it back', () => {
    const registry = createActionRegistry();
    registry.register('help', [action('sheet', 'Shortcuts', { group: 'Help' })]);
    const release = registry.register('editor', [action('save', 'Save trunk')]);
    expect(ids(registry.all())).toEqual(['save', 'sheet']);
    release();
    expect(ids(registry.all())).toEqual(['sheet']);
  });

  it('keeps the later of two registrations of one source when the earlier is released', () => {
    const registry = createActionRegistry();
    const releaseFirst = registry.register('editor', [action('one', 'One')]);
    registry.register('editor', [action('two', 'Two')]);
    releaseFirst();
    expect(ids(registry.all())).toEqual(['two']);
  });
});

describe('findActions', () => {
  const actions = [
    action('unbind', 'Unbind Carrier A'),
    action('bind', 'Bind Carrier B'),
    action('theme', 'Switch theme', { group: 'View', keywords: 'dark light' }),
  ];

  it('puts titles that begin with what was typed first', () => {
    expect(ids(findActions(actions, 'bind'))).toEqual(['bind', 'unbind']);
  });

  it('wants every word, wherever it stands', () => {
    expect(ids(findActions(actions, 'carrier unb'))).toEqual(['unbind']);
  });

  it('looks at other words for it, and at the group', () => {
    expect(ids(findActions(actions, 'DARK'))).toEqual(['theme']);
    expect(ids(findActions(actions, 'view'))).toEqual(['theme']);
  });

  it('offers everything for nothing, and nothing for what no action is called', () => {
    expect(findActions(actions, ' ')).toHaveLength(3);
    expect(findActions(actions, 'teleport')).toEqual([]);
  });
});
