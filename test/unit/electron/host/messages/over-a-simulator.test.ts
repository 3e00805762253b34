import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmscSimulator } from '#electron/host/simulator/smsc-simulator';
import { systemClock } from '#electron/smpp/system-clock';
import type { CommandInput } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { HANDSET_NUMBER, type HandsetMessage } from '#shared/model/simulator';
import type { SmppTime } from '#shared/model/submission';
import { trunkSettings } from '#shared/model/trunk';
import type { SmppVersion } from '#shared/smpp/tables/versions';
import { startTestHost, type TestHost } from '#test/support/host';

const IN_AN_HOUR: SmppTime = { kind: 'in', seconds: 3600 };

const errors: unknown[] = [];
let arrived: HandsetMessage[] = [];
let smsc: SmscSimulator;
let host: TestHost;
let port: number;

beforeEach(async () => {
  arrived = [];
  smsc = new SmscSimulator({
    clock: systemClock,
    onError: (error) => errors.push(error),
    onSessionsChanged: () => undefined,
    onHandsetMessage: (message) => arrived.push(message),
    deliveryDelayMs: 20,
  });
  port = await smsc.start({ host: '127.0.0.1', port: 0, credentials: null });
  host = await startTestHost();
});
afterEach(async () => {
  await host.close();
  await smsc.stop();
  expect(host.logged).toEqual([]);
  expect(errors.splice(0)).toEqual([]);
});

/** A trunk to the simulator that speaks this version, logged in. */
async function trunk(version: SmppVersion): Promise<TrunkId> {
  const settings = trunkSettings.parse({
    name: `SMPP ${version}`,
    host: '127.0.0.1',
    txPort: port,
    rxPort: port,
    systemId: 'user',
    version,
    ...(version === '3.3' ? { bindType: 'pair' } : {}),
  });
  const { id } = await host.call('trunk.create', { settings, secrets: { password: 'pw' } });
  await host.until('trunk.stateChanged', (view) => view.id === id && view.connection.kind === 'logged-in');
  return id;
}

async function submit(
  trunkId: TrunkId,
  changes: Partial<CommandInput<'message.submit'>> = {},
): Promise<MessageView> {
  return host.call('message.submit', {
    target: { kind: 'trunk', trunkId },
    sourceAddress: '4711',
    destinationAddress: '+12025550123',
    text: 'Hello',
    isReceiptRequested: true,
    ...changes,
  });
}

const becomes = (id: MessageView['id'], state: MessageView['state']): Promise<MessageView> =>
  host.until('message.changed', (message) => message.id === id && message.state === state);

const query = async (id: MessageView['id']): Promise<string> =>
  (await host.call('message.query', { id })).sentence;
const cancel = async (id: MessageView['id']): Promise<string> =>
  (await host.call('message.cancel', { id })).sentence;

const kinds = async (id: MessageView['id']): Promise<string[]> =>
  (await host.call('message.history', { id })).entries.map(({ kind }) => kind);

describe('a message that the SMSC is to keep until its time', () => {
  it.each([
    ['5.0', 'scheduled'],
    ['3.4', 'enroute'],
  ] as const)('over %s is %s, has its text replaced, and is cancelled', async (version, state) => {
    const id = await trunk(version);
    const advanced = { scheduleDeliveryTime: IN_AN_HOUR };
    const sent = await submit(id, { advanced });
    await becomes(sent.id, 'accepted');
    expect(await query(sent.id)).toBe(`The SMSC says of the message: ${state}.`);
    await becomes(sent.id, state);
    const replaced = await host.call('message.replace', { id: sent.id, text: 'Goodbye' });
    expect(replaced.sentence).toBe('The SMSC replaced the text “Hello”.');
    expect(await cancel(sent.id)).toBe('The SMSC cancelled the message.');
    expect(await becomes(sent.id, 'deleted')).toMatchObject({ text: 'Goodbye' });
    expect(await cancel(sent.id)).toContain('The SMSC did not cancel the message: ');
    expect(await kinds(sent.id)).toEqual(expect.arrayContaining(['query', 'replace', 'cancel', 'receipt']));
    expect(arrived).toEqual([]);
  });

  it('goes out at its time', async () => {
    const id = await trunk('5.0');
    const sent = await submit(id, { advanced: { scheduleDeliveryTime: { kind: 'in', seconds: 1 } } });
    await becomes(sent.id, 'accepted');
    expect(arrived).toEqual([]);
    await becomes(sent.id, 'delivered');
    expect(arrived).toMatchObject([{ text: 'Hello' }]);
  });

  it('is refused in words when the time cannot be', async () => {
    const id = await trunk('3.4');
    const sent = await submit(id, {
      advanced: { scheduleDeliveryTime: { kind: 'at', atMs: Date.UTC(2020, 0, 1) } },
    });
    const refused = await becomes(sent.id, 'refused');
    expect(refused.reason).toMatch(
      /^The SMSC refused it: .*scheduled delivery time.*\(ESME_RINVSCHED, 0x61\)\.$/i,
    );
  });
});

