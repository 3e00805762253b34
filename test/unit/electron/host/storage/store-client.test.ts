import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseSync } from '@photostructure/sqlite';
import type { ReadInput, ReadOutput, StoreChanges } from '#electron/host/storage/operations';
import { migrations } from '#electron/host/storage/migrations/migrate';
import { openStore, type StoreClient } from '#electron/host/storage/store-client';
import { makeTempFolder } from '#test/support/temp-folder';
import { workersDir } from '#test/support/workers';
import { clock, demo, inbound, outbound } from './samples';

let folder: ReturnType<typeof makeTempFolder>;
let filePath: string;
const open: StoreClient[] = [];

async function openHere(monotonicMs = () => 0): Promise<{ store: StoreClient; notice: string | null }> {
  const opened = await openStore({
    filePath,
    workersDir,
    nowMs: clock.now(),
    monotonicMs,
    onError: (error) => {
      throw error;
    },
  });
  open.push(opened.store);
  return opened;
}

beforeEach(() => {
  folder = makeTempFolder();
  filePath = join(folder.path, 'messages.sqlite');
});

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  folder.remove();
});

describe('the store in its worker threads', () => {
  it('commits the operations of a tick as one batch and tells each change once', async () => {
    const { store } = await openHere();
    const told: StoreChanges[] = [];
    store.onChanged((changes) => told.push(changes));
    const messages = Array.from({ length: 20 }, () => outbound());
    await Promise.all(messages.map((message) => store.write('insertOutbound', message)));
    const [first] = messages;
    expect(told).toHaveLength(1);
    expect(told[0]?.messages.map((message) => message.id)).toEqual(messages.map((message) => message.id));
    expect(told[0]?.conversations).toHaveLength(1);

    const taken = await store.write('takeQueued', { trunkId: demo, limit: 5, atMs: clock.now() });
    expect(taken.map((segment) => segment.messageId)).toEqual(messages.slice(0, 5).map(({ id }) => id));
    expect(taken[0]?.octets).toEqual(first?.segments[0]?.octets);
    expect(told.at(-1)?.messages.map((message) => message.state)).toEqual(Array(5).fill('sent'));
  });

  it('reads what was committed before the question', async () => {
    const { store } = await openHere();
    for (let count = 0; count < 5; count += 1) {
      const view = await store.write('insertOutbound', outbound({ text: `Message ${count}` }));
      const page = await store.read('listMessages', {
        conversationId: view.conversationId,
        before: null,
        limit: 3,
      });
      expect(page.messages.at(-1)).toEqual(view);
      expect(page.hasMore).toBe(count >= 3);
    }
    const [conversation] = await store.read('listConversations', { limit: 10 });
    expect(conversation).toMatchObject({ peer: '12025550123', lastText: 'Message 4', lastState: 'queued' });
  });

  it('pages through a conversation without a gap or a repeat', async () => {
    const { store } = await openHere();
    const sent = Array.from({ length: 25 }, (_, index) => outbound({ text: `${index}` }));
    const views = await Promise.all(sent.map((message) => store.write('insertOutbound', message)));
    const conversationId = views[0]!.conversationId;
    const seen: string[] = [];
    let before: ReadInput<'listMessages'>['before'] = null;
    for (let hasMore = true; hasMore;) {
      const page: ReadOutput<'listMessages'> = await store.read('listMessages', {
        conversationId,
        before,
        limit: 10,
      });
      seen.unshift(...page.messages.map((message) => message.text));
      before = page.messages[0] ?? null;
      hasMore = page.hasMore;
    }
    expect(seen).toEqual(sent.map((message) => message.text));
  });

  it('undoes an operation that fails alone: the others of its batch stand', async () => {
    const { store } = await openHere();
    const good = outbound();
    const results = await Promise.allSettled([
      store.write('insertOutbound', good),
      store.write('insertOutbound', outbound({ id: good.id, text: 'the same id again' })),
      store.write('insertInbound', inbound()),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { name: 'StoreError', code: 'failed' } });
    const [conversation] = await store.read('listConversations', { limit: 10 });
    const page = await store.read('listMessages', {
      conversationId: conversation!.id,
      before: null,
      limit: 10,
    });
    expect(page.messages.map((message) => message.text)).toEqual(['Hello', 'Hi']);
  });

  it('keeps everything over close and open, in one file', async () => {
    const first = await openHere();
    const view = await first.store.write('insertOutbound', outbound());
    await first.store.close();
    expect(readdirSync(folder.path)).toEqual(['messages.sqlite']);
    const second = await openHere();
    expect(second.notice).toBeNull();
    const page = await second.store.read('listMessages', {
      conversationId: view.conversationId,
      before: null,
      limit: 10,
    });
    expect(page.messages).toEqual([view]);
  });

  it('folds the write-ahead log into the file while it goes on', async () => {
    let nowMs = 0;
    const { store } = await openHere(() => nowMs);
    const sizeBefore = statSync(filePath).size;
    nowMs = 5000;
    await Promise.all(Array.from({ length: 300 }, () => store.write('insertOutbound', outbound())));
    // The reader answers in order, so the checkpoint was before this.
    await store.read('listConversations', { limit: 1 });
    expect(statSync(filePath).size).toBeGreaterThan(sizeBefore + 100_000);
    await expect(store.write('insertOutbound', outbound())).resolves.toMatchObject({ state: 'queued' });
  });

  it('writes what was handed in before it closes, and nothing after', async () => {
    const { store } = await openHere();
    const written = store.write('insertOutbound', outbound());
    const closed = store.close();
    await expect(store.write('insertOutbound', outbound())).rejects.toMatchObject({ code: 'closed' });
    await expect(store.read('listConversations', { limit: 1 })).rejects.toMatchObject({ code: 'closed' });
    await expect(written).resolves.toMatchObject({ state: 'queued' });
    await closed;
  });
});

