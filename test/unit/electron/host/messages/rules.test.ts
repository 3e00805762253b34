import { afterEach, describe, expect, it } from 'vitest';
import { MAX_AUTOMATIC } from '#electron/host/messages/rule-runner';
import { ruleSet } from '#shared/model/rule';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

function use(harness: ServiceHarness, mode: 'first' | 'all', ...settings: object[]): void {
  const rules = settings.map((each, index) => ({ id: `r${index}`, settings: each }));
  harness.service.rules.use(ruleSet.parse({ mode, rules }));
}

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

const sent = (harness: ServiceHarness): string[] =>
  harness.link.left.map((body) => `${body.destinationAddr}: ${String.fromCharCode(...body.shortMessage)}`);

describe('an inbound rule', () => {
  it('labels, marks as spam and tells, of the first that matches only', async () => {
    const harness = await new ServiceHarness().start();
    use(
      harness,
      'first',
      { name: 'Off', isEnabled: false, actions: [{ kind: 'spam' }] },
      {
        name: 'Stop',
        conditions: { text: { kind: 'pattern', value: '^stop\\b' } },
        actions: [{ kind: 'label', label: 'Opt-out' }, { kind: 'notify' }],
      },
      { name: 'Rest', actions: [{ kind: 'spam' }] },
    );
    await harness.deliver('Stop please');
    await quiet();
    expect(await harness.conversations()).toMatchObject([{ labels: ['Opt-out'], isSpam: false }]);
    expect(harness.payloads('rule.notified')).toMatchObject([{ ruleName: 'Stop', text: 'Stop please' }]);
  });

  it('answers after its delay, back the way the message came', async () => {
    const harness = await new ServiceHarness().start();
    use(harness, 'all', { name: 'Auto', actions: [{ kind: 'answer', text: 'Thanks', delaySeconds: 30 }] });
    await harness.deliver('Hi');
    await quiet();
    expect(sent(harness)).toEqual([]);
    await harness.clock.advanceAsync(30_000);
    await quiet();
    expect(sent(harness)).toEqual(['12025550123: Thanks']);
    expect(harness.link.left[0]?.sourceAddr).toBe('4477');
  });

  it('answers once, although the host was closed during the delay', async () => {
    const first = await new ServiceHarness().start();
    use(first, 'all', { name: 'Auto', actions: [{ kind: 'answer', text: 'Thanks', delaySeconds: 30 }] });
    await first.deliver('Hi');
    await quiet();
    await first.service.close();
    await first.clock.advanceAsync(60_000);
    expect(sent(first)).toEqual([]);

    const second = await new ServiceHarness(first.store).start();
    await second.clock.advanceAsync(29_999);
    await quiet();
    expect(sent(second)).toEqual([]);
    await second.clock.advanceAsync(1);
    await quiet();
    expect(sent(second)).toEqual(['12025550123: Thanks']);
    await second.service.close();

    const third = await new ServiceHarness(first.store).start();
    third.link.isLoggedIn = false;
    await third.clock.advanceAsync(60_000);
    await quiet();
    expect(sent(third)).toEqual([]);
  });

  it('says why a waiting answer was not sent, and forgets it', async () => {
    const harness = await new ServiceHarness().start();
    use(harness, 'all', { name: 'Auto', actions: [{ kind: 'answer', text: 'Thanks', delaySeconds: 30 }] });
    await harness.deliver('Hi');
    await quiet();
    harness.link.settings = { ...harness.link.settings, bindType: 'receiver' };
    await harness.clock.advanceAsync(30_000);
    await quiet();
    expect(await harness.store.read('listAnswers', null)).toEqual([]);
    const [message] = await harness.messagesWith('12025550123');
    if (message === undefined) throw new Error('Nothing came in.');
    const { entries } = await harness.store.read('getHistory', { id: message.id, run: 1 });
    expect(entries.at(-1)?.sentence).toContain('“Auto” could not send: Demo is bound as a receiver');
  });

  it.each(['message', 'everything'] as const)(
    'sends no waiting answer after %s was deleted',
    async (what) => {
      const harness = await new ServiceHarness().start();
      use(harness, 'all', { name: 'Auto', actions: [{ kind: 'answer', text: 'Thanks', delaySeconds: 30 }] });
      await harness.deliver('Hi');
      await quiet();
      const [message] = await harness.messagesWith('12025550123');
      if (what === 'message') await harness.store.write('deleteMessages', { ids: [message!.id] });
      else await harness.store.wipe();
      await harness.clock.advanceAsync(120_000);
      await quiet();
      expect(sent(harness)).toEqual([]);
      expect(await harness.conversations()).toEqual([]);
    },
  );

  it('forwards through the trunk that it names', async () => {
    const harness = await new ServiceHarness().start();
    const other = harness.links.add('Other');
    const target = { kind: 'trunk', trunkId: other.trunkId };
    use(harness, 'all', {
      name: 'On',
      actions: [{ kind: 'forward', destinationAddress: '+37060000001', target }],
    });
    await harness.deliver('Pass this on');
    await quiet();
    expect(other.left.map((body) => body.destinationAddr)).toEqual(['37060000001']);
    expect(sent(harness)).toEqual([]);
  });

  it('stops two answering machines, says so once they go too far, and goes on a minute later', async () => {
    const harness = await new ServiceHarness().start();
    use(harness, 'all', { name: 'Auto', actions: [{ kind: 'answer', text: 'Thanks' }] });
    for (let count = 0; count < MAX_AUTOMATIC + 2; count += 1) {
      await harness.deliver(`Auto reply ${count}`);
      await quiet();
      if (harness.link.outstanding.length > 0) harness.link.accept(`id-${count}`);
      await quiet();
    }
    expect(sent(harness)).toHaveLength(MAX_AUTOMATIC);
    const sentence =
      `“Auto” did not answer: ${MAX_AUTOMATIC} automatic messages in a minute are the most in one conversation, ` +
      'so that two answering machines do not go on for ever.';
    expect(harness.payloads('rule.limitReached')).toMatchObject([
      { ruleName: 'Auto', sentence },
      { ruleName: 'Auto', sentence },
    ]);
    const last = (await harness.messagesWith('12025550123')).findLast(({ direction }) => direction === 'mo');
    const { entries } = await harness.store.read('getHistory', { id: last!.id, run: harness.service.run });
    expect(entries.at(-1)).toMatchObject({ kind: 'note', sentence });
    await harness.clock.advanceAsync(60_000);
    await harness.deliver('Later');
    await quiet();
    expect(sent(harness)).toHaveLength(MAX_AUTOMATIC + 1);
  });

  it('acts once on a message of several parts, when it is whole', async () => {
    const harness = await new ServiceHarness().start();
    use(harness, 'all', { name: 'Auto', actions: [{ kind: 'answer', text: 'Got it' }] });
    const part = (number: number, text: string): Uint8Array =>
      Uint8Array.from([5, 0, 3, 9, 2, number, ...Buffer.from(text)]);
    await harness.deliver(part(2, 'two'), { esmClass: 0x40 });
    await quiet();
    expect(sent(harness)).toEqual([]);
    await harness.deliver(part(1, 'one '), { esmClass: 0x40 });
    await harness.deliver(part(1, 'one '), { esmClass: 0x40 });
    await quiet();
    expect(sent(harness)).toEqual(['12025550123: Got it']);
  });
});
