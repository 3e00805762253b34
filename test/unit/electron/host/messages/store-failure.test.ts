import { afterEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '#test/support/memory-store';
import { StoreError, type MessageStore } from '#electron/host/storage/message-store';
import type { WriteInput, WriteKind, WriteOutput } from '#electron/host/storage/operations';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

/** A store whose disk is full for the kinds of writes that the test names. */
class FailingStore extends MemoryStore implements MessageStore {
  readonly failing = new Set<WriteKind>();

  override write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>> {
    if (!this.failing.has(kind)) return super.write(kind, input);
    return Promise.reject(new StoreError('failed', 'The message store could not do this: disk is full.'));
  }
}

async function start(): Promise<{ harness: ServiceHarness; store: FailingStore }> {
  const store = new FailingStore((error) => {
    throw error;
  });
  return { harness: await new ServiceHarness(store).start(), store };
}

describe('while the store fails', () => {
  it('a submit is refused with the sentence, and nothing leaves', async () => {
    const { harness, store } = await start();
    store.failing.add('insertOutbound');
    await expect(harness.submit()).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The message store could not do this: disk is full.',
    });
    expect(harness.link.left).toEqual([]);
  });

  it('nothing leaves that is not marked as sent, and it leaves when the store works again', async () => {
    const { harness, store } = await start();
    store.failing.add('takeQueued');
    const view = await harness.submit();
    expect(harness.errors.splice(0)).toHaveLength(1);
    await harness.clock.advanceAsync(3000);
    expect(harness.link.left).toEqual([]);
    expect(harness.errors.splice(0)).toHaveLength(3);
    store.failing.clear();
    await harness.clock.advanceAsync(1000);
    expect(harness.latest(view.id).state).toBe('sent');
    expect(harness.link.left).toHaveLength(1);
  });

  it('an outcome is kept until it can be stored, and its receipt is matched then', async () => {
    const { harness, store } = await start();
    const view = await harness.submit();
    store.failing.add('settleSegment');
    harness.link.accept('ID-1');
    await settle();
    await harness.receipt('ID-1', 'DELIVRD');
    await harness.clock.advanceAsync(5000);
    expect(harness.latest(view.id).state).toBe('sent');
    store.failing.clear();
    await harness.clock.advanceAsync(1000);
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptUnmatched')).toEqual([]);
    expect(harness.errors.splice(0)).toHaveLength(1);
    await harness.service.close();
    harness.clock.assertNoTimers();
  });

  it('the end of the run does not wait for a store that never works again', async () => {
    const { harness, store } = await start();
    await harness.submit();
    store.failing.add('settleSegment');
    harness.link.accept('ID-1');
    await settle();
    await harness.service.close();
    harness.clock.assertNoTimers();
    expect(harness.errors.splice(0)).toHaveLength(2);
  });
});

describe('the end of a run', () => {
  it('puts back in the queue what was being marked as sent and does not leave any more', async () => {
    const { harness } = await start();
    harness.link.isLoggedIn = false;
    const view = await harness.submit();
    harness.link.logIn();
    await harness.service.close();
    expect(harness.link.left).toEqual([]);
    const [message] = await harness.messagesWith('12025550123');
    expect(message).toMatchObject({ id: view.id, state: 'queued', reason: 'Waits until Demo is logged in.' });
  });
});
