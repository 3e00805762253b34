import { describe, expect, it } from 'vitest';
import type { TrunkGroupId } from '#shared/model/ids';
import { aTrunk } from '#test/support/views';
import { down, group, loggedIn, openGroups } from './group-rig';

const throttle = { sinceMs: 0, messagesPerSecond: 10, cause: 'ESME_RTHROTTLED' };

describe('trunk groups', () => {
  it('are created, renamed and deleted, under names of their own', () => {
    const { groups, events } = openGroups();
    const { id } = groups.create(group('failover', ['a'], ['b', 20]));
    expect(() => groups.create({ ...group('failover'), name: 'CARRIERS' })).toThrow(
      'There is already a trunk group named “Carriers”.',
    );
    expect(() => groups.create({ ...group('failover', ['x']), name: 'Other' })).toThrow(
      'does not exist any more',
    );
    expect(groups.update(id, { ...group('failover', ['a']), name: 'Renamed' })).toMatchObject({
      settings: { name: 'Renamed' },
      carrierId: 'a',
    });
    expect(groups.nameOf(id)).toBe('Renamed');
    groups.delete([id]);
    expect(groups.list()).toEqual([]);
    expect(groups.choose(id)).toBeNull();
    expect(() => groups.update(id, group('failover'))).toThrow('does not exist any more');
    expect(() => groups.delete([id])).toThrow('does not exist any more');
    expect(events.map(({ name }) => name)).toEqual([
      'trunkGroup.changed',
      'trunkGroup.changed',
      'trunkGroup.deleted',
    ]);
  });

  it('name the other trunks of the groups that a trunk is in, each once', () => {
    const { groups } = openGroups();
    groups.create({ ...group('failover', ['a'], ['b', 20]), name: 'One' });
    groups.create({ ...group('failover', ['b'], ['a', 20], ['c', 30]), name: 'Two' });
    expect(new Set(groups.matesOf(aTrunk('a').id))).toEqual(new Set(['b', 'c']));
    expect(groups.matesOf(aTrunk('a').id)).toHaveLength(2);
    expect(groups.matesOf(aTrunk('other').id)).toEqual([]);
  });

  it('choose the lowest number, the next while it is down, and hand back', () => {
    const { groups, change, events } = openGroups();
    const { id } = groups.create(group('failover', ['b', 20], ['a', 5], ['c', 30]));
    expect(groups.choose(id)).toEqual({ kind: 'carrier', trunkId: 'a', reason: 'First by priority.' });
    change('a', { connection: down });
    const next = { trunkId: 'b', reason: 'Trunk a is down. Next by priority.' };
    expect(groups.choose(id)).toEqual({ kind: 'carrier', ...next });
    expect(groups.list()).toMatchObject([{ carrierId: 'b', reason: next.reason }]);
    change('b', { connection: { kind: 'idle' } });
    expect(groups.choose(id)).toMatchObject({
      trunkId: 'c',
      reason: 'Trunk a is down, Trunk b is down. Next by priority.',
    });
    change('a', { connection: loggedIn });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'a' });
    const carriers = events.map(({ payload }) => (payload as { carrierId: string }).carrierId);
    expect(carriers).toEqual(['a', 'b', 'c', 'a']);
  });

  it('tell who waits when the carrier changes, and only then', () => {
    const { groups, change } = openGroups();
    const told: TrunkGroupId[] = [];
    groups.onChanged((id) => told.push(id));
    const { id } = groups.create(group('failover', ['a'], ['b', 20]));
    change('c', { connection: down });
    change('b', { connection: down });
    expect(told).toEqual([id]);
    change('a', { connection: down });
    change('a', { connection: loggedIn });
    expect(told).toEqual([id, id, id]);
  });

  it('pass a trunk over while it is throttled beyond its queue, with a margin on the way back', () => {
    const { groups, change } = openGroups();
    const { id } = groups.create(group('failover', ['a'], ['b', 20]));
    change('a', { throttle, queuedCount: 300 });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'a' });
    // The choice itself made the queue longer than 30 seconds.
    expect(groups.choose(id)).toMatchObject({
      trunkId: 'b',
      reason: 'Trunk a is throttled and has a long queue. Next by priority.',
    });
    change('a', { throttle, queuedCount: 200 });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'b' });
    change('a', { throttle, queuedCount: 100 });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'a' });
    change('a', { throttle, queuedCount: 5000 });
    change('b', { connection: down });
    expect(groups.choose(id)).toMatchObject({
      trunkId: 'a',
      reason: 'All that are up are throttled; first by priority.',
    });
    change('a', { throttle: null, queuedCount: 5000 });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'a', reason: 'First by priority.' });
  });

  it('count what waits in the group as the queue of a throttled trunk, and tell when it changes the carrier', () => {
    const { groups, change } = openGroups();
    const { id } = groups.create(group('failover', ['a'], ['b', 20]));
    const other = groups.create({ ...group('failover', ['a'], ['b', 20]), name: 'Others' });
    const carrier = (of: typeof id) => groups.list().find((view) => view.id === of)?.carrierId;
    change('a', { throttle, queuedCount: 10 });
    const told: string[] = [];
    groups.onChanged((changed) => told.push(changed));
    groups.reportQueued(id, 300);
    expect([carrier(id), carrier(other.id)]).toEqual(['b', 'a']);
    expect(told).toEqual([id]);
    // Each that is given to the next one leaves the group's queue.
    for (let given = 0; given < 210; given += 1) expect(groups.choose(id)).toMatchObject({ trunkId: 'b' });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'a' });
    groups.reportQueued(id, 0);
    expect(carrier(id)).toBe('a');
    // A queue alone is no reason.
    change('a', { throttle: null });
    groups.reportQueued(id, 100_000);
    expect(carrier(id)).toBe('a');
  });

  it('pass over a trunk that may not carry the message, and refuse what none may', () => {
    const { groups } = openGroups();
    const { id } = groups.create(group('failover', ['a'], ['b', 20]));
    expect(groups.choose(id, (trunk) => (trunk === 'a' ? 'Not from this number.' : null))).toMatchObject({
      trunkId: 'b',
      reason: 'Trunk a may not carry this message. Next by priority.',
    });
    expect(groups.choose(id, () => 'Not from this number.')).toEqual({
      kind: 'none',
      waitsForId: null,
      sentence: 'Not from this number.',
    });
  });

  it('wait for the first by priority while all are down', () => {
    const { groups, change, disable } = openGroups();
    const { id } = groups.create(group('failover', ['c'], ['b', 20], ['a', 30]));
    for (const each of ['a', 'b']) change(each, { connection: down });
    disable('c');
    expect(groups.choose(id)).toEqual({
      kind: 'none',
      waitsForId: 'b',
      sentence: 'No trunk of Carriers is logged in; the message waits for the first that is.',
    });
    disable('b');
    expect(groups.choose(id)).toMatchObject({
      waitsForId: 'a',
      sentence: 'Trunk a is down; the message waits for it.',
    });
    disable('a');
    expect(groups.choose(id)).toMatchObject({
      waitsForId: null,
      sentence:
        'No trunk of Carriers can send: Trunk c is disabled, Trunk b is disabled, Trunk a is disabled. Enable one, or add another.',
    });
    expect(groups.list()).toMatchObject([{ carrierId: null }]);
    const { id: empty } = groups.create({ ...group('failover'), name: 'Empty' });
    expect(groups.choose(empty)).toMatchObject({
      waitsForId: null,
      sentence: 'Empty has no trunks. Add one to it.',
    });
  });

  it('never choose a receiver; a transmitter on demand carries while it is idle; of a pair the transmitter counts', () => {
    const { groups, change } = openGroups();
    const { id } = groups.create(group('failover', ['a'], ['b', 20], ['c', 30]));
    const bind = { last: null, port: 'open' as const, target: '' };
    const receiver = { index: 1, role: 'receiver' as const, connection: loggedIn, ...bind };
    const transmitter = { index: 0, role: 'transmitter' as const, connection: down, ...bind };
    change('a', aTrunk('a', { settings: { bindType: 'receiver' }, connection: loggedIn }));
    change(
      'b',
      aTrunk('b', { settings: { bindType: 'pair' }, connection: loggedIn, binds: [transmitter, receiver] }),
    );
    expect(groups.choose(id)).toMatchObject({ trunkId: 'c' });
    change('b', aTrunk('b', { settings: { bindType: 'transmitter' } }));
    expect(groups.choose(id)).toMatchObject({
      trunkId: 'b',
      reason: 'Trunk a only receives. Next by priority.',
    });
    change('b', aTrunk('b', { settings: { bindType: 'transmitter', onDemand: { isEnabled: false } } }));
    expect(groups.choose(id)).toMatchObject({ trunkId: 'c' });
  });

  it('share by load among the lowest priority that is up, and say so', () => {
    const { groups, change } = openGroups();
    const { id } = groups.create(group('load-balancing', ['a', 10, 3], ['b', 10, 1], ['c', 20, 1]));
    expect(groups.list()).toMatchObject([
      { carrierId: 'a', reason: 'Shared by load: Trunk a 3, Trunk b 1.' },
    ]);
    expect(groups.choose(id)).toMatchObject({
      trunkId: 'a',
      reason: 'By load: share 3 of 4 at priority 10.',
    });
    change('b', { connection: down });
    expect(groups.choose(id)).toMatchObject({ trunkId: 'a', reason: 'The only one up at priority 10.' });
    change('a', { connection: down });
    expect(groups.choose(id)).toMatchObject({
      trunkId: 'c',
      reason: 'Trunk a is down, Trunk b is down. The only one up at priority 20.',
    });
  });

  it('keep the turn of a trunk without room, and count nothing for it', () => {
    const { groups, change } = openGroups();
    const { id } = groups.create(group('load-balancing', ['a', 10, 3], ['b', 10, 1]));
    const choose = (hasRoom: boolean) => {
      const choice = groups.choose(id, undefined, () => hasRoom);
      return choice?.kind === 'carrier' ? choice.trunkId : null;
    };
    // Each is asked for in vain as often as not.
    const carried = Array.from({ length: 40 }, (_, index) => {
      const wanted = choose(false);
      if (index % 2 === 0) expect(choose(false)).toBe(wanted);
      expect(choose(true)).toBe(wanted);
      return wanted;
    });
    expect(carried.filter((trunk) => trunk === 'a')).toHaveLength(30);
    const other = groups.create({ ...group('failover', ['a'], ['b', 20]), name: 'Others' });
    change('a', { throttle, queuedCount: 300 });
    for (let count = 0; count < 3; count += 1) groups.choose(other.id, undefined, () => false);
    // Nothing was given to it: its queue is no longer than 30 seconds yet.
    expect(groups.choose(other.id)).toMatchObject({ trunkId: 'a' });
  });

  it('lose a member whose trunk is deleted', () => {
    const { groups, store, views, hub, events } = openGroups();
    const { id } = groups.create(group('failover', ['a'], ['b', 20]));
    views.delete('a');
    store.saveGroup({ id, settings: group('failover', ['b', 20]) });
    hub.emit('trunk.deleted', { ids: [aTrunk('a').id] });
    expect(events.at(-1)).toMatchObject({
      name: 'trunkGroup.changed',
      payload: { carrierId: 'b', settings: { members: [{ trunkId: 'b' }] } },
    });
  });
});
