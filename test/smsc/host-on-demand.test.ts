import { describe, expect, it } from 'vitest';
import type { SendTarget } from '#shared/model/trunk-group';
import { useHostAndSmscs, type HostAndSmscs } from './host-and-smscs';

const start = useHostAndSmscs();

async function send({ host }: HostAndSmscs, target: SendTarget, text: string): Promise<void> {
  const { id } = await host.call('message.submit', {
    target,
    sourceAddress: '4477',
    destinationAddress: '+12025550123',
    text,
    isReceiptRequested: false,
  });
  await host.until('message.changed', (view) => view.id === id && view.state === 'accepted');
}

describe('a transmitter on demand', () => {
  it.each(['trunk', 'group'] as const)(
    'that is sent to as a %s logs in for the message, sends it once, logs out, and does so again',
    async (kind) => {
      const rig = await start();
      const { host, startSmsc, createTrunk } = rig;
      const smsc = await startSmsc(() => ({ commandStatus: 0 }));
      const trunkId = await createTrunk('Carrier', smsc, {
        bindType: 'transmitter',
        onDemand: { isEnabled: true, idleSeconds: 1 },
      });
      const { id: groupId } = await host.call('trunkGroup.create', {
        settings: { name: 'Carriers', mode: 'failover', members: [{ trunkId, priority: 1, share: 1 }] },
      });
      const target: SendTarget = kind === 'trunk' ? { kind, trunkId } : { kind, groupId };
      expect(smsc.bindCount).toBe(0);
      let loggedOut = 0;
      let onLoggedOut: () => void = () => undefined;
      host.host.hub.on('trunk.stateChanged', ({ id, connection, last }) => {
        if (id !== trunkId || connection.kind !== 'idle' || !(last?.sentence ?? '').startsWith('Logged out'))
          return;
        loggedOut += 1;
        onLoggedOut();
      });
      for (const [index, text] of ['1', '2'].entries()) {
        const isIdle = new Promise<void>((resolve) => (onLoggedOut = resolve));
        await send(rig, target, text);
        await isIdle;
        expect(smsc.bindCount).toBe(index + 1);
      }
      expect([...smsc.seen].slice(1, 3)).toEqual([1, 1]);
      expect(loggedOut).toBe(2);
    },
  );
});
