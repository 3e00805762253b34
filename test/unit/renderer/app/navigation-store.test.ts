import { describe, expect, it } from 'vitest';
import { conversationId, trunkId } from '#shared/model/ids';
import { createNavigationStore } from '../../../../renderer/app/navigation-store';
import type { RememberedStorage } from '../../../../renderer/app/remembered';

function memory(): RememberedStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

describe('navigation', () => {
  it('opens where the user was, but nothing over it', () => {
    const storage = memory();
    const before = createNavigationStore(storage);
    before.goTo('trunks');
    before.chooseTrunk(trunkId.parse('t2'));
    before.toggleDock();
    before.setComposerPanels(['options', 'pdu']);
    before.saveLayout('trunks', { first: 30, second: 70 });
    before.setOverlay('palette');
    const after = createNavigationStore(storage).getState();
    expect(after).toMatchObject({
      page: 'trunks',
      trunk: 't2',
      isDockOpen: false,
      composerPanels: ['options', 'pdu'],
      layouts: { trunks: { first: 30, second: 70 } },
      overlay: null,
    });
  });

  it('asks before it leaves something unsaved, and stays if told so', () => {
    const navigation = createNavigationStore(memory());
    navigation.startNewTrunk();
    navigation.setUnsaved('The changes to the new trunk');
    navigation.goTo('log');
    expect(navigation.getState()).toMatchObject({ page: 'trunks', isNewTrunk: true });
    expect(navigation.getState().pendingMove).not.toBeNull();
    navigation.stay();
    expect(navigation.getState()).toMatchObject({ page: 'trunks', unsaved: 'The changes to the new trunk' });
    expect(navigation.getState().pendingMove).toBeNull();
  });

  it.each([
    [
      'a page',
      (navigation: ReturnType<typeof createNavigationStore>) => navigation.goTo('log'),
      { page: 'log' },
    ],
    [
      'another trunk',
      (navigation: ReturnType<typeof createNavigationStore>) => navigation.chooseTrunk(trunkId.parse('t9')),
      { trunk: 't9' },
    ],
    [
      'a conversation',
      (navigation: ReturnType<typeof createNavigationStore>) =>
        navigation.openConversation(conversationId.parse('c9')),
      { page: 'messages', conversation: 'c9' },
    ],
  ])('goes to %s after the user agreed to lose what was typed', (_, move, there) => {
    const navigation = createNavigationStore(memory());
    navigation.startNewTrunk();
    navigation.setUnsaved('The changes to the new trunk');
    move(navigation);
    expect(navigation.getState()).not.toMatchObject(there);
    navigation.discardAndMove();
    expect(navigation.getState()).toMatchObject({ ...there, unsaved: null, pendingMove: null });
  });

  it('does not ask when the page is already there', () => {
    const navigation = createNavigationStore(memory());
    navigation.goTo('trunks');
    navigation.setUnsaved('The changes to A');
    navigation.goTo('trunks');
    expect(navigation.getState().pendingMove).toBeNull();
  });

  it('shows the trunk that was made', () => {
    const navigation = createNavigationStore(memory());
    navigation.startNewTrunk();
    navigation.setUnsaved('The changes to the new trunk');
    navigation.endNewTrunk(trunkId.parse('t7'));
    expect(navigation.getState()).toMatchObject({ trunk: 't7', isNewTrunk: false, unsaved: null });
  });
});
