import { describe, expect, it } from 'vitest';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { useHostAndSmscs, type HostAndSmscs } from './host-and-smscs';

const start = useHostAndSmscs();
const message = {
  sourceAddress: '4477',
  destinationAddress: '+12025550123',
  text: '0',
  isReceiptRequested: false,
};

/** A trunk that nothing answers, so that a message waits for it; the settings to change. */
async function waiting(rig: HostAndSmscs, name: string): Promise<{ id: string; settings: TrunkSettings }> {
  const { host } = rig;
  const settings = trunkSettings.parse({
    name,
    host: '127.0.0.1',
    txPort: 1,
    systemId: 'demo',
    isRetryAutomatic: false,
  });
  const { id } = await host.call('trunk.create', { settings, secrets: { password: 'secret01' } });
  await host.until('trunk.stateChanged', (event) => event.id === id && event.connection.kind === 'error');
  return { id, settings };
}

/** The same trunk as the only member of a group, with a message that waits for the group. */
async function waitingInGroup(rig: HostAndSmscs) {
  const { host } = rig;
  const { id: trunkId } = await waiting(rig, 'Carrier');
  const { id: groupId } = await host.call('trunkGroup.create', {
    settings: { name: 'Carriers', mode: 'failover', members: [{ trunkId, priority: 1, share: 1 }] },
  });
  await host.call('message.submit', { ...message, target: { kind: 'group', groupId } });
  return {
    host,
    trunkId,
    groupId,
    refused: host.until('message.changed', ({ state }) => state === 'refused'),
  };
}

describe('a message waits for a trunk that is edited meanwhile', () => {
  it('to receive only: it is refused with the reason', async () => {
    const rig = await start();
    const { host } = rig;
    const { id, settings } = await waiting(rig, 'Carrier');
    await host.call('message.submit', { ...message, target: { kind: 'trunk', trunkId: id } });
    const refused = host.until('message.changed', ({ state }) => state === 'refused');
    await host.call('trunk.update', { id, settings: { ...settings, bindType: 'receiver' }, secrets: {} });
    expect(await refused).toMatchObject({ reason: expect.stringMatching(/receive/i) as unknown });
  });

  it('to another name and the right port: it leaves once', async () => {
    const rig = await start();
    const { host } = rig;
    const smsc = await rig.startSmsc(() => ({ commandStatus: 0 }));
    const { id, settings } = await waiting(rig, 'Carrier');
    await host.call('message.submit', { ...message, target: { kind: 'trunk', trunkId: id } });
    const accepted = host.until('message.changed', ({ state }) => state === 'accepted');
    await host.call('trunk.update', {
      id,
      settings: { ...settings, name: 'Renamed', txPort: smsc.port },
      secrets: {},
    });
    expect(await accepted).toMatchObject({ trunkId: id });
    expect([...smsc.seen].reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it('in a group that is deleted: it is refused with the reason, though no trunk has room', async () => {
    const { host, groupId, refused } = await waitingInGroup(await start());
    await host.call('trunkGroup.delete', { ids: [groupId] });
    expect(await refused).toMatchObject({ reason: expect.stringContaining('group was deleted') as unknown });
  });

  it('in a group whose only member is deleted: it is refused with the reason', async () => {
    const { host, trunkId, refused } = await waitingInGroup(await start());
    await host.call('trunk.delete', { ids: [trunkId] });
    expect(await refused).toMatchObject({ reason: expect.stringContaining('has no trunks') as unknown });
  });
});
