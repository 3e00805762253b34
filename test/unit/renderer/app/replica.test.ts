import { describe, expect, it } from 'vitest';
import type { TrunkView } from '#shared/model/trunk-view';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { aTrunk } from '#test/support/views';
import { startReplica } from '../../../../renderer/app/replica';

/** A replica that writes down, in order, what it is given; its snapshot is answered when the test says so. */
function replica(client: FakeHostClient) {
  const seen: string[] = [];
  const snapshots: ((snapshot: { seq: number; trunks: TrunkView[] }) => void)[] = [];
  client.answers['trunk.list'] = () => new Promise((answer) => snapshots.push(answer));
  const stop = startReplica(client, {
    load: () => client.call('trunk.list', {}),
    applySnapshot: ({ trunks }) => seen.push(`snapshot of ${trunks.length}`),
    listen: (on) => on('trunk.changed', ({ id }) => seen.push(`changed ${id}`)),
    onProblem: (sentence) => seen.push(`problem: ${sentence}`),
  });
  return { seen, snapshots, stop };
}

describe('startReplica', () => {
  it('replays what came while the snapshot was loading and is later than it', async () => {
    const client = new FakeHostClient();
    const { seen, snapshots } = replica(client);
    client.emit('trunk.changed', aTrunk('included'));
    client.emit('trunk.changed', aTrunk('later'));
    expect(seen).toEqual([]);
    snapshots[0]!({ seq: 1, trunks: [aTrunk('included')] });
    await settled();
    expect(seen).toEqual(['snapshot of 1', 'changed later']);
  });

  it('ignores an event that arrives after the snapshot which already includes it', async () => {
    const client = new FakeHostClient();
    const { seen, snapshots } = replica(client);
    snapshots[0]!({ seq: 1, trunks: [] });
    await settled();
    client.emit('trunk.changed', aTrunk('first'));
    client.emit('trunk.changed', aTrunk('second'));
    expect(seen).toEqual(['snapshot of 0', 'changed second']);
  });

  it('loads again when the host is connected anew, and drops the answer of the load before', async () => {
    const client = new FakeHostClient();
    const { seen, snapshots } = replica(client);
    client.setStatus('connecting');
    client.setStatus('connected');
    snapshots[1]!({ seq: 0, trunks: [aTrunk('a'), aTrunk('b')] });
    snapshots[0]!({ seq: 0, trunks: [] });
    await settled();
    expect(seen).toEqual(['snapshot of 2']);
  });

  it('counts from the beginning after a reconnect to a host that was started anew', async () => {
    const client = new FakeHostClient();
    const { seen, snapshots } = replica(client);
    snapshots[0]!({ seq: 500, trunks: [] });
    await settled();
    client.setStatus('connecting');
    client.setStatus('connected');
    snapshots[1]!({ seq: 0, trunks: [] });
    await settled();
    client.emit('trunk.changed', aTrunk('fresh'));
    expect(seen).toEqual(['snapshot of 0', 'snapshot of 0', 'changed fresh']);
  });

  it('waits for the first connection', () => {
    const client = new FakeHostClient();
    client.setStatus('connecting');
    const { snapshots } = replica(client);
    expect(snapshots).toHaveLength(0);
    client.setStatus('connected');
    expect(snapshots).toHaveLength(1);
  });

  it('tells why a snapshot could not be had', async () => {
    const client = new FakeHostClient();
    const seen: string[] = [];
    startReplica(client, {
      load: () => client.call('trunk.list', {}),
      applySnapshot: () => undefined,
      listen: () => undefined,
      onProblem: (sentence) => seen.push(sentence),
    });
    await settled();
    expect(seen).toEqual(['The test answers no trunk.list.']);
  });

  it('hears nothing more once stopped', () => {
    const client = new FakeHostClient();
    const { stop } = replica(client);
    expect(client.listenerCount).toBe(2);
    stop();
    expect(client.listenerCount).toBe(0);
  });
});
