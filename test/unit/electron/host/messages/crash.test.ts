import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from '@photostructure/sqlite';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '#electron/host/storage/store-client';
import { aggregateState } from '#shared/model/message-state';
import type { MessageState, MessageView } from '#shared/model/message';
import { makeTempFolder } from '#test/support/temp-folder';
import { workersDir } from '#test/support/workers';
import {
  AUTO_REPLY,
  DRAFT,
  TEMPLATE,
  automaticKey,
  DAY_MS,
  GROUP,
  journalVerbs,
  KEPT,
  messageKey,
  OTHER,
  type JournalVerb,
} from './crash-traffic';
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

type Journal = Readonly<Record<JournalVerb, string[]>>;

/** Lets a host work until it has told `lineCount` lines, kills it there, and answers with its journal. */
async function runAndKill(name: string, lineCount: number): Promise<Journal> {
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
  const journal = Object.fromEntries(journalVerbs.map((verb) => [verb, []])) as unknown as Journal;
  // Every line is one write, so only whole lines are there.
  for (const line of readFileSync(journalPath, 'utf8').split('\n').filter(Boolean)) {
    const verb = line.slice(0, line.indexOf(' ')) as JournalVerb;
    journal[verb].push(line.slice(line.indexOf(' ') + 1));
  }
  return journal;
}

async function openHarness(round: number): Promise<ServiceHarness> {
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
  // After the run that was killed, and before the next one.
  harness.clock.advance((round + 0.5) * DAY_MS);
  const other = harness.links.add(OTHER);
  harness.groups.members.push(harness.link.trunkId, other.trunkId);
  // Before the recovery: the store as the killed process left it.
  harness.link.isLoggedIn = false;
  other.isLoggedIn = false;
  return harness;
}

async function allMessages({ store }: ServiceHarness): Promise<MessageView[]> {
  const all: MessageView[] = [];
  for (const { id: conversationId } of await store.read('listConversations', { limit: 10_000 })) {
    all.push(...(await store.read('exportMessages', { conversationId, limit: 10_000 })));
  }
  return all;
}

/** Every message by its text and its other side, of which there is one only. */
function byKey(messages: readonly MessageView[]): Map<string, MessageView> {
  const keyOf = ({ direction, text, sourceAddress, destinationAddress }: MessageView): string =>
    messageKey(text, direction === 'mt' ? destinationAddress : sourceAddress);
  const found = new Map(messages.map((message) => [keyOf(message), message]));
  expect(found.size, 'every text is there once').toBe(messages.length);
  return found;
}

function stateOfPdu(found: ReadonlyMap<string, MessageView>, key: string): MessageState | undefined {
  const [message = '', part] = key.split('#');
  return found.get(message)?.segments.find(({ number }) => number === Number(part))?.state;
}

const countOf = (list: readonly string[], value: string): number =>
  list.filter((each) => each === value).length;

/** Nothing that left is queued, unless the SMSC sent it back; and nothing left more often than that. */
function checkLeft(name: string, journal: Journal, found: ReadonlyMap<string, MessageView>): void {
  expect(journal.left.filter((key) => !key.startsWith(name) && !key.startsWith(AUTO_REPLY))).toEqual([]);
  for (const key of new Set(journal.left)) {
    const sentBack = countOf(journal.throttled, key);
    expect(countOf(journal.left, key), key).toBeLessThanOrEqual(1 + sentBack);
    // Deleted, by a person or for its age: what is said of that is checked elsewhere.
    if (!found.has(key.split('#')[0] ?? '')) continue;
    expect(stateOfPdu(found, key), key).toBeDefined();
    if (sentBack === 0) expect(stateOfPdu(found, key), key).not.toBe('queued');
  }
}

/**
 * What retention may have deleted: nothing while no more than it keeps are there, none of the newest, and never what
 * waits to be sent or for its answer.
 */
class Retained {
  readonly #isFull: boolean;
  readonly #left: ReadonlySet<string>;
  readonly #waiting: ReadonlySet<string>;
  readonly #newest: ReadonlySet<string>;
  count = 0;

  constructor(journal: Journal, found: ReadonlyMap<string, MessageView>) {
    // What a person deleted after it was there as well.
    this.#isFull = found.size + journal.dropping.length + journal.deleting.length >= KEPT;
    const settled = new Set([...journal.answering, ...journal.doubted]);
    const messageOf = (key: string): string => key.split('#')[0] ?? '';
    this.#left = new Set(journal.left.map(messageOf));
    this.#waiting = new Set(journal.left.filter((key) => !settled.has(key)).map(messageOf));
    this.#newest = new Set([...journal.stored.slice(-6), ...journal.received.slice(-3)]);
  }

