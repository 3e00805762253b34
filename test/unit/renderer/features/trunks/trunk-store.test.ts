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
  /** What the store waits for, to be drawn together. */
  const frames: (() => void)[] = [];
  const store = createTrunkStore(client, (flush) => frames.push(flush));
  await settled();
  const drawFrame = (): void => {
    for (const flush of frames.splice(0)) flush();
  };
  const names = () => store.getState().trunks.map((trunk) => trunk.settings.name);
  return { client, store, names, drawFrame };
}

describe('the trunk store', () => {
  it('holds what the host lists', async () => {
    const { store, names } = await loaded();
    expect(store.getState().isLoaded).toBe(true);
    expect(names()).toEqual(['Trunk a', 'Trunk b']);
  });

  it('follows changes, new trunks at the end and others in place', async () => {
    const { client, names, drawFrame } = await loaded();
    client.emit('trunk.changed', aTrunk('a', { settings: { name: 'Renamed' } }));
    client.emit('trunk.changed', aTrunk('c'));
    drawFrame();
    expect(names()).toEqual(['Renamed', 'Trunk b', 'Trunk c']);
  });

  it('follows the state of one trunk without touching its settings', async () => {
    const { client, store, drawFrame } = await loaded();
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
    drawFrame();
    expect(store.getState().trunks[1]).toEqual(aTrunk('b', { connection: { kind: 'error' }, last }));
    expect(store.getState().trunks[0]).toEqual(aTrunk('a'));
  });

  it('forgets deleted trunks', async () => {
    const { client, names, drawFrame } = await loaded();
    client.emit('trunk.deleted', { ids: [trunkId.parse('a')] });
    drawFrame();
    expect(names()).toEqual(['Trunk b']);
  });

  it('keeps the rate of each trunk, and begins anew after a reconnect', async () => {
    const { client, store, drawFrame } = await loaded();
    client.emit('trunk.rateMeasured', { id: trunkId.parse('a'), messagesPerSecond: 12, queuedCount: 0 });
    drawFrame();
    expect(store.getState().rates).toEqual({ a: 12 });
    client.setStatus('connecting');
    client.setStatus('connected');
    await settled();
    expect(store.getState().rates).toEqual({});
  });

  it('draws once what changes in one frame, however much it is', async () => {
    const { client, store, names, drawFrame } = await loaded();
    let draws = 0;
    store.subscribe(() => (draws += 1));
    for (let at = 0; at < 200; at += 1) {
      client.emit('trunk.changed', aTrunk(`new-${at}`));
      client.emit('trunk.stateChanged', {
        id: trunkId.parse(`new-${at}`),
        connection: { kind: 'error' },
        last: null,
        binds: [],
        throttle: null,
        warnings: [],
      });
    }
    expect(draws).toBe(0);
    drawFrame();
    expect(draws).toBe(1);
    expect(names()).toHaveLength(202);
    expect(store.getState().trunks.at(-1)?.connection).toEqual({ kind: 'error' });
  });

  it('shows what it made before it says so, without waiting for a frame', async () => {
    const { client, store, names } = await loaded();
    const made = aTrunk('c');
    client.answers['trunk.offerDemo'] = () => {
      client.emit('trunk.changed', made);
      return made;
    };
    await store.offerDemo();
    expect(names()).toEqual(['Trunk a', 'Trunk b', 'Trunk c']);
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
