import { expect, it } from 'vitest';
import { numbers, useHostAndSmscs } from './host-and-smscs';

const start = useHostAndSmscs();
const COUNT = 640;

it('32 parallel binds, the most there may be, all carry, and each message goes once', async () => {
  const rig = await start();
  const { host } = rig;
  const smsc = await rig.startSmsc(() => ({ commandStatus: 0 }));
  const trunkId = await rig.createTrunk('Carrier', smsc, { binds: 32, window: 2 });
  await host.until(
    'trunk.stateChanged',
    ({ id, binds }) =>
      id === trunkId &&
      binds.length === 32 &&
      binds.every(({ connection }) => connection.kind === 'logged-in'),
  );
  expect(smsc.bindCount).toBe(32);
  const accepted = new Set<string>();
  const done = new Promise<void>((resolve) => {
    host.host.hub.on('message.changed', ({ id, state }) => {
      if (state === 'accepted') accepted.add(id);
      if (accepted.size === COUNT) resolve();
    });
  });
  await host.call('message.submitMany', {
    target: { kind: 'trunk', trunkId },
    sourceAddress: '4477',
    destinations: numbers(COUNT),
    text: '0',
    isReceiptRequested: false,
  });
  await done;
  expect(smsc.perConnection).toHaveLength(32);
  expect(smsc.perConnection.reduce((sum, count) => sum + count, 0)).toBe(COUNT);
});

it('a trunk that only receives is passed over in a group, and refuses a send of its own', async () => {
  const rig = await start();
  const { host } = rig;
  const smsc = await rig.startSmsc(() => ({ commandStatus: 0 }));
  const receiverId = await rig.createTrunk('Inbox', smsc, { bindType: 'receiver', rxPort: smsc.port });
  const otherId = await rig.createTrunk('Carrier', smsc);
  await rig.loggedIn(receiverId);
  await rig.loggedIn(otherId);
  const { id: groupId } = await host.call('trunkGroup.create', {
    settings: {
      name: 'Carriers',
      mode: 'failover',
      members: [
        { trunkId: receiverId, priority: 1, share: 1 },
        { trunkId: otherId, priority: 2, share: 1 },
      ],
    },
  });
  const message = {
    sourceAddress: '4477',
    destinationAddress: '+12025550123',
    text: '0',
    isReceiptRequested: false,
  };
  const accepted = host.until('message.changed', ({ state }) => state === 'accepted');
  await host.call('message.submit', { ...message, target: { kind: 'group', groupId } });
  expect(await accepted).toMatchObject({
    trunkId: otherId,
    routeReason: 'Inbox only receives. Next by priority.',
  });
  await expect(
    host.call('message.submit', { ...message, target: { kind: 'trunk', trunkId: receiverId } }),
  ).rejects.toThrow(/receive/i);
});
