import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangeTeller } from '#electron/host/storage/change-teller';
import type { ChangedIds, ReadOutput, StoreChanges } from '#electron/host/storage/operations';
import { messageId } from '#shared/model/ids';
import { aMessage } from '#test/support/views';

const none: StoreChanges = { messages: [], conversations: [], deletedMessages: [], deletedConversations: [] };
const untold = (...ids: string[]): ChangedIds => ({
  messages: ids.map((id) => messageId.parse(id)),
  conversations: [],
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function create() {
  const told: string[] = [];
  const loads: ((found: ReadOutput<'listChanged'>) => void)[] = [];
  const asked: string[][] = [];
  const teller = new ChangeTeller({
    load: ({ messages }) => {
      asked.push([...messages]);
      return new Promise((resolve) => loads.push(resolve));
    },
    tell: ({ messages }) => told.push(...messages.map(({ id, state }) => `${id} ${state}`)),
    monotonicMs: () => Date.now(),
    onError: (error) => {
      throw error;
    },
  });
  return { teller, told, loads, asked };
}

describe('what commits changed', () => {
  it('is told with the commit while there is room in the window, which opens again', () => {
    const { teller, told } = create();
    const limit = teller.viewLimit();
    teller.handleCommit({ ...none, messages: [aMessage('m1', { state: 'sent' })] }, null);
    expect(told).toEqual(['m1 sent']);
    expect(teller.viewLimit()).toBe(limit - 1);
    vi.advanceTimersByTime(100);
    expect(teller.viewLimit()).toBe(limit);
  });

  it('is looked up once for many changes, what somebody looks at first', async () => {
    const { teller, told, loads, asked } = create();
    teller.watch([messageId.parse('seen')]);
    teller.handleCommit(none, untold('m1', 'm2'));
    teller.handleCommit(none, untold('m1', 'seen'));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toEqual([['seen', 'm1', 'm2']]);
    loads[0]?.({ messages: [aMessage('m1', { state: 'delivered' })], conversations: [] });
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual(['m1 delivered']);
    expect(asked).toHaveLength(1);
  });

  it('is never told as it was before a newer commit', async () => {
    const { teller, told, loads } = create();
    teller.handleCommit(none, untold('m1'));
    await vi.advanceTimersByTimeAsync(100);
    teller.handleCommit({ ...none, messages: [aMessage('m1', { state: 'delivered' })] }, null);
    loads[0]?.({ messages: [aMessage('m1', { state: 'sent' })], conversations: [] });
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual(['m1 delivered']);
  });

  it('is told in pieces until nothing is left', async () => {
    const { teller, loads, asked } = create();
    teller.handleCommit(none, untold(...Array.from({ length: 850 }, (_, index) => `m${index}`)));
    for (let piece = 0; piece < 4; piece += 1) {
      await vi.advanceTimersByTimeAsync(100);
      loads[piece]?.({ messages: [], conversations: [] });
    }
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.map((ids) => ids.length)).toEqual([400, 400, 50]);
  });

  it('is told a little at a time while more comes, but all that somebody looks at', async () => {
    const { teller, loads, asked } = create();
    const seen = Array.from({ length: 100 }, (_, index) => `seen${index}`);
    teller.watch(seen.map((id) => messageId.parse(id)));
    teller.handleCommit(none, untold(...Array.from({ length: 300 }, (_, index) => `m${index}`)));
    teller.handleCommit(none, untold(...seen));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked[0]).toEqual([...seen, ...Array.from({ length: 40 }, (_, index) => `m${index}`)]);
    loads[0]?.({ messages: [], conversations: [] });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked[1]).toHaveLength(260);
  });
});
