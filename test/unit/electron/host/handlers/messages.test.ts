import { afterEach, describe, expect, it } from 'vitest';
import { createMessageHandlers } from '#electron/host/handlers/messages';
import { contract } from '#shared/contract/index';
import type { ClientContext } from '#shared/rpc/handlers';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from '#test/unit/electron/host/messages/service-harness';

afterEach(assertNoErrors);

const client: ClientContext = { id: 1, emit: () => undefined, onGone: () => undefined };
const { signal } = new AbortController();

describe('the commands of messages', () => {
  it('answer and tell by the contract', async () => {
    const harness = await new ServiceHarness().start();
    const handlers = createMessageHandlers(harness);
    const request = contract['message.submit'].input.parse({
      target: { kind: 'trunk', trunkId: harness.link.trunkId },
      sourceAddress: '4477',
      destinationAddress: '+12025550123',
      text: 'a'.repeat(200),
      isReceiptRequested: true,
    });
    const view = await handlers['message.submit'](request, client, signal);
    expect(contract['message.submit'].output.parse(view)).toEqual(view);

    await settle();
    harness.link.accept('part-1');
    harness.link.accept('part-2');
    await harness.deliver('Hi');
    const list = await handlers['conversation.list'](
      contract['conversation.list'].input.parse({ limit: 10 }),
      client,
      signal,
    );
    expect(contract['conversation.list'].output.parse(list)).toEqual(list);
    const id = list.conversations[0]!.id;
    const page = await handlers['message.list'](
      contract['message.list'].input.parse({ conversationId: id, before: null, limit: 10 }),
      client,
      signal,
    );
    expect(contract['message.list'].output.parse(page)).toEqual(page);
    expect(page.messages.map((message) => message.direction)).toEqual(['mt', 'mo']);
    expect(page.seq).toBe(harness.hub.seq);
    // Around a message: what follows it, nearest first, and whether there is more.
    const [first] = page.messages;
    const after = { createdAtMs: first!.createdAtMs, id: first!.id };
    const next = await handlers['message.list'](
      contract['message.list'].input.parse({ conversationId: id, before: null, after, limit: 10 }),
      client,
      signal,
    );
    expect(next.messages.map((message) => message.direction)).toEqual(['mo']);
    expect(next.hasMore).toBe(false);

    expect(await handlers['conversation.markRead']({ id }, client, signal)).toEqual({});
    await harness.receipt('nobody', 'DELIVRD');
    for (const name of ['message.changed', 'conversation.changed', 'message.receiptUnmatched'] as const) {
      const payloads = harness.payloads(name);
      expect(payloads.length).toBeGreaterThan(0);
      for (const payload of payloads) expect(contract[name].payload.parse(payload)).toEqual(payload);
    }
  });
});