describe('a store that cannot be used as it is', () => {
  it('is set aside under a dated name when it is damaged, and said so', async () => {
    const garbage = 'This is no database. '.repeat(500);
    writeFileSync(filePath, garbage);
    const { store, notice } = await openHere();
    const aside = `${filePath}.damaged-2023-11-14T22-13-20-000Z`;
    expect(notice).toBe(
      'The message store was damaged, so Trunkline started with an empty one. ' +
        `The damaged file was kept as ${aside}.`,
    );
    expect(readFileSync(aside, 'utf8')).toBe(garbage);
    await expect(store.write('insertOutbound', outbound())).resolves.toMatchObject({ state: 'queued' });
  });

  it('is set aside when a page inside is damaged', async () => {
    const { store } = await openHere();
    for (let count = 0; count < 50; count += 1) await store.write('insertOutbound', outbound());
    await store.close();
    const octets = readFileSync(filePath);
    octets.fill(0xff, 4096 * 3, 4096 * 4);
    writeFileSync(filePath, octets);
    const again = await openHere();
    expect(again.notice).toContain('was damaged');
  });

  it('is refused with a sentence when a newer Trunkline wrote it, and left untouched', async () => {
    const { store } = await openHere();
    await store.close();
    const db = new DatabaseSync(filePath);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(openHere()).rejects.toMatchObject({
      code: 'newer-version',
      message:
        `The message store was written by a newer Trunkline (version 99; this one reads up to ${migrations.length}). ` +
        'Start that Trunkline, or choose another data folder.',
    });
    expect(existsSync(filePath)).toBe(true);
    const after = new DatabaseSync(filePath);
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
    after.close();
  });

  it('is refused with a sentence when its folder does not exist', async () => {
    filePath = join(folder.path, 'nowhere', 'messages.sqlite');
    await expect(openHere()).rejects.toMatchObject({
      code: 'unusable',
      message: expect.stringContaining('cannot be opened') as string,
    });
  });
});
