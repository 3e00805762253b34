import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_HANDSET_MESSAGES } from '#shared/model/simulator';
import { readUserData } from '#shared/smpp/text/user-data';
import { settle } from '#test/support/fake-clock';
import { bodyOf, SimulatedSmsc, takeDeliveries } from './simulated-smsc';

const HANDSET = '12025550123';

let smsc: SimulatedSmsc;
beforeEach(async () => {
  smsc = new SimulatedSmsc();
  await smsc.start();
});
afterEach(async () => {
  const stopped = smsc.simulator.stop();
  await smsc.clock.advanceAsync(60_000);
  await stopped;
});

const states = (): readonly string[] => smsc.handset.map(({ id, state }) => `${id} ${state}`);

describe('what is typed on a handset', () => {
  it('reaches the ESME and is acknowledged', async () => {
    const esme = await smsc.bound('receiver');
    const typed = smsc.simulator.handsetSend(HANDSET, '4711', 'Grüße, 5 €');
    expect(typed).toMatchObject({ direction: 'sent', handset: HANDSET, peer: '4711', state: 'sending' });
    await settle();
    const [delivery] = takeDeliveries(esme);
    if (delivery === undefined) throw new Error('Nothing came.');
    expect(bodyOf(delivery)).toMatchObject({
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: HANDSET,
      destAddrTon: 3,
      destAddrNpi: 0,
      destinationAddr: '4711',
      esmClass: 0,
      dataCoding: 0,
    });
    expect(readUserData({ ...bodyOf(delivery), tlvs: [] }).text).toBe('Grüße, 5 €');
    await settle();
    expect(states()).toEqual(['1 sending', '1 acknowledged']);
  });

  it('goes out in segments when it is long, and is acknowledged with the last', async () => {
    const esme = await smsc.bound();
    const text = 'Привет! '.repeat(20);
    smsc.simulator.handsetSend(HANDSET, '4711', text);
    await settle();
    const deliveries = takeDeliveries(esme);
    const parts = deliveries.map((delivery) => readUserData({ ...bodyOf(delivery), tlvs: [] }));
    expect(parts.map(({ segment }) => segment?.number)).toEqual([1, 2, 3]);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    await settle();
    expect(states()).toEqual(['1 sending', '1 acknowledged']);
  });

  it('gives every long message a reference of its own', async () => {
    const esme = await smsc.bound();
    smsc.simulator.handsetSend(HANDSET, '4711', 'a'.repeat(200));
    smsc.simulator.handsetSend(HANDSET, '4711', 'b'.repeat(200));
    await settle();
    const references = takeDeliveries(esme).map(
      (delivery) => readUserData({ ...bodyOf(delivery), tlvs: [] }).segment?.reference,
    );
    expect(new Set(references).size).toBe(2);
  });

  it('fails at once when nobody is bound to take it', async () => {
    await smsc.bound('transmitter');
    expect(smsc.simulator.handsetSend(HANDSET, '4711', 'Hello')).toMatchObject({
      state: 'failed',
      reason: 'No ESME is bound as receiver or transceiver, so nobody can take this message.',
    });
    expect(states()).toEqual(['1 sending', '1 failed']);
  });

  it('fails with the ESME’s refusal in words', async () => {
    const esme = await smsc.bound();
    smsc.simulator.handsetSend(HANDSET, '4711', 'a'.repeat(200));
    await settle();
    takeDeliveries(esme, 0x66);
    await settle();
    expect(states()).toEqual(['1 sending', '1 failed']);
    expect(smsc.handset.at(-1)?.reason).toMatch(/^The ESME refused the deliver_sm: .*ESME_RX_R_APPN/);
  });

  it('is tried five times when the ESME asks for patience', async () => {
    const esme = await smsc.bound();
    smsc.simulator.handsetSend(HANDSET, '4711', 'Hello');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await settle();
      expect(takeDeliveries(esme, 0x14)).toHaveLength(1);
      await smsc.clock.advanceAsync(5_000);
    }
    expect(takeDeliveries(esme)).toHaveLength(0);
    expect(smsc.handset.at(-1)).toMatchObject({ state: 'failed' });
  });

  it('fails when the ESME never answers', async () => {
    await smsc.bound();
    smsc.simulator.handsetSend(HANDSET, '4711', 'Hello');
    await smsc.clock.advanceAsync(10_000);
    expect(smsc.handset.at(-1)?.reason).toBe('The ESME did not answer the deliver_sm in time.');
  });

  it('fails when the link breaks', async () => {
    const esme = await smsc.bound();
    smsc.simulator.handsetSend(HANDSET, '4711', 'Hello');
    await settle();
    esme.transport.destroy();
    await settle();
    expect(smsc.handset.at(-1)?.reason).toBe('The link broke before the ESME acknowledged the message.');
  });

  it('fails when the ESME leaves before its window had room', async () => {
    const esme = await smsc.bound();
    for (let count = 0; count <= 100; count += 1) smsc.simulator.handsetSend(HANDSET, '4711', 'Hello');
    await settle();
    expect(esme.received).toHaveLength(100);
    esme.transport.destroy();
    await settle();
    expect(smsc.handset.at(-1)).toMatchObject({
      id: 101,
      state: 'failed',
      reason: 'The ESME unbound before it could take the message.',
    });
  });

  it('refuses what no 255 segments can hold', async () => {
    await smsc.bound();
    expect(smsc.simulator.handsetSend(HANDSET, '4711', 'a'.repeat(40_000))).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('255') as string,
    });
  });
});

describe('the history', () => {
  it('keeps the last 1,000 and counts the others', async () => {
    for (let count = 0; count < MAX_HANDSET_MESSAGES + 3; count += 1) {
      smsc.simulator.handsetSend(HANDSET, '4711', `Hello ${count}`);
    }
    expect(smsc.simulator.messages).toHaveLength(MAX_HANDSET_MESSAGES);
    expect(smsc.simulator.messages[0]?.text).toBe('Hello 3');
    expect(smsc.simulator.droppedMessageCount).toBe(3);
    await settle();
  });
});
