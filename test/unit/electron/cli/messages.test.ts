import { DatabaseSync } from '@photostructure/sqlite';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore, type StoreClient } from '#electron/host/storage/store-client';
import { useTempFolders } from '#test/support/use-temp-folders';
import { workersDir } from '#test/support/workers';
import { clock, inbound, outbound } from '../host/storage/samples';
import { CliRun } from './cli-run';

const tempFolder = useTempFolders();

const openIn = async (folder: string): Promise<StoreClient> => {
  const { store } = await openStore({
    filePath: join(folder, 'messages.sqlite'),
    workersDir,
    nowMs: clock.now(),
    onError: (error) => {
      throw error;
    },
  });
  return store;
};

/** A store with three messages, the last one inbound, still held by its host. */
async function filled(): Promise<{ folder: string; store: StoreClient }> {
  const folder = tempFolder();
  const store = await openIn(folder);
  await store.write('insertOutbound', outbound({ text: 'The first one' }));
  await store.write('insertOutbound', outbound({ text: 'The second one' }));
  await store.write('insertInbound', inbound());
  return { folder, store };
}

const list = (folder: string, ...words: string[]): CliRun =>
  new CliRun(['messages', '--data-dir', folder, ...words]);

/** Every file and what is in it; the index of the log in shared memory is nobody's data. */
function filesOf(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => !name.endsWith('-shm'));
  const hashOf = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return names.sort().map((name) => `${name} ${hashOf(name)}`);
}

describe('messages', () => {
  it('are listed newest first while the host has the store open', async () => {
    const { folder, store } = await filled();
    const run = list(folder, '--json');
    expect(await run.code).toBe(0);
    const rows = run.out.map((line) => JSON.parse(line) as { text: string; direction: string });
    expect(rows.map(({ text }) => text)).toEqual(['Hi', 'The second one', 'The first one']);
    expect(rows.map(({ direction }) => direction)).toEqual(['mo', 'mt', 'mt']);
    await store.write('insertOutbound', outbound({ text: 'Written after it was read' }));
    await store.close();
  });

  it('are listed after the host has closed it, which is left as it was', async () => {
    const { folder, store } = await filled();
    await store.close();
    const before = filesOf(folder);
    const run = list(folder);
    expect(await run.code).toBe(0);
    expect(run.out).toHaveLength(3);
    expect(run.out[0]).toMatch(/^\d{4}-.*Z {2}in {3}12025550123 → 4477 {2}received {2}Demo {2}Hi$/);
    expect(run.notes).toEqual([]);
    expect(filesOf(folder)).toEqual(before);
  });

  it('are listed as a killed host left them, in the log and not yet in the file, and stay there', async () => {
    const { folder, store } = await filled();
    const killed = tempFolder();
    for (const name of ['messages.sqlite', 'messages.sqlite-wal'])
      copyFileSync(join(folder, name), join(killed, name));
    await store.close();
    const before = filesOf(killed);
    for (const words of [[], ['--search', 'one'], ['--json']]) {
      const run = list(killed, ...words);
      expect(await run.code).toBe(0);
      expect(run.out).toHaveLength(words.length === 2 ? 2 : 3);
      expect(filesOf(killed)).toEqual(before);
    }
    const again = await openIn(killed);
    expect(await again.read('listConversations', { limit: 10 })).toHaveLength(1);
    await again.close();
  });

  it('are searched by every word', async () => {
    const { folder, store } = await filled();
    const run = list(folder, '--search', 'second one');
    expect(await run.code).toBe(0);
    expect(run.out).toHaveLength(1);
    const none = list(folder, '--search', 'nowhere');
    expect(await none.code).toBe(0);
    expect(none.out).toEqual([]);
    expect(none.notes).toEqual(['No message has these words.']);
    await store.close();
  });

  it('are bounded, and that there are more is said', async () => {
    const { folder, store } = await filled();
    const run = list(folder, '--limit', '2');
    expect(await run.code).toBe(0);
    expect(run.out).toHaveLength(2);
    expect(run.notes).toEqual(['There are more than these 2: raise --limit, or narrow them with --search.']);
    await store.close();
  });

  it('cannot steer the terminal or take several lines', async () => {
    const { folder, store } = await filled();
    await store.write('insertOutbound', outbound({ text: 'One\r\ntwo\u001b[31m\u202e' }));
    const run = list(folder, '--limit', '1');
    expect(await run.code).toBe(0);
    expect(run.out[0]).toMatch(/One two \[31m $/);
    await store.close();
  });

  it('that are none are said to be none', async () => {
    const folder = tempFolder();
    await (await openIn(folder)).close();
    const run = list(folder);
    expect(await run.code).toBe(0);
    expect(run.notes).toEqual(['There are no messages.']);
  });
});

describe('a store that cannot be listed', () => {
  it('is not there', async () => {
    const folder = tempFolder();
    const run = list(folder);
    expect(await run.code).toBe(1);
    expect(run.notes.join()).toMatch(/^There are no messages: .*messages\.sqlite is not there\./);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is empty, as a host leaves it that is killed in its first moment', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'messages.sqlite'), '');
    const run = list(folder);
    expect(await run.code).toBe(1);
    expect(run.notes.join()).toMatch(
      /^There are no messages: .*messages\.sqlite is empty\. Start Trunkline with this data folder once, or name another with --data-dir\.$/,
    );
    expect(readFileSync(join(folder, 'messages.sqlite'))).toHaveLength(0);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each([
    [99, /newer Trunkline \(version 99;/],
    [1, /older Trunkline\. Start Trunkline with this data folder once/],
  ])('has the schema %i', async (version, sentence) => {
    const folder = tempFolder();
    await (await openIn(folder)).close();
    const db = new DatabaseSync(join(folder, 'messages.sqlite'));
    db.exec(`PRAGMA user_version = ${version}`);
    db.close();
    const before = filesOf(folder);
    for (const words of [[], ['--json'], ['--search', 'one']]) {
      const run = list(folder, ...words);
      expect(await run.code).toBe(1);
      expect(run.out).toEqual([]);
      expect(run.notes.join()).toMatch(sentence);
    }
    expect(filesOf(folder)).toEqual(before);
  });

  it('is damaged', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'messages.sqlite'), 'This is no SQLite file. '.repeat(100));
    const before = filesOf(folder);
    const run = list(folder);
    expect(await run.code).toBe(1);
    expect(run.notes.join()).toMatch(/^The message store .* is damaged: /);
    expect(filesOf(folder)).toEqual(before);
  });

  it('is locked by another program', { timeout: 20_000 }, async () => {
    const { folder, store } = await filled();
    await store.close();
    const db = new DatabaseSync(join(folder, 'messages.sqlite'));
    db.exec(`PRAGMA locking_mode = EXCLUSIVE; UPDATE facts SET value = value`);
    const before = filesOf(folder);
    const run = list(folder);
    expect(await run.code).toBe(1);
    expect(run.notes.join()).toMatch(
      /^The message store .*messages\.sqlite cannot be opened: another program has locked it\. Close that program, and try again\.$/,
    );
    expect(filesOf(folder)).toEqual(before);
    db.close();
  });
});

describe('arguments of messages that cannot be used', () => {
  it.each([
    [['--search', '!?'], '--search takes words: letters or digits.'],
    [['--limit', '0'], '--limit takes a whole number from 1 to 10000'],
    [['--limit', '10001'], '--limit takes a whole number from 1 to 10000'],
  ])('%j', async (words, sentence) => {
    const run = list(tempFolder(), ...words);
    expect(await run.code).toBe(2);
    expect(run.notes.join()).toContain(sentence);
  });
});
