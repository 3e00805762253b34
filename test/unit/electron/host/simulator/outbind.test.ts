import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { SmscSimulator } from '#electron/host/simulator/smsc-simulator';
import { SocketTransport } from '#electron/smpp/transport/socket-transport';
import { systemClock } from '#electron/smpp/system-clock';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import type { Pdu } from '#shared/smpp/pdu';
import { ScriptedPeer } from '#test/smsc/scripted-peer';

const outbind = { systemId: 'centre', password: 'pw' };
const errors: unknown[] = [];
const simulator = new SmscSimulator({
  clock: systemClock,
  onError: (error) => errors.push(error),
  onSessionsChanged: () => undefined,
  onHandsetMessage: () => undefined,
});

afterEach(async () => {
  await simulator.stop();
  expect(errors.splice(0)).toEqual([]);
});

describe('a simulator that calls an ESME', () => {
  it('asks it with an outbind to bind, and delivers to it then', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const seen: Pdu[] = [];
    const delivered = new Promise<void>((resolve) => {
      server.once('connection', (socket) => {
        const esme = new ScriptedPeer(new SocketTransport(socket));
        esme.onPdu = (pdu) => {
          seen.push(pdu);
          const { command, sequenceNumber } = pdu;
          if (command === 'outbind') {
            const body = { systemId: 'demo', password: 'pw', interfaceVersion: 0x34 };
            esme.send('bind_receiver', { sequenceNumber: 1, body });
          } else if (command === 'bind_receiver_resp') {
            simulator.handsetSend(HANDSET_NUMBER, '4711', 'You were called');
          } else if (command === 'deliver_sm') {
            esme.send('deliver_sm_resp', { sequenceNumber });
            resolve();
          } else if (command === 'unbind') {
            esme.send('unbind_resp', { sequenceNumber });
          }
        };
      });
    });
    await simulator.call({ host: '127.0.0.1', port, outbind });
    await delivered;
    expect(seen).toMatchObject([
      { command: 'outbind', body: outbind },
      { command: 'bind_receiver_resp', commandStatus: 0 },
      { command: 'deliver_sm', body: { sourceAddr: HANDSET_NUMBER, destinationAddr: '4711' } },
    ]);
    expect(simulator.sessions).toMatchObject([{ systemId: 'demo', bindType: 'receiver' }]);
    server.close();
  });

  it('says why when nobody listens there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    server.close();
    await once(server, 'close');
    const called = simulator.call({ host: '127.0.0.1', port, outbind });
    await expect(called).rejects.toBeInstanceOf(ConnectError);
    expect(simulator.sessions).toEqual([]);
  });
});
