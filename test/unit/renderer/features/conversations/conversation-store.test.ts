import { describe, expect, it } from 'vitest';
import { conversationId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { aConversation, aMessage } from '#test/support/views';
import { createConversationStore } from '../../../../../renderer/features/conversations/conversation-store';

const c1 = conversationId.parse('c1');

interface Page {
  readonly seq: number;
  readonly messages: MessageView[];
  readonly hasMore: boolean;
}

async function loaded(page: Page | (() => Promise<Page>) = { seq: 0, messages: [], hasMore: false }) {
  const client: FakeHostClient = new FakeHostClient({
    'conversation.list': () => ({
      seq: client.seq,
      conversations: [aConversation('c1', { lastAtMs: 10 }), aConversation('c2', { lastAtMs: 20 })],
    }),
    'message.list': () => (typeof page === 'function' ? page() : page),
  });
  const store = createConversationStore(client, { schedule: (flush) => flush() });
  await settled();
  return {
    client,
    store,
    ids: () => store.getState().conversations.map((each) => each.id),
    texts: () => store.getState().threads[c1]?.messages.map((message) => `${message.id} ${message.state}`),
  };
}

describe('the conversation store', () => {
  it('lists the one with the latest message first, and moves a changed one', async () => {
    const { client, ids } = await loaded();
    expect(ids()).toEqual(['c2', 'c1']);
    client.emit('conversation.changed', aConversation('c1', { lastAtMs: 30 }));
    client.emit('conversation.changed', aConversation('c3', { lastAtMs: 25 }));
    expect(ids()).toEqual(['c1', 'c3', 'c2']);
  });

  it('loads a thread once, oldest first', async () => {
    const { client, store, texts } = await loaded({
      seq: 0,
      messages: [aMessage('m2', { createdAtMs: 2 }), aMessage('m1', { createdAtMs: 1 })],
      hasMore: false,
    });
    await store.openThread(c1);
    await store.openThread(c1);
    expect(texts()).toEqual(['m1 queued', 'm2 queued']);
    expect(client.calls.filter((call) => call.name === 'message.list')).toHaveLength(1);
  });

  it('ignores messages of threads that nobody looked at', async () => {
    const { client, store } = await loaded();
    client.emit('message.changed', aMessage('m1'));
    expect(store.getState().threads).toEqual({});
  });

  it('does not let a page undo what was told while it was on its way', async () => {
    let answer: (page: Page) => void = () => undefined;
    const { client, store, texts } = await loaded(() => new Promise((resolve) => (answer = resolve)));
    const opened = store.openThread(c1);
    await settled();
    client.emit('message.changed', aMessage('m1', { state: 'delivered' }));
    client.emit('message.changed', aMessage('m3', { createdAtMs: 3000 }));
    answer({
      seq: 0,
      messages: [aMessage('m1', { state: 'accepted' }), aMessage('m2', { createdAtMs: 2000 })],
      hasMore: false,
    });
    await opened;
    expect(texts()).toEqual(['m1 delivered', 'm2 queued', 'm3 queued']);
  });

  it('does not let what waits for the next frame undo a page that came first', async () => {
    const frames: (() => void)[] = [];
    const client: FakeHostClient = new FakeHostClient({
      'conversation.list': () => ({ seq: 0, conversations: [] }),
      'message.list': () => ({ seq: 9, messages: [aMessage('m1', { state: 'delivered' })], hasMore: false }),
    });
    const store = createConversationStore(client, { schedule: (flush) => void frames.push(flush) });
    await settled();
    const opened = store.openThread(c1);
    client.emit('message.changed', aMessage('m1', { state: 'sent' }));
    await opened;
    for (const frame of frames) frame();
    expect(store.getState().threads[c1]?.messages.map((message) => message.state)).toEqual(['delivered']);
  });

  it('takes a page that is later than what was told', async () => {
    const { client, store, texts } = await loaded({
      seq: 5,
      messages: [aMessage('m1', { state: 'delivered' })],
      hasMore: false,
    });
    const opened = store.openThread(c1);
    client.emit('message.changed', aMessage('m1', { state: 'sent' }));
    await opened;
    expect(texts()).toEqual(['m1 delivered']);
  });

  it('continues above the oldest message, one page at a time', async () => {
    const pages: Page[] = [
      { seq: 0, messages: [aMessage('m3', { createdAtMs: 3 })], hasMore: true },
      {
        seq: 0,
        messages: [aMessage('m1', { createdAtMs: 1 }), aMessage('m2', { createdAtMs: 2 })],
        hasMore: false,
      },
    ];
    const { client, store, texts } = await loaded(() => Promise.resolve(pages.shift()!));
    await store.openThread(c1);
    await Promise.all([store.loadOlder(c1), store.loadOlder(c1)]);
    await store.loadOlder(c1);
    expect(texts()).toEqual(['m1 queued', 'm2 queued', 'm3 queued']);
    const asked = client.calls.filter((call) => call.name === 'message.list').map((call) => call.input);
    expect(asked).toEqual([
      { conversationId: 'c1', before: null, limit: 100 },
      { conversationId: 'c1', before: { createdAtMs: 3, id: 'm3' }, limit: 100 },
    ]);
  });

  it('loads opened threads again after a reconnect', async () => {
    const pages: Page[] = [
      { seq: 900, messages: [aMessage('m1')], hasMore: false },
      { seq: 0, messages: [aMessage('m1', { state: 'in-doubt' })], hasMore: false },
    ];
    const { client, store, texts } = await loaded(() => Promise.resolve(pages.shift()!));
    await store.openThread(c1);
    client.emit('message.changed', aMessage('m1', { state: 'sent' }));
    client.setStatus('connecting');
    client.setStatus('connected');
    await settled();
    expect(texts()).toEqual(['m1 in-doubt']);
  });

  it('keeps a failed page as a sentence on the thread, and tries again when asked', async () => {
    let fails = true;
    const { store, texts } = await loaded(() =>
      fails
        ? Promise.reject(new Error('The store is busy.'))
        : Promise.resolve({ seq: 0, messages: [aMessage('m1')], hasMore: false }),
    );
    await store.openThread(c1);
    expect(store.getState().threads[c1]?.problem).toBe('The store is busy.');
    fails = false;
    await store.openThread(c1);
    expect(store.getState().threads[c1]?.problem).toBeNull();
    expect(texts()).toEqual(['m1 queued']);
  });

  it('shows a message further up with what stands around it, and goes on in both directions', async () => {
    const at = (number: number) => aMessage(`m${number}`, { createdAtMs: number });
    const client: FakeHostClient = new FakeHostClient({
      'conversation.list': () => ({ seq: 0, conversations: [aConversation('c1')] }),
      'message.list': ({ before, after }) => {
        if (before?.id === 'm5') return { seq: 0, messages: [at(4)], hasMore: true };
        if (after?.id === 'm5') return { seq: 0, messages: [at(6)], hasMore: true };
        if (after?.id === 'm6') return { seq: 0, messages: [at(7)], hasMore: false };
        return { seq: 0, messages: [at(90)], hasMore: true };
      },
    });
    const store = createConversationStore(client, { schedule: (flush) => flush() });
    await settled();
    const ids = () => store.getState().threads[c1]?.messages.map((message) => message.id);
    await store.openThread(c1);
    await store.showMessage(at(5));
    expect(ids()).toEqual(['m4', 'm5', 'm6']);
    expect(store.getState().wanted).toMatchObject({ id: 'm5', conversationId: 'c1' });
    // A new message lies beyond what is loaded: shown here it would hide the gap.
    client.emit('message.changed', at(100));
    expect(ids()).toEqual(['m4', 'm5', 'm6']);
    await store.loadNewer(c1);
    await store.loadNewer(c1);
    expect(ids()).toEqual(['m4', 'm5', 'm6', 'm7']);
    client.emit('message.changed', at(101));
    expect(ids()).toEqual(['m4', 'm5', 'm6', 'm7', 'm101']);
  });

  it('forgets what was deleted, and everything at once', async () => {
    const { client, store, texts, ids } = await loaded({
      seq: 0,
      messages: [aMessage('m1', { createdAtMs: 1 }), aMessage('m2', { createdAtMs: 2 })],
      hasMore: false,
    });
    await store.openThread(c1);
    client.emit('message.deleted', { ids: [aMessage('m1').id] });
    expect(texts()).toEqual(['m2 queued']);
    client.emit('conversation.deleted', { ids: [conversationId.parse('c2')] });
    expect(ids()).toEqual(['c1']);
    client.emit('message.allDeleted', {});
    expect(ids()).toEqual([]);
    expect(store.getState().threads).toEqual({});
  });
});
