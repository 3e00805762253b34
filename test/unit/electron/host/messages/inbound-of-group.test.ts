import { afterEach, describe, expect, it } from 'vitest';
import type { FakeLink } from './fake-links';
import { assertNoErrors, gsm7, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

async function start(isGroup: boolean): Promise<{ harness: ServiceHarness; other: FakeLink }> {
  const harness = await new ServiceHarness().start();
  const other = harness.links.add('Other');
  if (isGroup) harness.groups.members.push(harness.link.trunkId, other.trunkId);
  return { harness, other };
}

const part = (number: number, text: string) => Uint8Array.from([5, 0, 3, 7, 3, number, ...gsm7(text)]);
const udh = { esmClass: 0x40 };

describe('a long message whose parts come over two trunks', () => {
  it('is one where they are of one group, in any order, duplicates dropped', async () => {
    const { harness, other } = await start(true);
    await harness.deliver(part(3, 'end'), udh, [], other);
    await harness.deliver(part(1, 'the '), udh);
    await harness.deliver(part(1, 'the '), udh, [], other);
    await harness.deliver(part(2, 'whole '), udh, [], other);
    const messages = await harness.messagesWith('12025550123');
    expect(messages.map(({ text, reason, trunkName }) => [text, reason, trunkName])).toEqual([
      ['the whole end', null, 'Other'],
    ]);
  });

  it('says in its history over which trunk each came', async () => {
    const { harness, other } = await start(true);
    const { inbound } = harness.service;
    const { link } = harness;
    await inbound.receive(link.trunkId, link.trunkName, harness.deliverSm(part(1, 'a'), udh), 1);
    await inbound.receive(other.trunkId, other.trunkName, harness.deliverSm(part(2, 'b'), udh), 2);
    const [message] = await harness.messagesWith('12025550123');
    const { entries } = await harness.store.read('getHistory', { id: message!.id, run: harness.service.run });
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      'Came in over Demo.',
      'Part 1 of 3 came in over Demo.',
      'Part 2 of 3 came in over Other.',
    ]);
  });

  it('is two where they have nothing to do with each other', async () => {
    const { harness, other } = await start(false);
    await harness.deliver(part(1, 'the '), udh);
    await harness.deliver(part(2, 'whole '), udh, [], other);
    expect(await harness.messagesWith('12025550123')).toHaveLength(2);
  });
});
