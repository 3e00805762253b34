import { describe, expect, it } from 'vitest';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import type { Verdict } from './counting-smsc';
import { numbers, useHostAndSmscs, type HostAndSmscs } from './host-and-smscs';

const ACCEPTED: Verdict = { commandStatus: 0 };
const THROTTLED: Verdict = { commandStatus: 0x58 };

const start = useHostAndSmscs();

/** [trunk, priority, share] */
type Member = readonly [TrunkId, number, number];

async function createGroup(
  { host, loggedIn }: HostAndSmscs,
  mode: 'failover' | 'load-balancing',
  ...members: readonly Member[]
): Promise<TrunkGroupId> {
  for (const [trunkId] of members) await loggedIn(trunkId);
  const { id } = await host.call('trunkGroup.create', {
    settings: {
      name: 'Carriers',
      mode,
      members: members.map(([trunkId, priority, share]) => ({ trunkId, priority, share })),
    },
  });
  return id;
}

/** Sends so many messages to the group and resolves with those that were accepted, once there are `enough`. */
async function send(
  { host }: HostAndSmscs,
  groupId: TrunkGroupId,
  { count, enough }: { readonly count: number; readonly enough: number },
): Promise<MessageView[]> {
  const accepted = new Map<string, MessageView>();
  const done = new Promise<void>((resolve) => {
    host.host.hub.on('message.changed', (view) => {
      if (view.state === 'accepted') accepted.set(view.id, view);
      if (accepted.size >= enough) resolve();
    });
  });
  await host.call('message.submitMany', {
    target: { kind: 'group', groupId },
    sourceAddress: '4477',
    destinations: numbers(count),
    text: '0',
    isReceiptRequested: false,
  });
  await done;
  return [...accepted.values()];
}

const over = (views: readonly MessageView[], id: TrunkId): MessageView[] =>
  views.filter(({ trunkId }) => trunkId === id);
const reasonsOf = (views: readonly MessageView[]): (string | null)[] => [
  ...new Set(views.map(({ routeReason }) => routeReason)),
];

describe('a group over two SMSCs', () => {
  it('sends over the next trunk while the first is throttled beyond its queue, and each message says why', async () => {
    const rig = await start();
    // One in five is taken: slow, and not nothing.
    const slow = await rig.startSmsc((_, count) => (count % 5 === 0 ? ACCEPTED : THROTTLED));
    const quick = await rig.startSmsc(() => ACCEPTED);
    const slowId = await rig.createTrunk('Slow', slow);
    const quickId = await rig.createTrunk('Quick', quick);
    const groupId = await createGroup(rig, 'failover', [slowId, 1, 1], [quickId, 2, 1]);
    const views = await send(rig, groupId, { count: 1000, enough: 900 });
    expect(reasonsOf(over(views, quickId))).toEqual([
      'Slow is throttled and has a long queue. Next by priority.',
    ]);
    expect(over(views, quickId).length).toBeGreaterThan(800);
    expect(reasonsOf(over(views, slowId))).toEqual(['First by priority.']);
  });

  it('goes on over the next trunk when the first SMSC dies in the middle, and nothing goes twice', async () => {
    const rig = await start();
    const first = await rig.startSmsc((_, count) => (count > 300 ? 'reset' : ACCEPTED));
    const next = await rig.startSmsc(() => ACCEPTED);
    const firstId = await rig.createTrunk('First', first, { isRetryAutomatic: false });
    const nextId = await rig.createTrunk('Next', next);
    const groupId = await createGroup(rig, 'failover', [firstId, 1, 1], [nextId, 2, 1]);
    // What was in flight on the first is in doubt, and stays there.
    const views = await send(rig, groupId, { count: 1000, enough: 1000 - 10 });
    expect(over(views, firstId).length).toBeGreaterThanOrEqual(300 - 10);
    expect(reasonsOf(over(views, nextId))).toEqual(['First is down. Next by priority.']);
    const carried = [...first.perConnection, ...next.perConnection].reduce((sum, count) => sum + count, 0);
    expect(carried).toBeLessThanOrEqual(1000);
  });

  it('shares by load among trunks of the same priority', async () => {
    const rig = await start();
    const judge = (): Verdict => ACCEPTED;
    const oneId = await rig.createTrunk('One', await rig.startSmsc(judge));
    const otherId = await rig.createTrunk('Other', await rig.startSmsc(judge));
    const groupId = await createGroup(rig, 'load-balancing', [oneId, 1, 3], [otherId, 1, 1]);
    const views = await send(rig, groupId, { count: 1000, enough: 1000 });
    // A window that is full keeps its turn: exactly three of four, however quick each SMSC is.
    expect(over(views, oneId)).toHaveLength(750);
    expect(reasonsOf(over(views, otherId))).toEqual(['By load: share 1 of 4 at priority 1.']);
  });
});