describe('each PDU of a message', () => {
  it.each([
    ['payload', 1],
    ['udh8', 4],
    ['sar', 4],
  ] as const)('data_sm carries a long text as %s, and its receipts come back', async (longMethod, parts) => {
    const id = await trunk('3.4');
    const text = 'By data_sm. '.repeat(40);
    const sent = await submit(id, { pdu: 'data_sm', longMethod, text });
    expect(sent.segmentTotal).toBe(parts);
    await becomes(sent.id, 'delivered');
    expect(arrived).toMatchObject([{ text, reason: null }]);
    expect(await query(sent.id)).toContain('delivered.');
  });

  it('submit_multi tells what became of each, and each can be asked about', async () => {
    const id = await trunk('3.4');
    const { messageIds } = await host.call('message.submitMany', {
      target: { kind: 'trunk', trunkId: id },
      sourceAddress: '4711',
      destinations: ['+12025550123', '+12025550196', '+12025550199'],
      distributionLists: ['staff'],
      pdu: 'submit_multi',
      text: 'To all',
      isReceiptRequested: true,
    });
    const [delivered, refused, failed, list] = messageIds;
    if (!delivered || !refused || !failed || !list) throw new Error('A message was not stored.');
    await becomes(delivered, 'delivered');
    await becomes(failed, 'undeliverable');
    expect((await becomes(refused, 'refused')).reason).toContain('The SMSC refused this address: ');
    expect((await becomes(list, 'refused')).reason).toContain('ESME_RINVDLNAME');
    expect(arrived).toMatchObject([{ handset: HANDSET_NUMBER, text: 'To all' }]);
    expect(await query(delivered)).toContain('The SMSC says of the message: ');
    await expect(query(refused)).rejects.toThrow('The SMSC gave it no message_id');
  });

  it('broadcast_sm goes to areas, is asked about and cancelled, and waits for no receipt', async () => {
    const id = await trunk('5.0');
    const broadcast = {
      areas: [
        { format: 0, value: 'Harbour' },
        { format: 0, value: 'Old town' },
      ],
    };
    const input = { pdu: 'broadcast_sm', broadcast, destinationAddress: '', text: 'High water' } as const;
    const sent = await submit(id, input);
    expect(sent).toMatchObject({ isReceiptRequested: false });
    await becomes(sent.id, 'accepted');
    const { explanation } = await host.call('message.history', { id: sent.id });
    expect(explanation).toBe(
      'Accepted by the SMSC just now. A broadcast has no receipts; ask the SMSC about it.',
    );
    await expect.poll(() => arrived).toMatchObject([{ handset: HANDSET_NUMBER, text: 'High water' }]);
    expect(await query(sent.id)).toBe('The SMSC says of the message: delivered.');
    await becomes(sent.id, 'delivered');
    expect(await cancel(sent.id)).toContain('The SMSC did not cancel the message: ');

    const later = await submit(id, { ...input, advanced: { scheduleDeliveryTime: IN_AN_HOUR } });
    await becomes(later.id, 'accepted');
    expect(await query(later.id)).toBe('The SMSC says of the message: scheduled.');
    expect(await cancel(later.id)).toBe('The SMSC cancelled the message.');
    await becomes(later.id, 'deleted');
    expect(arrived).toHaveLength(1);
  });

  it('broadcast_sm is refused with the reason where the version has none', async () => {
    const id = await trunk('3.4');
    const broadcast = { areas: [{ format: 0, value: 'Harbour' }] };
    await expect(submit(id, { pdu: 'broadcast_sm', broadcast, destinationAddress: '' })).rejects.toThrow(
      'broadcast_sm came with 5.0',
    );
  });
});

describe('a long message', () => {
  const text = 'Alle Vögel sind schon da, alle Vögel, alle. '.repeat(8);
  const cyrillic = 'Все птицы уже здесь, все до одной 🐦. '.repeat(6);

  it.each([
    ['5.0', 'udh8', text],
    ['3.4', 'udh16', cyrillic],
    ['3.4', 'sar', text],
    ['3.4', 'payload', cyrillic],
    ['3.3', 'udh8', text],
  ] as const)(
    'over %s as %s arrives whole, with a receipt for each part',
    async (version, longMethod, words) => {
      const id = await trunk(version);
      const sent = await submit(id, { longMethod, text: words });
      const done = await becomes(sent.id, 'delivered');
      expect(done.segments.every(({ smscMessageId }) => smscMessageId !== null)).toBe(true);
      expect(done.segmentTotal > 1).toBe(longMethod !== 'payload');
      expect(arrived).toMatchObject([{ text: words, reason: null }]);
    },
  );
});

describe('the history of a message', () => {
  it('tells each step with its time, and leads to the PDU of each', async () => {
    const id = await trunk('3.4');
    const sent = await submit(id, { advanced: { scheduleDeliveryTime: { kind: 'in', seconds: 1 } } });
    await becomes(sent.id, 'accepted');
    await query(sent.id);
    await becomes(sent.id, 'delivered');
    const { explanation, entries, receipts } = await host.call('message.history', { id: sent.id });
    expect(explanation).toBe('Delivered just now.');
    expect(entries.map(({ kind }) => kind)).toEqual(['queued', 'sent', 'accepted', 'query', 'receipt']);
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      'Queued for SMPP 3.4.',
      'Sent to the SMSC.',
      `Accepted by the SMSC as ${smscIdOf(receipts[0]?.text)}.`,
      'The SMSC says of the message: enroute.',
      expect.stringContaining('stat:DELIVRD') as string,
    ]);
    expect(entries.map(({ atMs }) => atMs)).toEqual(
      entries.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    );
    for (const { kind, pdu } of entries.slice(1)) {
      expect(pdu, kind).toMatchObject({ isThisRun: true });
      if (pdu === null) continue;
      const { sessionId, sequenceNumber } = pdu;
      const isInbound = kind === 'receipt';
      const found = await host.call('message.ofPdu', { sessionId, sequenceNumber, isInbound });
      expect(found.message?.id, kind).toBe(sent.id);
    }
    const [, left, , asked, receipt] = entries.map(({ pdu }) => pdu?.sequenceNumber);
    expect(new Set([left, asked]).size).toBe(2);
    expect(receipt).toBeDefined();
  });
});

const smscIdOf = (receipt = ''): string => /id:(\w+)/.exec(receipt)?.[1] ?? '';
