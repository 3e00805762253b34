import { afterEach, describe, expect, it, vi } from 'vitest';
import { trunkGroupId } from '#shared/model/ids';
import { submitManyRequest } from '#shared/model/submission';
import { trunkGroupView } from '#shared/model/trunk-group';
import { settle } from '#test/support/fake-clock';
import { aTrunk } from '#test/support/views';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const groupId = trunkGroupId.parse('group');

async function rename(harness: ServiceHarness, name: string): Promise<void> {
  harness.link.trunkName = name;
  harness.hub.emit('trunk.changed', aTrunk(harness.link.trunkId, { settings: { name } }));
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

describe('what waits for a trunk that is renamed', () => {
  it('names it as it is called now, and so does its reason; what has left keeps the name', async () => {
    const harness = await new ServiceHarness().start();
    const left = await harness.submitAccepted(['A']);
    harness.link.isLoggedIn = false;
    const waiting = await harness.submit();
    await harness.service.submitter.submitMany(
      submitManyRequest.parse({
        target: { kind: 'trunk', trunkId: harness.link.trunkId },
        sourceAddress: '4477',
        destinations: ['+12025550124', '+12025550125'],
        pdu: 'submit_multi',
        text: 'Together',
        isReceiptRequested: false,
      }),
    );
    await rename(harness, 'Carrier A');
    const renamed = { trunkName: 'Carrier A', reason: 'Waits until Carrier A is logged in.' };
    expect(harness.latest(waiting.id)).toMatchObject(renamed);
    for (const number of ['12025550124', '12025550125']) {
      expect(await harness.messagesWith(number)).toMatchObject([renamed]);
    }
    expect((await harness.messagesWith('12025550123'))[0]).toMatchObject({ id: left.id, trunkName: 'Demo' });
    await rename(harness, 'Carrier B');
    expect(harness.latest(waiting.id).reason).toBe('Waits until Carrier B is logged in.');
  });

  it('however many they are, and in a new run too', async () => {
    const first = await new ServiceHarness().start();
    first.link.isLoggedIn = false;
    for (let number = 1; number <= 1001; number += 1) await first.submit({ text: String(number) });
    await first.service.close();
    const second = new ServiceHarness(first.store);
    second.link.isLoggedIn = false;
    await second.start();
    await rename(second, 'Carrier A');
    const [conversation] = await second.conversations();
    const input = { conversationId: conversation!.id, limit: 2000 };
    await vi.waitFor(async () => {
      const messages = await second.store.read('exportMessages', input);
      const words = messages.map(({ trunkName, reason }) => `${trunkName}: ${reason ?? ''}`);
      expect(words).toHaveLength(1001);
      expect([...new Set(words)]).toEqual(['Carrier A: Waits until Carrier A is logged in.']);
    });
  });

  it('and what waits for a group names the group', async () => {
    const harness = await new ServiceHarness().start();
    harness.groups.members.push(harness.link.trunkId);
    const view = await harness.submit({ target: { kind: 'group', groupId } });
    const settings = { name: 'Europe', mode: 'failover', members: [] };
    harness.hub.emit(
      'trunkGroup.changed',
      trunkGroupView.parse({ id: groupId, settings, carrierId: null, reason: '' }),
    );
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(harness.latest(view.id).trunkName).toBe('Europe');
  });
});
