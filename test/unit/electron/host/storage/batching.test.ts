import { describe, expect, it } from 'vitest';
import { unpackRequests } from '#electron/host/storage/batch-wire';
import { StoreClient } from '#electron/host/storage/store-client';
import type { NewQuestion, StoreAnswer, StoreLink } from '#electron/host/storage/worker-link';
import { conversationId } from '#shared/model/ids';
import { settle } from '#test/support/fake-clock';
import { demo, receipt } from './samples';

/** A worker that answers when the test says so. */
class HeldLink implements StoreLink {
  readonly asked: NewQuestion[] = [];
  isClosed = false;
  readonly #answers: ((answer: StoreAnswer) => void)[] = [];

  ask(question: NewQuestion): Promise<StoreAnswer> {
    this.asked.push(question);
    return new Promise((resolve) => this.#answers.push(resolve));
  }

  get batchSizes(): number[] {
    return this.asked.map((question) =>
      question.kind === 'write' ? unpackRequests(question.requests).length : 0,
    );
  }

  answerNext(): void {
    const index = this.asked.length - this.#answers.length;
    const question = this.asked[index];
    const count = question?.kind === 'write' ? unpackRequests(question.requests).length : 0;
    const results = Array.from({ length: count }, () => ({ ok: true as const, output: null }));
    const changes = { messages: [], conversations: [], deletedMessages: [], deletedConversations: [] };
    this.#answers.shift()?.(
      question?.kind === 'checkpoint'
        ? { kind: 'checkpointed', id: 0 }
        : { kind: 'written', id: 0, batch: { results, changes, untold: null } },
    );
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function create() {
  const [writer, reader] = [new HeldLink(), new HeldLink()];
  const time = { nowMs: 0 };
  const store = new StoreClient(writer, reader, {
    onError: (error) => {
      throw error;
    },
    monotonicMs: () => time.nowMs,
  });
  const write = () => store.write('markRead', { id: conversationId.parse('c') });
  return { writer, reader, store, write, time };
}

describe('the operations of a tick', () => {
  it('are one batch, however many there are', async () => {
    const { writer, write } = create();
    const writes = Array.from({ length: 30 }, write);
    expect(writer.asked).toEqual([]);
    await settle();
    expect(writer.batchSizes).toEqual([30]);
    writer.answerNext();
    await Promise.all(writes);
  });

  it('gather while a batch is being committed, and are the next one', async () => {
    const { writer, write } = create();
    const first = write();
    await settle();
    const later = [write()];
    await settle();
    later.push(write(), write());
    await settle();
    expect(writer.batchSizes).toEqual([1]);
    writer.answerNext();
    await first;
    await settle();
    expect(writer.batchSizes).toEqual([1, 3]);
    writer.answerNext();
    await Promise.all(later);
  });

  it('are two where what leaves next need not wait: it is told before the rest is committed', async () => {
    const { writer, store, write } = create();
    const told: string[] = [];
    const receipted = store.write('insertReceipt', receipt()).then(() => told.push('receipt'));
    const taken = store
      .write('takeQueued', { trunkId: demo, limit: 1, atMs: 0 })
      .then(() => told.push('taken'));
    await settle();
    expect(writer.batchSizes).toEqual([1, 1]);
    const later = write();
    writer.answerNext();
    await taken;
    await settle();
    // What gathers meanwhile waits for both.
    expect([told, writer.batchSizes]).toEqual([['taken'], [1, 1]]);
    writer.answerNext();
    await receipted;
    await settle();
    expect(writer.batchSizes).toEqual([1, 1, 1]);
    writer.answerNext();
    await later;
  });

  it('make a checkpoint on the reader’s thread, after a time or after many, one at a time', async () => {
    const { writer, reader, write, time } = create();
    const commit = async (count: number): Promise<void> => {
      const writes = Array.from({ length: count }, write);
      await settle();
      writer.answerNext();
      await Promise.all(writes);
      await settle();
    };
    await commit(29_999);
    expect(reader.asked).toEqual([]);
    await commit(1);
    expect(reader.asked).toEqual([{ kind: 'checkpoint' }]);
    time.nowMs = 6_000;
    await commit(30_001);
    expect(reader.asked).toHaveLength(1);
    reader.answerNext();
    await settle();
    await commit(1);
    expect(reader.asked).toHaveLength(2);
    reader.answerNext();
    await settle();
    time.nowMs = 10_999;
    await commit(1);
    expect(reader.asked).toHaveLength(2);
    time.nowMs = 11_000;
    await commit(1);
    expect(reader.asked).toHaveLength(3);
    expect(writer.asked.every((question) => question.kind === 'write')).toBe(true);
  });

  it('are committed before the store closes, those that gather behind a batch too', async () => {
    const { writer, reader, store, write } = create();
    const writes = [write()];
    await settle();
    writes.push(write());
    const closed = store.close();
    await settle();
    expect([writer.isClosed, reader.isClosed]).toEqual([false, false]);
    writer.answerNext();
    await settle();
    expect([writer.isClosed, reader.isClosed]).toEqual([false, false]);
    writer.answerNext();
    await Promise.all(writes);
    await closed;
    expect([writer.isClosed, reader.isClosed]).toEqual([true, true]);
  });
});
