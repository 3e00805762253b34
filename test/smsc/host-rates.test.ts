import { describe, expect, it } from 'vitest';
import type { MessageView } from '#shared/model/message';
import { numbers, useHostAndSmscs } from './host-and-smscs';

const start = useHostAndSmscs();

describe('a rate for each source address', () => {
  it('holds back what comes from one, lets the others by, and everything leaves in the end', async () => {
    const { host, startSmsc, createTrunk, loggedIn } = await start();
    const smsc = await startSmsc(() => ({ commandStatus: 0 }));
    const trunkId = await createTrunk('Carrier', smsc, { rate: { total: null, perSourceAddress: 10 } });
    await loggedIn(trunkId);
    const accepted: MessageView[] = [];
    const all = new Promise<void>((resolve) => {
      host.host.hub.on('message.changed', (view) => {
        if (view.state === 'accepted') accepted.push(view);
        if (accepted.length === 16) resolve();
      });
    });
    const written = { target: { kind: 'trunk' as const, trunkId }, text: '0', isReceiptRequested: false };
    await host.call('message.submitMany', { ...written, sourceAddress: '4477', destinations: numbers(15) });
    const other = await host.call('message.submit', {
      ...written,
      sourceAddress: '4488',
      destinationAddress: '+12025550123',
    });
    await all;
    // It did not wait for the queue before it.
    expect(accepted.findIndex(({ id }) => id === other.id)).toBeLessThan(10);
  });
});

describe('the rate of a trunk', () => {
  it('lets a submit_multi leave that costs more than a burst, and the long message behind it', async () => {
    const { host, startSmsc, createTrunk, loggedIn } = await start();
    const smsc = await startSmsc(() => ({ commandStatus: 0 }));
    const trunkId = await createTrunk('Carrier', smsc, { rate: { total: 20, perSourceAddress: 15 } });
    await loggedIn(trunkId);
    const accepted = new Set<string>();
    const all = new Promise<void>((resolve) => {
      host.host.hub.on('message.changed', ({ id, state }) => {
        if (state === 'accepted') accepted.add(id);
        if (accepted.size === 16) resolve();
      });
    });
    const written = {
      target: { kind: 'trunk' as const, trunkId },
      sourceAddress: '4477',
      isReceiptRequested: false,
    };
    await host.call('message.submitMany', {
      ...written,
      destinations: numbers(15),
      pdu: 'submit_multi',
      text: '0',
    });
    await host.call('message.submit', {
      ...written,
      destinationAddress: '+12025550123',
      text: '0'.repeat(400),
    });
    await all;
    expect(accepted.size).toBe(16);
  });
});
