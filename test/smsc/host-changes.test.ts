import { describe, expect, it } from 'vitest';
import type { MessageState, MessageView } from '#shared/model/message';
import { numbers, useHostAndSmscs, type HostAndSmscs } from './host-and-smscs';
import type { SendTarget } from '#shared/model/trunk-group';

const TOTAL = 400;
const final: readonly MessageState[] = ['accepted', 'refused', 'in-doubt'];

const start = useHostAndSmscs();

/** Sends to many, and tells how each ended once all have; `onAccepted` hears of each that was accepted meanwhile. */
async function sendMany(
  { host }: HostAndSmscs,
  target: SendTarget,
  onAccepted: (count: number, view: MessageView) => void,
): Promise<readonly MessageView[]> {
  const ended = new Map<string, MessageView>();
  const done = new Promise<void>((resolve) => {
    host.host.hub.on('message.changed', (view) => {
      if (!final.includes(view.state) || ended.has(view.id)) return;
      ended.set(view.id, view);
      if (view.state === 'accepted') onAccepted(ended.size, view);
      if (ended.size === TOTAL) resolve();
    });
  });
  await host.call('message.submitMany', {
    target,
    sourceAddress: '4477',
    destinations: numbers(TOTAL),
    text: '0',
    isReceiptRequested: false,
  });
  await done;
  return [...ended.values()];
}

const countOf = (views: readonly MessageView[], state: MessageState): number =>
  views.filter((view) => view.state === state).length;

describe('in the middle of a bulk', () => {
  it('a trunk is disabled and enabled again: everything leaves once', async () => {
    const rig = await start();
    const { host } = rig;
    let came = 0;
    const smsc = await rig.startSmsc(() => {
      came += 1;
      return { commandStatus: 0 };
    });
    const trunkId = await rig.createTrunk('Carrier', smsc);
    await rig.loggedIn(trunkId);
    let hasChanged = false;
    const views = await sendMany(rig, { kind: 'trunk', trunkId }, (count) => {
      if (hasChanged || count < 50) return;
      hasChanged = true;
      void host
        .call('trunk.setEnabled', { ids: [trunkId], isEnabled: false })
        .then(() => host.call('trunk.setEnabled', { ids: [trunkId], isEnabled: true }));
    });
    expect(hasChanged).toBe(true);
    expect(countOf(views, 'accepted')).toBe(TOTAL);
    expect(came).toBe(TOTAL);
    expect(smsc.bindCount).toBe(2);
  });

  it('a trunk is deleted: what waited is refused and says so, and none is lost', async () => {
    const rig = await start();
    const smsc = await rig.startSmsc(() => ({ commandStatus: 0 }));
    const trunkId = await rig.createTrunk('Carrier', smsc);
    await rig.loggedIn(trunkId);
    let isDeleted = false;
    const views = await sendMany(rig, { kind: 'trunk', trunkId }, (count) => {
      if (isDeleted || count < 50) return;
      isDeleted = true;
      void rig.host.call('trunk.delete', { ids: [trunkId] });
    });
    const refused = views.filter(({ state }) => state === 'refused');
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ reason }) => reason)).size).toBe(1);
    expect(refused[0]?.reason).toMatch(/deleted/);
    expect(countOf(views, 'in-doubt')).toBe(0);
  });

  it('the first trunk of a group goes away and comes back: it carries again', async () => {
    const rig = await start();
    const { host } = rig;
    const first = await rig.startSmsc(() => ({ commandStatus: 0 }));
    const next = await rig.startSmsc(() => ({ commandStatus: 0 }));
    // Slow, so that there is something left when the first goes away, and when it is back.
    const firstId = await rig.createTrunk('First', first, { rate: { total: 200, perSourceAddress: null } });
    const nextId = await rig.createTrunk('Next', next, { rate: { total: 100, perSourceAddress: null } });
    await rig.loggedIn(firstId);
    await rig.loggedIn(nextId);
    const { id: groupId } = await host.call('trunkGroup.create', {
      settings: {
        name: 'Carriers',
        mode: 'failover',
        members: [
          { trunkId: firstId, priority: 1, share: 1 },
          { trunkId: nextId, priority: 2, share: 1 },
        ],
      },
    });
    let carriedByNext = 0;
    const views = await sendMany(rig, { kind: 'group', groupId }, (count, { trunkId }) => {
      if (count === 100) void host.call('trunk.unbind', { ids: [firstId] });
      if (trunkId !== nextId) return;
      carriedByNext += 1;
      if (carriedByNext === 20) void host.call('trunk.bind', { ids: [firstId] });
    });
    expect(countOf(views, 'accepted')).toBe(TOTAL);
    const carriers = views.map(({ trunkId }) => trunkId);
    expect(carriers.slice(0, 90)).toEqual(Array.from({ length: 90 }, () => firstId));
    expect(carriers).toContain(nextId);
    expect(carriers.at(-1)).toBe(firstId);
    expect(views.at(-1)?.routeReason).toBe('First by priority.');
  });
});
