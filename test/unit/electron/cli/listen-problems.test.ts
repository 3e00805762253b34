import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { CliRun } from './cli-run';

let server: Server | null = null;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
  server = null;
});

/** An SMSC that says the same to whatever comes first. */
async function saying(...answers: readonly Uint8Array[]): Promise<string[]> {
  const listening = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(Buffer.concat(answers)));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  return ['--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo', '--json'];
}

const bound = encode(
  createPdu('bind_transceiver_resp', {
    sequenceNumber: 1,
    body: { systemId: 'smsc' },
    tlvs: [tlv('sc_interface_version', Uint8Array.of(0x34))],
  }),
);

describe('what listen prints', () => {
  it('is judged by the version of the bind, and by what the session has seen', async () => {
    const connection = await saying(
      bound,
      encode(createPdu('enquire_link_resp', { sequenceNumber: 99 })),
      encode(
        createPdu('deliver_sm', {
          sequenceNumber: 7,
          tlvs: [tlv('source_network_id', Buffer.from('127001\0'))],
        }),
      ),
    );
    const run = new CliRun(['listen', ...connection], { password: 'x' });
    const orphan = await run.until('pdu', ({ command }) => command === 'enquire_link_resp');
    const newer = await run.until('pdu', ({ command }) => command === 'deliver_sm');
    // Its unbind is not answered.
    for (const socket of sockets) socket.destroy();
    run.stop();
    await run.code;
    expect(orphan['problems']).toEqual([expect.stringContaining('No request')]);
    expect(newer['problems']).toEqual(['source_network_id does not exist in SMPP 3.4.']);
    for (const { command, problems } of run.events.filter(({ event }) => event === 'pdu')) {
      if (command !== 'enquire_link_resp' && command !== 'deliver_sm') expect(problems).toBeUndefined();
    }
  });

  it('has no password in octets that are no PDU', async () => {
    const outbind = encode(
      createPdu('outbind', { sequenceNumber: 1, body: { systemId: 'smsc', password: 'hunter22' } }),
    );
    const connection = await saying(bound, Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1, 2, 3), outbind);
    const run = new CliRun(['listen', ...connection], { password: 'x' });
    const octets = await run.until('octets');
    run.stop();
    await run.code;
    expect(octets['hex']).toContain(Buffer.from('********').toString('hex'));
    expect(run.out.join('\n')).not.toContain(Buffer.from('hunter22').toString('hex'));
  });
});
