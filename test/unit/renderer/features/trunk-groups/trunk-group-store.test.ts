import { expect, it } from 'vitest';
import { trunkGroupId, trunkId } from '#shared/model/ids';
import { trunkGroupSettings, type TrunkGroupView } from '#shared/model/trunk-group';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import {
  createTrunkGroupStore,
  groupsOf,
} from '../../../../../renderer/features/trunk-groups/trunk-group-store';

const group = (id: string, name = id, ...members: string[]): TrunkGroupView => ({
  id: trunkGroupId.parse(id),
  settings: trunkGroupSettings.parse({ name, members: members.map((each) => ({ trunkId: each })) }),
  carrierId: null,
  reason: '',
});

async function loaded() {
  const client: FakeHostClient = new FakeHostClient({
    'trunkGroup.list': () => ({
      seq: client.seq,
      groups: [group('a', 'A', 't1'), group('b', 'B', 't1', 't2')],
    }),
  });
  const store = createTrunkGroupStore(client);
  await settled();
  return { client, store, names: () => store.getState().groups.map(({ settings }) => settings.name) };
}

it('holds what the host lists and follows what it tells', async () => {
  const { client, store, names } = await loaded();
  expect(store.getState()).toMatchObject({ isLoaded: true, problem: null });
  client.emit('trunkGroup.changed', group('a', 'Renamed'));
  client.emit('trunkGroup.changed', group('c', 'C'));
  expect(names()).toEqual(['Renamed', 'B', 'C']);
  client.emit('trunkGroup.deleted', { ids: [trunkGroupId.parse('a'), trunkGroupId.parse('c')] });
  expect(names()).toEqual(['B']);
  store.stop();
  client.emit('trunkGroup.deleted', { ids: [trunkGroupId.parse('b')] });
  expect(names()).toEqual(['B']);
});

it('says why there is no list', async () => {
  const client = new FakeHostClient({
    'trunkGroup.list': () => {
      throw new Error('The host is busy.');
    },
  });
  const store = createTrunkGroupStore(client);
  await settled();
  expect(store.getState()).toMatchObject({
    isLoaded: false,
    problem: expect.stringContaining('busy') as string,
  });
});

it('finds the groups of a trunk', async () => {
  const { store } = await loaded();
  const found = (id: string) => groupsOf(store.getState().groups, trunkId.parse(id)).map((each) => each.id);
  expect(found('t1')).toEqual(['a', 'b']);
  expect(found('t2')).toEqual(['b']);
  expect(found('t3')).toEqual([]);
});
