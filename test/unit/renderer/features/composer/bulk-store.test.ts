import { describe, expect, it } from 'vitest';
import { messageId, trunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { submitManyRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import { FakeClock } from '#test/support/fake-clock';
import { FakeHostClient } from '#test/support/fake-host-client';
import { aMessage } from '#test/support/views';
import { createBulkStore, figuresOf } from '../../../../../renderer/features/composer/bulk/bulk-store';

const { destinations: _none, ...request } = submitManyRequest.parse({
  target: { kind: 'trunk', trunkId: trunkId.parse('t1') },
  sourceAddress: '12025550147',
  destinations: [],
  text: 'Hello',
  isReceiptRequested: true,
});
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => String(12_025_550_000 + index));
/** As if a message were stored for each number, with the number as its id. */
const stored = (destinations: readonly string[]) => ({
  messageIds: destinations.map((each) => messageId.parse(each)),
  refused: [],
});

function bulk() {
  const client = new FakeHostClient({
    'message.submitMany': (input) => stored(input.destinations),
  });
  const store = createBulkStore(client, new FakeClock(), (flush) => flush());
  return { client, store, send: () => store.getState().sends[0] };
}

describe('a send to many', () => {
  it('is handed in piece by piece, each number once', async () => {
    const { client, store, send } = bulk();
    expect(await store.send(request, numbers(1200))).toEqual([]);
    const handed = client.calls.map(({ input }) => (input as { destinations: string[] }).destinations);
    expect(handed.length).toBeGreaterThan(1);
    expect(handed.flat()).toEqual(numbers(1200));
    expect(send()).toMatchObject({ total: 1200, handedIn: 1200, phase: 'following' });
  });

  it('is followed by the ids of its messages, and by no others with the same text and number', async () => {
    const { client, store, send } = bulk();
    await store.send(request, ['12025550101', '12025550102']);
    const tell = (id: string, state: 'queued' | 'delivered' | 'refused') =>
      client.emit(
        'message.changed',
        aMessage(id, { destinationAddress: '12025550101', state, text: 'Hello' }),
      );
    expect(send()?.states).toEqual({ queued: 2 });
    tell('another', 'queued');
    expect(send()?.states).toEqual({ queued: 2 });
    tell('12025550101', 'delivered');
    tell('12025550102', 'refused');
    expect(figuresOf(send()?.states ?? {})).toEqual({
      waiting: 0,
      accepted: 0,
      delivered: 1,
      failed: 1,
      inDoubt: 0,
    });
  });

  it('names whom it did not reach, and why; a send that reached everybody gives way to the next', async () => {
    const { client, store, send } = bulk();
    await store.send(request, ['12025550101', '12025550102', '12025550103']);
    const tell = (id: string, change: Partial<MessageView>) =>
      client.emit('message.changed', aMessage(id, { destinationAddress: id, ...change }));
    tell('12025550101', { state: 'refused', reason: 'There is no such number.' });
    tell('12025550102', { state: 'in-doubt' });
    tell('12025550103', { state: 'delivered' });
    expect(send()?.failures).toEqual([
      { destinationAddress: '12025550101', reason: 'There is no such number.' },
      { destinationAddress: '12025550102', reason: 'In doubt' },
    ]);
    await store.send(request, ['12025550104']);
    tell('12025550104', { state: 'delivered' });
    await store.send(request, ['12025550105']);
    expect(store.getState().sends.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('knows what was told of its messages before the host answered', async () => {
    const { client, store, send } = bulk();
    client.answers['message.submitMany'] = (input) => {
      client.emit('message.changed', aMessage('12025550101', { state: 'accepted' }));
      client.emit('message.changed', aMessage('another', { state: 'accepted' }));
      return stored(input.destinations);
    };
    await store.send(request, ['12025550101', '12025550102']);
    expect(send()?.states).toEqual({ accepted: 1, queued: 1 });
  });

  it('can be stopped: what is left comes back', async () => {
    const { client, store, send } = bulk();
    client.answers['message.submitMany'] = (input) => {
      store.stop(1);
      return stored(input.destinations);
    };
    const refused = await store.send(request, numbers(1200));
    expect(client.calls).toHaveLength(1);
    expect(send()?.phase).toBe('stopped');
    expect(refused.length + (send()?.handedIn ?? 0)).toBe(1200);
  });

  it('is not begun where nothing was taken, and says so where the rest was not', async () => {
    const { client, store, send } = bulk();
    client.answers['message.submitMany'] = () => {
      throw new RpcError('refused', 'A receiver cannot send.');
    };
    await expect(store.send(request, numbers(3))).rejects.toThrow('A receiver cannot send.');
    expect(send()).toBeUndefined();

    let calls = 0;
    client.answers['message.submitMany'] = (input) => {
      calls += 1;
      if (calls > 1) throw new RpcError('refused', 'The trunk was deleted.');
      return stored(input.destinations);
    };
    const refused = await store.send(request, numbers(1200));
    expect(refused[0]?.reason).toBe('The trunk was deleted.');
    expect(send()).toMatchObject({ phase: 'failed', problem: 'The trunk was deleted.' });
  });

  it('is forgotten when it is dismissed', async () => {
    const { client, store } = bulk();
    await store.send(request, numbers(2));
    store.dismiss(1);
    client.emit('message.changed', aMessage('m1', { destinationAddress: '12025550000' }));
    expect(store.getState().sends).toEqual([]);
  });
});
