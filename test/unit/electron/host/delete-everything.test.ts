import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from '#test/support/host';

const WORD = 'unmistakable';
const OWN = '12025550100';
const HANDSET = '12025550123';

let host: TestHost;
afterEach(async () => {
  await host.close();
  expect(host.logged).toEqual([]);
});

/** Files of the store that hold the word, in any of the ways in which a text may stand there. */
function filesWithWord(): string[] {
  return readdirSync(host.dataDir).filter((file) => {
    if (!file.startsWith('messages.sqlite')) return false;
    const octets = readFileSync(join(host.dataDir, file));
    const ways = [
      octets.toString('latin1'),
      octets.toString('utf16le'),
      octets.subarray(1).toString('utf16le'),
    ];
    const hex = Buffer.from(WORD).toString('hex');
    return ways.some((text) => [WORD, hex].some((wanted) => text.toLowerCase().includes(wanted)));
  });
}

describe('“delete everything”', () => {
  it('takes every text out of the file, its log and its search index, and the store works on', async () => {
    host = await startTestHost();
    const later = host.until('trunk.stateChanged', ({ connection }) => connection.kind === 'logged-in');
    const { trunks } = await host.call('trunk.list', {});
    const { id: trunkId } = trunks.find(({ connection }) => connection.kind === 'logged-in') ?? (await later);
    const target = { kind: 'trunk' as const, trunkId };
    await host.call('rule.save', {
      id: null,
      settings: {
        name: 'Later',
        conditions: { text: { kind: 'contains', value: 'typed' } },
        actions: [{ kind: 'answer', text: `An ${WORD} answer`, delaySeconds: 3600 }],
      },
    });
    const sent = await host.call('message.submit', {
      target,
      sourceAddress: OWN,
      destinationAddress: HANDSET,
      text: `An ${WORD} message, sent. `.repeat(10),
      isReceiptRequested: true,
    });
    await host.until('message.changed', ({ id, state }) => id === sent.id && state === 'delivered');
    await host.call('simulator.handsetSend', { handset: HANDSET, to: OWN, text: `An ${WORD} answer, typed` });
    await host.until('message.changed', ({ direction }) => direction === 'mo');
    await host.call('draft.save', { key: 'composer', content: { text: `An ${WORD} draft` } });
    const search = { query: WORD, before: null, conversationId: null, limit: 10 };
    expect((await host.call('message.search', search)).messages).toHaveLength(2);
    expect(filesWithWord()).not.toEqual([]);

    await host.call('rule.delete', { ids: (await host.call('rule.list', {})).rules.map(({ id }) => id) });
    await host.call('message.deleteAll', {});
    expect(filesWithWord()).toEqual([]);
    expect((await host.call('message.search', search)).messages).toEqual([]);
    expect((await host.call('conversation.list', { limit: 10 })).conversations).toEqual([]);
    expect((await host.call('draft.list', {})).drafts).toEqual([]);

    const next = await host.call('message.submit', {
      target,
      sourceAddress: OWN,
      destinationAddress: HANDSET,
      text: 'After it',
      isReceiptRequested: true,
    });
    await host.until('message.changed', ({ id, state }) => id === next.id && state === 'delivered');
    expect((await host.call('message.search', { ...search, query: 'after' })).messages).toHaveLength(1);
    expect(filesWithWord()).toEqual([]);
  });
});