  /** Of a message that is not there. */
  check(key: string, isOutbound: boolean): void {
    this.count += 1;
    expect(this.#isFull, `${key} is gone, and there was room`).toBe(true);
    expect(this.#newest.has(key), `${key} is gone, and is one of the newest`).toBe(false);
    if (!isOutbound) return;
    expect(this.#left.has(key), `${key} is gone, and had not left`).toBe(true);
    expect(this.#waiting.has(key), `${key} is gone, and waited for its answer`).toBe(false);
  }
}

/** What a file holds that no read of the store would show: damage, rows without the row they belong to, words of none. */
function checkFile(): void {
  const db = new DatabaseSync(filePath, { readOnly: true });
  const rows = (sql: string): unknown[] => db.prepare(sql).all();
  expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(rows('PRAGMA foreign_key_check')).toEqual([]);
  expect(
    rows(`SELECT c.id FROM conversations AS c LEFT JOIN messages AS m ON m.id = c.last_message_id
    WHERE m.id IS NULL OR m.conversation_id <> c.id OR c.unread_count >
      (SELECT COUNT(*) FROM messages WHERE conversation_id = c.id AND direction = 'mo')`),
  ).toEqual([]);
  expect(
    rows(`SELECT m.id FROM messages AS m WHERE m.direction = 'mt' AND m.segment_total <>
    (SELECT COUNT(*) FROM segments WHERE message_id = m.id AND number BETWEEN 1 AND m.segment_total)`),
  ).toEqual([]);
  expect(
    rows(`SELECT message_id FROM segments WHERE carrier_id IS NOT NULL AND state = 'queued'
    AND carrier_id NOT IN (SELECT message_id FROM segments WHERE carrier_id IS NULL AND state = 'queued')`),
  ).toEqual([]);
  expect(rows(`SELECT row FROM search_rows WHERE row NOT IN (SELECT rowid FROM message_search)`)).toEqual([]);
  db.close();
}

/** What was said of a message before the kill is true after it. */
function checkSaid(journal: Journal, found: ReadonlyMap<string, MessageView>, retained: Retained): void {
  expect(journal.wrong).toEqual([]);
  for (const key of journal.stored) if (!found.has(key)) retained.check(key, true);
  for (const key of journal.told) if (found.has(key)) expect(found.get(key)?.state, key).toBe('delivered');
  const dropping = new Set(journal.dropping);
  for (const key of journal.dropped) expect(found.has(key), key).toBe(false);
  const receipted = new Set(journal.receipted);
  for (const key of journal.accepted) {
    const message = found.get(key);
    if (message === undefined) {
      if (!dropping.has(key)) retained.check(key, true);
      continue;
    }
    expect(message.state, key).toMatch(/^(accepted|enroute|delivered)$/);
    for (const { smscMessageId, state } of message.segments) {
      expect(smscMessageId, key).not.toBeNull();
      if (receipted.has(smscMessageId ?? '')) expect(state, key).toBe('delivered');
    }
  }
  for (const message of found.values()) {
    if (message.direction === 'mo') continue;
    expect(message.state).toBe(aggregateState(message.segments.map((segment) => segment.state)));
    const hasLeft = message.state !== 'queued' && message.state !== 'refused';
    if (hasLeft) expect(message.trunkId, 'the trunk that carried it').not.toBeNull();
  }
}

/** Nothing is lost that was acknowledged, no part is there twice, and nobody was answered twice. */
async function checkInbound(
  harness: ServiceHarness,
  journal: Journal,
  found: ReadonlyMap<string, MessageView>,
  retained: Retained,
) {
  const inbound = [...found.values()].filter(({ direction }) => direction === 'mo');
  const isThere = (text: string): boolean => inbound.some((message) => message.text === text);
  for (const text of journal.received) {
    if (!journal.deleting.includes(text) && !isThere(text)) retained.check(text, false);
  }
  for (const text of journal.deleted) expect(isThere(text), text).toBe(false);
  for (const key of journal.part) {
    const [text = '', part = ''] = key.split('#');
    const whole = inbound.filter((message) => message.text.includes(`${text} p${part};`));
    if (whole.length === 0) {
      retained.check(key, false);
      continue;
    }
    expect(whole, key).toHaveLength(1);
    expect(whole[0]?.text.split(`p${part};`), key).toHaveLength(2);
  }
  for (const { request } of await harness.store.read('listAnswers', null)) {
    expect(found.has(messageKey(request.text, wireAddress(request.destinationAddress)))).toBe(false);
  }
}

/** The draft and the template are as they were last kept, or one further where the kill came before that was told. */
async function checkKept({ store }: ServiceHarness, { kept }: Journal): Promise<void> {
  const last = Number(kept.at(-1) ?? 0);
  const draft = (await store.read('listDrafts', null)).find(({ key }) => key === DRAFT);
  const template = (await store.read('listTemplates', null)).find(({ id }) => id === TEMPLATE);
  const numbers = [draft?.changedAtMs, (draft?.content as { number?: number } | undefined)?.number];
  for (const number of [...numbers, Number(template?.text)]) expect([last, last + 1]).toContain(number);
}

/** Whatever the kill cut short, each message that came in whole has what the rules send for it, once, and nothing else came. */
function checkAutomatic(
  before: ReadonlyMap<string, MessageView>,
  after: ReadonlyMap<string, MessageView>,
): void {
  const inbound = [...before.values()].filter(({ direction }) => direction === 'mo');
  const keys = inbound.flatMap(({ text, sourceAddress }) => automaticKey(text, sourceAddress) ?? []);
  for (const key of keys) {
    expect(after.get(key)?.direction, key).toBe('mt');
    if (!before.has(key)) expect(after.get(key)?.state, key).toBe('queued');
  }
  const late = keys.filter((key) => !before.has(key));
  expect(after.size, 'what the rules still had to send, and nothing else').toBe(before.size + late.length);
}

const wireAddress = (typed: string): string => typed.replace('+', '');

describe('a host that is killed at a random moment', () => {
  it('loses nothing that it said was stored, and sends nothing twice', { timeout: 60_000 }, async () => {
    const kinds = new Set<string>();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const lineCount = randomInt(150, 700);
      const name = `round-${round}-of-${lineCount}`;
      const journal = await runAndKill(name, lineCount);

      const harness = await openHarness(round);
      const found = byKey(await allMessages(harness));
      checkLeft(name, journal, found);
      const retained = new Retained(journal, found);
      checkFile();
      checkSaid(journal, found, retained);
      await checkKept(harness, journal);
      await checkInbound(harness, journal, found, retained);
      for (const verb of ['asked', 'told', 'dropping', 'dropped', 'doubted'] as const) {
        if (journal[verb].length > 0) kinds.add(verb);
      }
      if (retained.count > 0) kinds.add('retention');
      for (const { pdu, groupId, segmentTotal } of found.values()) {
        kinds.add(`${pdu}${groupId === null ? '' : ' of a group'}${segmentTotal > 1 ? ' in parts' : ''}`);
      }

      await harness.start();
      await vi.waitFor(async () => expect(await harness.store.read('listRulesDue', null)).toEqual([]));
      await harness.clock.advanceAsync(10 * 60_000);
      await vi.waitFor(async () => expect(await harness.store.read('listAnswers', null)).toEqual([]));
      const after = byKey(await allMessages(harness));
      checkAutomatic(found, after);
      for (const [key, { direction, segments }] of found) {
        if (direction === 'mo') continue;
        const states = after.get(key)?.segments.map(({ state }) => state);
        const expected = segments.map(({ state }) => (state === 'sent' ? 'in-doubt' : state));
        expect(states, key).toEqual(expected);
      }
      // So that the next round starts without a queue of this one: its group and its trunks are gone.
      const queued = async (): Promise<MessageView[]> =>
        (await allMessages(harness)).filter(({ state }) => state === 'queued');
      harness.groups.isThere = false;
      harness.groups.changed.emit(GROUP);
      await vi.waitFor(async () => {
        expect((await queued()).filter(({ groupId }) => groupId !== null)).toEqual([]);
      });
      harness.hub.emit('trunk.deleted', { ids: [...harness.groups.members] });
      await harness.service.close();
      expect(await queued()).toEqual([]);
      await harness.store.close();
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        ...['submit_sm', 'submit_multi', 'submit_sm of a group', 'submit_sm in parts', 'retention'],
        ...['asked', 'told', 'dropping', 'dropped', 'doubted'],
      ]),
    );
  });
});
