import { afterEach, describe, expect, it } from 'vitest';
import { settle } from '#test/support/fake-clock';
import type { FakeLink } from './fake-links';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

/** The trunk “Demo”, over which a message leaves, and one more of its group. */
async function start(): Promise<{ harness: ServiceHarness; other: FakeLink }> {
  const harness = await new ServiceHarness().start();
  const other = harness.links.add('Other');
  harness.groups.members.push(harness.link.trunkId, other.trunkId);
  return { harness, other };
}

const unmatched = (harness: ServiceHarness): unknown[] => harness.payloads('message.receiptUnmatched');

describe('a receipt that comes over another trunk of the group', () => {
  it('finds its message, and its history says so', async () => {
    const { harness, other } = await start();
    const view = await harness.submitAccepted(['X']);
    expect(await harness.receiptOver(other, 'X', 'DELIVRD')).toBe(0);
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(unmatched(harness)).toEqual([]);
    const { entries } = await harness.store.read('getHistory', { id: view.id, run: 1 });
    expect(entries.at(-1)?.sentence).toMatch(/^Receipt over Other: id:X /);
  });

  it('is read by the rule of the trunk that sent the message, and another rule is offered for it', async () => {
    const { harness, other } = await start();
    const receiptIds = { conversion: 'response-hex', ignoresPadding: true, ignoresCase: false } as const;
    harness.link.settings = { ...harness.link.settings, receiptIds };
    const view = await harness.submitAccepted(['1f']);
    await harness.receiptOver(other, '0000000031', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptRuleSuggested')).toEqual([]);
    const next = await harness.submitAccepted(['abc']);
    await harness.receiptOver(other, 'ABC', 'DELIVRD');
    expect(harness.latest(next.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptRuleSuggested')).toMatchObject([{ trunkName: 'Demo' }]);
  });

  it('waits for the response that it overtook', async () => {
    const { harness, other } = await start();
    const view = await harness.submit();
    await harness.receiptOver(other, 'FAST', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('sent');
    expect(unmatched(harness)).toEqual([]);
    harness.link.accept('FAST');
    await settle();
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(unmatched(harness)).toEqual([]);
  });

  it('is told as one without a message once nothing of either trunk can be its', async () => {
    const { harness, other } = await start();
    await harness.submit();
    await harness.receiptOver(other, 'STRANGER', 'DELIVRD');
    expect(unmatched(harness)).toEqual([]);
    harness.link.accept('MINE');
    await settle();
    const reason =
      'No message that was sent over this trunk, or another of its groups, has the message_id STRANGER.';
    expect(unmatched(harness)).toMatchObject([{ trunkName: 'Other', smscMessageId: 'STRANGER', reason }]);
  });

  it('is of its own trunk’s message where that has the id too', async () => {
    const { harness, other } = await start();
    const view = await harness.submitAccepted(['X']);
    const own = await harness.submit({ target: { kind: 'trunk', trunkId: other.trunkId } });
    other.accept('X');
    await settle();
    await harness.receiptOver(other, 'X', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('accepted');
    expect(harness.latest(own.id).state).toBe('delivered');
  });

  it.each(['before', 'after'] as const)(
    'is of nobody when the handset is another one, %s the response',
    async (order) => {
      const { harness, other } = await start();
      const view = await harness.submit();
      if (order === 'after') harness.link.accept('X');
      await settle();
      await harness.receiptOver(other, 'X', 'DELIVRD', { sourceAddr: '12025550999' });
      if (order === 'before') harness.link.accept('X');
      await settle();
      expect(harness.latest(view.id).state).toBe('accepted');
    },
  );

  it('matches none of two messages of two other trunks, and that is said', async () => {
    const { harness, other } = await start();
    const third = harness.links.add('Third');
    harness.groups.members.push(third.trunkId);
    const first = await harness.submitAccepted(['X']);
    const second = await harness.submit({ target: { kind: 'trunk', trunkId: third.trunkId } });
    third.accept('X');
    await settle();
    await harness.receiptOver(other, 'X', 'DELIVRD');
    expect(harness.latest(first.id).state).toBe('accepted');
    expect(harness.latest(second.id).state).toBe('accepted');
    const reason =
      'Two messages that wait for a receipt have the message_id X, so it was matched to neither.';
    expect(unmatched(harness)).toMatchObject([{ reason }]);
  });

  it('counts as one under esm_class 0 too', async () => {
    const { harness, other } = await start();
    const view = await harness.submitAccepted(['X']);
    await harness.receiptOver(other, 'X', 'DELIVRD', { esmClass: 0 });
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(await harness.messagesWith('12025550123')).toHaveLength(1);
  });
});
