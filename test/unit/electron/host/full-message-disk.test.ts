import { rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import smpp, { PDU, type Session } from 'smpp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trunkSettings } from '#shared/model/trunk';
import { startTestHost, type TestHost } from '#test/support/host';
import { useSmallDisk } from '#test/support/small-disk';
import { useTempFolders } from '#test/support/use-temp-folders';

const ESME_RX_T_APPN = 0x64;
const tempFolder = useTempFolders();
const disk = useSmallDisk();
let server: Server;
let host: TestHost | null = null;
const sessions: Session[] = [];

beforeEach(async () => {
  server = smpp.createServer({}, (session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    for (const command of ['bind_transceiver', 'unbind', 'enquire_link'] as const) {
      session.on(command, (pdu: PDU) => session.send(pdu.response()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await host?.close();
  for (const session of sessions.splice(0)) session.destroy();
  server.close();
});

/** Delivers a part of a long message; resolves with the status of its deliver_sm_resp. */
function deliver(reference: number, number: number, text: string): Promise<number> {
  const header = Buffer.of(5, 0, 3, reference, 2, number);
  const pdu = new PDU('deliver_sm', {
    source_addr: '12025550123',
    destination_addr: '4477',
    esm_class: 0x40,
    message_payload: { udh: header, message: Buffer.from(text) },
  });
  return new Promise((resolve) => {
    sessions[0]?.send(pdu, (answer: PDU) => resolve(answer.command_status));
  });
}

describe('the host on a full disk', () => {
  it('leaves what comes in with the SMSC, and has it once when it is delivered again', async (context) => {
    const dataDir = tempFolder();
    if (!disk.mount(dataDir, 24 * 1024 * 1024)) context.skip('Only root on Linux may mount the small disk.');
    host = await startTestHost({ dataDir });
    const settings = trunkSettings.parse({
      name: 'Foreign',
      host: '127.0.0.1',
      txPort: (server.address() as AddressInfo).port,
      systemId: 'user',
    });
    const { id } = await host.call('trunk.create', { settings, secrets: { password: 'pw' } });
    await host.until('trunk.stateChanged', (view) => view.id === id && view.connection.kind === 'logged-in');
    const first = `${'a'.repeat(50_000)}, `;
    const second = `${'b'.repeat(50_000)}.`;
    expect(await deliver(1, 1, first)).toBe(0);

    const filling = disk.fill();
    expect(await deliver(1, 2, second)).toBe(ESME_RX_T_APPN);
    expect(await deliver(1, 2, second)).toBe(ESME_RX_T_APPN);
    const failing = await host.until('message.storeFailing', ({ sentence }) => sentence !== null);
    expect(failing.sentence).toMatch(/disk is full.*What comes in is left with the SMSC/s);

    rmSync(filling);
    // As an SMSC does: what it holds, and once more what it missed the answer to.
    expect(await deliver(1, 2, second)).toBe(0);
    expect(await deliver(1, 2, second)).toBe(0);
    expect(await deliver(1, 1, first)).toBe(0);
    await host.until('message.storeFailing', ({ sentence }) => sentence === null);
    const { conversations } = await host.call('conversation.list', { limit: 10 });
    const [conversation] = conversations;
    if (conversation === undefined) throw new Error('There is no conversation.');
    expect(conversation.unreadCount).toBe(1);
    const { messages } = await host.call('message.list', {
      conversationId: conversation.id,
      before: null,
      limit: 10,
    });
    expect(messages).toHaveLength(1);
    // Not printed when it is another: it is long.
    expect(messages[0]?.text === first + second).toBe(true);
  }, 60_000);
});
