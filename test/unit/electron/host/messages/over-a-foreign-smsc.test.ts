import type { AddressInfo, Server } from 'node:net';
import smpp, { type PDU, type Session } from 'smpp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { trunkSettings } from '#shared/model/trunk';
import { startTestHost, type TestHost } from '#test/support/host';

let server: Server;
let host: TestHost;
/** Every request about a message that came, by its command and what it named. */
let asked: string[] = [];
let answers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};
const sessions: Session[] = [];

beforeEach(async () => {
  asked = [];
  answers = {};
  let count = 0;
  server = smpp.createServer({}, (session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    session.on('bind_transceiver', (pdu: PDU) => session.send(pdu.response()));
    session.on('unbind', (pdu: PDU) => session.send(pdu.response()));
    session.on('enquire_link', (pdu: PDU) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: PDU) => {
      count += 1;
      session.send(pdu.response({ message_id: `F-${count}` }));
    });
    for (const command of ['query_sm', 'cancel_sm', 'replace_sm'] as const) {
      session.on(command, (pdu: PDU) => {
        asked.push(`${command} ${String(pdu['message_id'])} ${String(pdu['source_addr'])}`);
        session.send(pdu.response(answers[command] ?? {}));
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = await startTestHost();
});
afterEach(async () => {
  await host.close();
  for (const session of sessions.splice(0)) session.destroy();
  server.close();
  expect(host.logged).toEqual([]);
});

async function trunk(): Promise<TrunkId> {
  const settings = trunkSettings.parse({
    name: 'Foreign',
    host: '127.0.0.1',
    txPort: (server.address() as AddressInfo).port,
    systemId: 'user',
  });
  const { id } = await host.call('trunk.create', { settings, secrets: { password: 'pw' } });
  await host.until('trunk.stateChanged', (view) => view.id === id && view.connection.kind === 'logged-in');
  return id;
}

async function accepted(trunkId: TrunkId): Promise<MessageView> {
  const view = await host.call('message.submit', {
    target: { kind: 'trunk', trunkId },
    sourceAddress: '4711',
    destinationAddress: '+12025550123',
    text: 'Hello',
    isReceiptRequested: true,
  });
  return host.until('message.changed', ({ id, state }) => id === view.id && state === 'accepted');
}

const stateNow = async (id: MessageView['id'], state: MessageView['state']): Promise<void> => {
  await host.until('message.changed', (message) => message.id === id && message.state === state);
};

describe('a foreign SMSC', () => {
  it('is asked with query_sm, and what it says is the state', async () => {
    const { id } = await accepted(await trunk());
    answers = { query_sm: { message_id: 'F-1', final_date: '', message_state: 2, error_code: 0 } };
    const { sentence } = await host.call('message.query', { id });
    expect(sentence).toContain('delivered');
    await stateNow(id, 'delivered');
    expect(asked).toEqual(['query_sm F-1 4711']);
  });

  it('takes a message back with cancel_sm, or says why not', async () => {
    const { id } = await accepted(await trunk());
    answers = { cancel_sm: { command_status: 0x11 } };
    expect((await host.call('message.cancel', { id })).sentence).toContain('ESME_RCANCELFAIL');
    answers = {};
    await host.call('message.cancel', { id });
    await stateNow(id, 'deleted');
    expect(asked).toEqual(['cancel_sm F-1 4711', 'cancel_sm F-1 4711']);
  });

  it('replaces a text with replace_sm', async () => {
    const { id } = await accepted(await trunk());
    await host.call('message.replace', { id, text: 'Other words' });
    await host.until('message.changed', (message) => message.id === id && message.text === 'Other words');
    expect(asked).toEqual(['replace_sm F-1 4711']);
  });
});
