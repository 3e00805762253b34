import { afterEach, describe, expect, it } from 'vitest';
import { createMessageHandlers } from '#electron/host/handlers/messages';
import type { MessageId } from '#shared/model/ids';
import { UNDO_MS } from '#shared/model/undo';
import type { ClientContext } from '#shared/rpc/handlers';
import { StoreError } from '#electron/host/storage/message-store';
import { settle } from '#test/support/fake-clock';
import { MemoryStore } from '#test/support/memory-store';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

class FakeClient implements ClientContext {
  readonly id = 1;
  readonly heard: { readonly name: string; readonly payload: unknown }[] = [];
  #releases: (() => void)[] = [];
  emit = (name: string, payload: unknown): void => void this.heard.push({ name, payload });
  onGone(release: () => void): void {
    this.#releases.push(release);
  }
  async go(): Promise<void> {
    for (const release of this.#releases.splice(0)) release();
    await settle();
  }
}

async function rig(store?: MemoryStore) {
  const harness = await new ServiceHarness(store).start();
  const handlers = createMessageHandlers(harness);
  const client = new FakeClient();
  const { signal } = new AbortController();
  await harness.deliver('One');
  await harness.deliver('Two');
  const [conversation] = await harness.conversations();
  const texts = async (): Promise<string[]> => {
    const page = await harness.store.read('listMessages', {
      conversationId: conversation!.id,
      before: null,
      after: null,
      limit: 10,
    });
    return page.messages.map((message) => message.text).sort();
  };
  const idOf = async (text: string): Promise<MessageId> => {
    const page = await harness.store.read('searchMessages', {
      query: text,
      conversationId: null,
      before: null,
      limit: 1,
    });
    return page.messages[0]!.id;
  };
  const remove = async (text: string, by: ClientContext = client): Promise<number> => {
    const { deletionId } = await handlers['message.delete']({ ids: [await idOf(text)] }, by, signal);
    return deletionId;
  };
  const undo = async (deletionId: number, by: ClientContext = client): Promise<void> => {
    await handlers['message.undoDelete']({ deletionId }, by, signal);
  };
  const pass = async (ms: number): Promise<void> => {
    harness.clock.advance(ms);
    await settle();
  };
  const removeConversation = () =>
    handlers['conversation.delete']({ ids: [conversation!.id] }, client, signal);
  return { harness, client, texts, remove, undo, pass, removeConversation };
}

describe('a delete', () => {
  it('is carried out when its time is over, and told', async () => {
    const { harness, texts, remove, pass } = await rig();
    await remove('One');
    await pass(UNDO_MS - 1);
    expect(await texts()).toEqual(['One', 'Two']);
    await pass(1);
    expect(await texts()).toEqual(['Two']);
    expect(harness.events.filter(({ name }) => name === 'message.deleted')).toHaveLength(1);
  });

  it('can be undone until then, by the window that asked for it', async () => {
    const { texts, remove, undo, pass } = await rig();
    const deletion = await remove('One');
    await expect(undo(deletion, new FakeClient())).rejects.toThrow('cannot be brought back');
    await undo(deletion);
    await pass(UNDO_MS);
    expect(await texts()).toEqual(['One', 'Two']);
    const again = await remove('One');
    await pass(UNDO_MS);
    await expect(undo(again)).rejects.toThrow('It was deleted already and cannot be brought back.');
  });

  it('is carried out when the window has gone, however it went', async () => {
    const { client, texts, remove } = await rig();
    await remove('One', new FakeClient());
    await remove('Two');
    await client.go();
    expect(await texts()).toEqual(['One']);
  });

  it('is carried out before the host closes', async () => {
    const { harness, texts, removeConversation } = await rig();
    await removeConversation();
    await harness.service.close();
    expect(await texts()).toEqual([]);
    expect(await harness.conversations()).toEqual([]);
  });

  it('that the store cannot carry out is told to the window that asked', async () => {
    class FailingStore extends MemoryStore {
      override write: MemoryStore['write'] = (name, input) =>
        name === 'deleteMessages'
          ? Promise.reject(new StoreError('failed', 'The disk is full.'))
          : super.write(name, input);
    }
    const { harness, client, texts, remove, pass } = await rig(
      new FailingStore((error) => {
        throw error;
      }),
    );
    await remove('One');
    await pass(UNDO_MS);
    expect(await texts()).toEqual(['One', 'Two']);
    expect(client.heard).toMatchObject([
      { name: 'message.deletionFailed', payload: { messageIds: [expect.any(String)], conversationIds: [] } },
    ]);
    expect(harness.errors.splice(0)).toHaveLength(1);
  });
});
