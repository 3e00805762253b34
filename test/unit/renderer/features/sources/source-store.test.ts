import { expect, it } from 'vitest';
import { MAX_IDS_PER_CALL } from '#shared/contract/source';
import { sourceAddressId, trunkId } from '#shared/model/ids';
import {
  sourceAddressSettings,
  type SourceAddressView,
  type UnassignedNumber,
} from '#shared/model/source-address';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { assignNumbers } from '../../../../../renderer/features/sources/assign-numbers';
import { createSourceStore } from '../../../../../renderer/features/sources/source-store';

const source = (id: string, address: string, label = ''): SourceAddressView => ({
  id: sourceAddressId.parse(id),
  settings: sourceAddressSettings.parse({ address, kind: 'did', label }),
});
const unassigned = (address: string): UnassignedNumber => ({
  address,
  trunkId: trunkId.parse('t1'),
  trunkName: 'Carrier A',
  messageCount: 1,
  lastAtMs: 1,
});

async function loaded() {
  const client: FakeHostClient = new FakeHostClient({
    'source.list': () => ({
      seq: client.seq,
      sources: [source('a', '+49301'), source('b', '+49302')],
      unassigned: [],
    }),
    'source.updateMany': () => ({ sources: [] }),
    'source.delete': () => ({}),
    'source.create': ({ settings }) => ({
      id: sourceAddressId.parse('made'),
      settings: sourceAddressSettings.parse(settings),
    }),
  });
  const frames: (() => void)[] = [];
  const store = createSourceStore(client, (flush) => frames.push(flush));
  await settled();
  const drawFrame = (): number => {
    const due = frames.splice(0);
    for (const flush of due) flush();
    return due.length;
  };
  const shown = () =>
    store.getState().sources.map(({ settings }) => `${settings.address} ${settings.label}`.trim());
  return { client, store, shown, drawFrame };
}

it('draws what changes in one frame once, however much it is', async () => {
  const { client, store, shown, drawFrame } = await loaded();
  expect(shown()).toEqual(['+49301', '+49302']);
  let drawn = 0;
  store.subscribe(() => (drawn += 1));
  client.emit('source.changed', { sources: [source('a', '+49301', 'Renamed'), source('c', '+49303')] });
  client.emit('source.changed', { sources: [source('d', '+49304')] });
  client.emit('source.deleted', { ids: [sourceAddressId.parse('b')] });
  expect(shown()).toEqual(['+49301', '+49302']);
  expect(drawFrame()).toBe(1);
  expect(drawn).toBe(1);
  expect(shown()).toEqual(['+49301 Renamed', '+49303', '+49304']);
  expect(store.getState().byId.get(sourceAddressId.parse('c'))?.settings.address).toBe('+49303');
});

it('tells which numbers nobody receives for', async () => {
  const { client, store } = await loaded();
  client.emit('source.unassignedChanged', { unassigned: [unassigned('+49309')] });
  expect(store.getState().unassigned.map(({ address }) => address)).toEqual(['+49309']);
});

it('changes more at once than one command takes', async () => {
  const { client, store } = await loaded();
  const ids = Array.from({ length: MAX_IDS_PER_CALL + 1 }, (_, at) => sourceAddressId.parse(`s${at}`));
  await store.updateMany(ids, { label: 'All' });
  await store.delete(ids);
  const sizes = client.calls
    .filter(({ name }) => name !== 'source.list')
    .map(({ name, input }) => [name, (input as { ids: string[] }).ids.length]);
  expect(sizes).toEqual([
    ['source.updateMany', MAX_IDS_PER_CALL],
    ['source.updateMany', 1],
    ['source.delete', MAX_IDS_PER_CALL],
    ['source.delete', 1],
  ]);
});

it('assigns a number of the book, and adds one that it lacks', async () => {
  const { client, store } = await loaded();
  await assignNumbers(store, [unassigned('49302'), unassigned('+4930222333'), unassigned('70123')]);
  expect(client.calls.slice(1)).toEqual([
    { name: 'source.updateMany', input: { ids: ['b'], change: { inboundTrunkId: 't1' } } },
    {
      name: 'source.create',
      input: {
        settings: expect.objectContaining({
          address: '+4930222333',
          kind: 'did',
          inboundTrunkId: 't1',
        }) as unknown,
      },
    },
    {
      name: 'source.create',
      input: {
        settings: expect.objectContaining({
          address: '70123',
          kind: 'short-code',
          isInboundAllowed: true,
        }) as unknown,
      },
    },
  ]);
});
