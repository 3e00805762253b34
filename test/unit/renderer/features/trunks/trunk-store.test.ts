import { describe, expect, it } from 'vitest';
import { trunkId } from '#shared/model/ids';
import { RpcError } from '#shared/rpc/errors';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { aTrunk } from '#test/support/views';
import { createTrunkStore } from '../../../../../renderer/features/trunks/trunk-store';

async function loaded() {
  const client: FakeHostClient = new FakeHostClient({
    'trunk.list': () => ({ seq: client.seq, trunks: [aTrunk('a'), aTrunk('b')] }),
  });
  const store = createTrunkStore(client);
  await settled();
  return { client, store, names: () => store.getState().trunks.map((trunk) => trunk.settings.name) };
}

describe('the trunk store', () => {
  it('holds what the host lists', async () => {
    const { store, names } = await loaded();
    expect(store.getState().isLoaded).toBe(true);
    expect(names()).toEqual(['Trunk a', 'Trunk b']);
  });

  it('follows changes, new trunks at the end and others in place', async () => {
    const { client, names } = await loaded();
    client.emit('trunk.changed', aTrunk('a', { settings: { name: 'Renamed' } }));
    client.emit('trunk.changed', aTrunk('c'));
    expect(names()).toEqual(['Renamed', 'Trunk b', 'Trunk c']);
  });

  it('follows the state of one trunk without touching its settings', async () => {
    const { client, store } = await loaded();
    const last = {
      kind: 'refused',
      sentence: 'Nothing listens there.',
      commandStatus: null,
      atMs: 5,
    } as const;
    client.emit('trunk.stateChanged', {
      id: trunkId.parse('b'),
      connection: { kind: 'error' },
      last,
      binds: [],
      throttle: null,
      warnings: [],
    });
    expect(store.getState().trunks[1]).toEqual(aTrunk('b', { connection: { kind: 'error' }, last }));
    expect(store.getState().trunks[0]).toEqual(aTrunk('a'));
  });

  it('forgets deleted trunks', async () => {
    const { client, names } = await loaded();
    client.emit('trunk.deleted', { ids: [trunkId.parse('a')] });
    expect(names()).toEqual(['Trunk b']);
  });

  it('keeps the rate of each trunk, and begins anew after a reconnect', async () => {
    const { client, store } = await loaded();
    client.emit('trunk.rateMeasured', { id: trunkId.parse('a'), messagesPerSecond: 12, queuedCount: 0 });
    expect(store.getState().rates).toEqual({ a: 12 });
    client.setStatus('connecting');
    client.setStatus('connected');
    await settled();
    expect(store.getState().rates).toEqual({});
  });

  it('hands orders to the host and its refusals back', async () => {
    const { client, store } = await loaded();
    client.answers['trunk.delete'] = () => ({});
    client.answers['trunk.bind'] = ({ ids }) => {
      if (ids.length === 1) throw new RpcError('refused', 'The trunk is disabled.');
      return { refused: [{ id: trunkId.parse('b'), sentence: 'It has no password.' }] };
    };
    await store.delete([trunkId.parse('a'), trunkId.parse('b')]);
    expect(client.calls.at(-1)).toEqual({ name: 'trunk.delete', input: { ids: ['a', 'b'] } });
    await expect(store.bind([trunkId.parse('a')])).rejects.toThrow('The trunk is disabled.');
    await expect(store.bind([trunkId.parse('a'), trunkId.parse('b')])).rejects.toThrow(
      'Trunk b: It has no password.',
    );
  });
});
