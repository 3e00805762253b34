import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '#electron/host/storage/store-client';
import { aggregateState } from '#shared/model/message-state';
import type { MessageView } from '#shared/model/message';
import { makeTempFolder } from '#test/support/temp-folder';
import { workersDir } from '#test/support/workers';
import type { JournalVerb } from './crash-child';
import { assertNoErrors, ServiceHarness } from './service-harness';

const ROUNDS = 4;
const childDir = resolve(workersDir, '../test-crash-child');
const folder = makeTempFolder();
const filePath = join(folder.path, 'messages.sqlite');

beforeAll(async () => {
  await build({
    root: resolve(workersDir, '../..'),
    configFile: false,
    logLevel: 'error',
    ssr: { target: 'node' },
    build: {
      ssr: resolve(import.meta.dirname, 'crash-child.ts'),
      outDir: childDir,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'crash-child.js' } },
    },
  });
});
afterEach(assertNoErrors);
afterAll(() => folder.remove());

/** Lets a host work until it has told `lineCount` lines, kills it there, and answers with its journal. */
async function runAndKill(name: string, lineCount: number): Promise<Record<JournalVerb, string[]>> {
  const journalPath = join(folder.path, `${name}.journal`);
  const child = spawn(
    process.execPath,
    [join(childDir, 'crash-child.js'), filePath, workersDir, journalPath, name],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = new Promise<NodeJS.Signals | null>((done) =>
    child.once('exit', (_, signal) => done(signal)),
  );
  let seen = 0;
  for await (const _line of createInterface({ input: child.stdout })) {
    seen += 1;
    if (seen === lineCount) child.kill('SIGKILL');
  }
  expect(await exited, errors).toBe('SIGKILL');
  const journal: Record<JournalVerb, string[]> = {
    stored: [],
    left: [],
    accepted: [],
    receipted: [],
    received: [],
  };
  // Every line is one write, so only whole lines are there.
  for (const line of readFileSync(journalPath, 'utf8').split('\n').filter(Boolean)) {
    const verb = line.slice(0, line.indexOf(' ')) as JournalVerb;
    journal[verb].push(line.slice(line.indexOf(' ') + 1));
  }
  return journal;
}

async function openHarness(): Promise<ServiceHarness> {
  const opened = await openStore({
    filePath,
    workersDir,
    nowMs: 0,
    onError: (error) => {
      throw error;
    },
  });
  expect(opened.notice).toBeNull();
  const harness = new ServiceHarness(opened.store);
  // Before the recovery: the store as the killed process left it.
  harness.link.isLoggedIn = false;
  return harness;
}

async function allMessages(harness: ServiceHarness): Promise<MessageView[]> {
  const [conversation] = await harness.conversations();
  if (conversation === undefined) return [];
  const all: MessageView[] = [];
  for (let hasMore = true; hasMore;) {
    const before = all[0] === undefined ? null : { createdAtMs: all[0].createdAtMs, id: all[0].id };
    const page = await harness.store.read('listMessages', {
      conversationId: conversation.id,
      before,
      limit: 200,
    });
    all.unshift(...page.messages);
    hasMore = page.hasMore;
  }
  return all;
}

function byText(messages: readonly MessageView[]): Map<string, MessageView> {
  const found = new Map(messages.map((message) => [message.text, message]));
  expect(found.size, 'every text is there once').toBe(messages.length);
  return found;
}

describe('a host that is killed at a random moment', () => {
  it('loses nothing that it said was stored, and sends nothing twice', { timeout: 60_000 }, async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const lineCount = randomInt(20, 400);
      const name = `round-${round}-of-${lineCount}`;
      const journal = await runAndKill(name, lineCount);

      const harness = await openHarness();
      const found = byText(await allMessages(harness));
      const receipted = new Set(journal.receipted);
      for (const text of journal.stored) expect(found.get(text), text).toBeDefined();
      for (const text of journal.received) expect(found.get(text)?.state, text).toBe('received');
      for (const text of journal.left) expect(found.get(text)?.state, text).not.toBe('queued');
      expect(new Set(journal.left).size, 'nothing left twice').toBe(journal.left.length);
      expect(journal.left.filter((text) => !text.startsWith(name))).toEqual([]);
      for (const text of journal.accepted) {
        const message = found.get(text);
        const smscId = message?.segments[0]?.smscMessageId ?? '';
        expect(smscId, text).not.toBe('');
        expect(message?.state, text).toMatch(/^(accepted|delivered)$/);
        if (receipted.has(smscId)) expect(message?.state, text).toBe('delivered');
      }
      for (const message of found.values()) {
        expect(message.state).toBe(aggregateState(message.segments.map((segment) => segment.state)));
      }

      const wasQueued = [...found.values()].filter((message) => message.state === 'queued');
      const wasSent = [...found.values()].filter((message) => message.state === 'sent');
      await harness.start();
      const after = byText(await allMessages(harness));
      expect(after.size).toBe(found.size);
      for (const { text } of wasSent) expect(after.get(text)?.state, text).toBe('in-doubt');
      for (const { text } of wasQueued) expect(after.get(text)?.state, text).toBe('queued');
      // So that the next round starts without a queue of this one: its trunk is gone.
      harness.hub.emit('trunk.deleted', { ids: [harness.link.trunkId] });
      await vi.waitFor(async () => {
        const left = await harness.store.read('countQueued', { lane: harness.link.trunkId });
        expect(left).toBe(0);
      });
      await harness.service.close();
      await harness.store.close();
    }
  });
});
