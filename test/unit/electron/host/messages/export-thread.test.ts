import { parse } from 'csv-parse/sync';
import { afterEach, describe, expect, it } from 'vitest';
import { createMessageHandlers } from '#electron/host/handlers/messages';
import { exportThread } from '#electron/host/messages/export-thread';
import { contract } from '#shared/contract/index';
import type { ConversationView, MessageView } from '#shared/model/message';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const HARD_TEXT = '=SUM(A1) said "hi", then\r\nleft 😀 ; \t@';

async function thread(): Promise<{ conversation: ConversationView; messages: MessageView[] }> {
  const harness = await new ServiceHarness().start();
  await harness.submitAccepted(['ID-1'], { text: 'Hello' });
  await harness.deliver('id:ID-1 stat:UNDELIV err:075', { esmClass: 4 });
  harness.clock.advance(60_000);
  await harness.submit({ text: HARD_TEXT, sourceAddress: '' });
  harness.clock.advance(60_000);
  await harness.deliver('And back');
  const messages = await harness.messagesWith('12025550123');
  const [conversation] = await harness.conversations();
  if (conversation === undefined) throw new Error('There is no conversation.');
  return { conversation, messages };
}

describe('an exported thread', () => {
  it('as text has every message with its time, its way, its state and why', async () => {
    const { conversation, messages } = await thread();
    const { fileName, text } = exportThread(conversation, { messages, isCut: false }, 'text', false);
    expect(fileName).toBe('12025550123.txt');
    expect(text).toBe(
      [
        '2023-11-14T22:13:20.000Z  4477 → 12025550123  [undeliverable: The SMSC’s receipt says UNDELIV with error 075.]',
        'Hello',
        '',
        '2023-11-14T22:14:20.000Z  (no sender) → 12025550123  [sent]',
        HARD_TEXT,
        '',
        '2023-11-14T22:15:20.000Z  12025550123 → 4477  [received]',
        'And back',
        '',
        '',
      ].join('\n'),
    );
  });

  it('as CSV is read back whole, and no cell is a formula', async () => {
    const { conversation, messages } = await thread();
    const { fileName, text } = exportThread(conversation, { messages, isCut: false }, 'csv', false);
    expect(fileName).toBe('12025550123.csv');
    const rows: unknown = parse(text, { columns: true });
    expect(rows).toMatchObject([
      {
        direction: 'out',
        from: '4477',
        to: '12025550123',
        state: 'undeliverable',
        text: 'Hello',
        segments: '1',
      },
      { direction: 'out', from: '', state: 'sent', reason: '', text: `'${HARD_TEXT}`, trunk: 'Demo' },
      { direction: 'in', from: '12025550123', to: '4477', state: 'received', text: 'And back' },
    ]);
  });

  it('as JSON keeps every text as it is', async () => {
    const { conversation, messages } = await thread();
    const { fileName, text } = exportThread(conversation, { messages, isCut: false }, 'json', false);
    expect(fileName).toBe('12025550123.json');
    const rows = JSON.parse(text) as { text: string; time: string }[];
    expect(rows.map((row) => row.text)).toEqual(['Hello', HARD_TEXT, 'And back']);
    expect(rows[0]?.time).toBe('2023-11-14T22:13:20.000Z');
  });

  it.each(['text', 'csv', 'json'] as const)(
    'as %s with masked numbers has no number whole',
    async (format) => {
      const { conversation, messages } = await thread();
      const { fileName, text } = exportThread(conversation, { messages, isCut: false }, format, true);
      expect(fileName).not.toContain('12025550123');
      expect(text).not.toContain('12025550123');
      expect(text).toContain('120••••••23');
    },
  );

  it('that is cut says so in its name, and as text at its beginning', async () => {
    const { conversation, messages } = await thread();
    const cut = { messages, isCut: true };
    const { fileName, text } = exportThread(conversation, cut, 'text', false);
    expect(fileName).toBe('12025550123-newest-3.txt');
    expect(text).toMatch(/^The newest 3 messages; older ones are not in this file\.\n\n2023-/);
    expect(exportThread(conversation, cut, 'csv', false).fileName).toBe('12025550123-newest-3.csv');
  });

  it('of many thousands is whole and in order, by the command', async () => {
    const harness = await new ServiceHarness().start();
    const count = 3_000;
    const deliveries: Promise<number>[] = [];
    for (let number = 1; number <= count; number += 1) {
      deliveries.push(harness.deliver(String(number)));
      harness.clock.advance(1);
    }
    expect(new Set(await Promise.all(deliveries))).toEqual(new Set([0]));
    const [conversation] = await harness.conversations();
    const input = contract['conversation.export'].input.parse({ id: conversation?.id, format: 'json' });
    const client = { id: 1, emit: () => undefined, onGone: () => undefined };
    const handlers = createMessageHandlers(harness);
    const { text } = await handlers['conversation.export'](input, client, new AbortController().signal);
    const numbers = (JSON.parse(text) as { text: string }[]).map((row) => Number(row.text));
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });
});
