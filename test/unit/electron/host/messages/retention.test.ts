import { afterEach, describe, expect, it } from 'vitest';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const DAY_MS = 24 * 60 * 60_000;

async function pass(harness: ServiceHarness, ms: number): Promise<void> {
  harness.clock.sleep(ms);
  // The next look, which is every half minute.
  await harness.clock.advanceAsync(31_000);
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

const texts = async (harness: ServiceHarness): Promise<string[]> =>
  (await harness.messagesWith('12025550123')).map(({ text }) => text);

describe('what the settings keep', () => {
  it('is everything, unless they say otherwise', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver('old');
    await pass(harness, 400 * DAY_MS);
    expect(await texts(harness)).toEqual(['old']);
  });

  it('by age: what is older goes by itself, and is told', async () => {
    const harness = await new ServiceHarness().start();
    harness.retention = { days: 2, messages: null };
    await harness.deliver('old');
    const [old] = await harness.messagesWith('12025550123');
    await pass(harness, DAY_MS);
    await harness.deliver('newer');
    await pass(harness, DAY_MS);
    expect(await texts(harness)).toEqual(['newer']);
    expect(harness.payloads('message.deleted')).toEqual([{ ids: [old?.id] }]);
    await pass(harness, 2 * DAY_MS);
    expect(await harness.conversations()).toEqual([]);
    expect(harness.payloads('conversation.deleted')).toHaveLength(1);
  });

  it('by count: the newest stay, beyond one piece of deletion', async () => {
    const harness = await new ServiceHarness().start();
    harness.retention = { days: null, messages: 3 };
    for (let number = 1; number <= 600; number += 1) {
      await harness.service.inbound.receive(harness.link.trunkId, 'Demo', harness.deliverSm(String(number)));
      harness.clock.advance(1);
    }
    await pass(harness, 0);
    expect(await texts(harness)).toEqual(['598', '599', '600']);
  });

  it('always what waits to be sent or is in flight', async () => {
    const harness = await new ServiceHarness(undefined, 1).start();
    harness.retention = { days: 1, messages: 1 };
    await harness.submit({ text: 'in flight' });
    await harness.submit({ text: 'queued' });
    await pass(harness, 5 * DAY_MS);
    expect(await texts(harness)).toEqual(['in flight', 'queued']);
    harness.link.accept('A');
    await settle();
    harness.link.accept('B');
    await pass(harness, 0);
    expect(await texts(harness)).toEqual([]);
  });

  it('by count: a receipt without a message goes with the messages of its time', async () => {
    const harness = await new ServiceHarness().start();
    harness.retention = { days: null, messages: 1 };
    await harness.receipt('stranger-1', 'DELIVRD');
    harness.clock.advance(1);
    await harness.deliver('old');
    harness.clock.advance(1);
    await harness.receipt('stranger-2', 'DELIVRD');
    await harness.deliver('newer');
    await pass(harness, 0);
    expect(await texts(harness)).toEqual(['newer']);
    const { receipts } = await harness.store.read('listUnmatchedReceipts', { before: null, limit: 10 });
    expect(receipts.map(({ smscMessageId }) => smscMessageId)).toEqual(['stranger-2']);
  });
});
