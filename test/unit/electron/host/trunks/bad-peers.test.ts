import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SmscSimulator } from '#electron/host/simulator/smsc-simulator';
import { systemClock } from '#electron/smpp/system-clock';
import type { PduRow } from '#shared/model/pdu-row';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import type { LastStateKind, TrunkView } from '#shared/model/trunk-view';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { selfSigned, type Identity } from '#test/support/certificates';
import { startTestHost, type TestHost } from '#test/support/host';

let host: TestHost;
let identity: Identity;
const servers: Server[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  identity = await selfSigned({ name: 'smsc.test', names: ['127.0.0.1'] });
  host = await startTestHost();
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
  const { trunks } = await host.call('trunk.list', {});
  const ids = trunks.filter(({ isDemo }) => !isDemo).map(({ id }) => id);
  if (ids.length > 0) await host.call('trunk.delete', { ids });
});

afterAll(async () => {
  await host.close();
  expect(host.logged).toEqual([]);
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A server that does one thing with the first octets of each connection. */
const peer = (onData: (socket: Socket, octets: Buffer) => void): Promise<number> =>
  listen(createServer((socket) => void socket.once('data', (octets) => onData(socket, octets))));

const bindResponse = (bind: Buffer): Uint8Array =>
  encode(
    createPdu('bind_transceiver_resp', {
      sequenceNumber: decode(bind).pdu.sequenceNumber,
      body: { systemId: 'peer' },
    }),
  );

const enquireLinkResp = encode(createPdu('enquire_link_resp', { sequenceNumber: 1 }));

/** A port for TLS that lets anything else wait for ever. */
function tlsOrSilence(): Server {
  const tls = createTlsServer({ key: identity.keyPem, cert: identity.certificatePem });
  return createServer((socket) => {
    socket.once('data', (octets) => {
      if (octets[0] !== 0x16) return;
      socket.pause();
      socket.unshift(octets);
      tls.emit('connection', socket);
    });
  });
}

async function closedPort(): Promise<number> {
  const port = await listen(createServer());
  const server = servers.pop();
  server?.close();
  return port;
}

function settings(port: number, given: Partial<TrunkSettings> = {}): TrunkSettings {
  const timers = { connectSeconds: 2, tlsHandshakeSeconds: 1, bindSeconds: 1, responseSeconds: 1 };
  return {
    ...trunkSettings.parse({ name: 'Bad', host: '127.0.0.1', txPort: port, systemId: 'user', timers }),
    isRetryAutomatic: false,
    ...given,
  };
}

const withTls = trunkSettings.shape.tls.parse({
  isEnabled: true,
  serverName: '',
  caPem: '',
  acceptsAnyCertificate: false,
});

async function failing(given: TrunkSettings, password = 'geheim'): Promise<TrunkView> {
  const { id } = await host.call('trunk.create', { settings: given, secrets: { password } });
  await host.until(
    'trunk.stateChanged',
    (event) =>
      event.id === id && (event.connection.kind === 'error' || event.connection.kind === 'login-failed'),
  );
  const { trunks } = await host.call('trunk.list', {});
  return trunks.find((trunk) => trunk.id === id)!;
}

async function logRows(trunk: TrunkView): Promise<PduRow[]> {
  const { viewId, rowCount } = await host.call('pduLog.openView', { filter: '' });
  const { rows } = await host.call('pduLog.rows', { viewId, start: Math.max(0, rowCount - 500), count: 500 });
  await host.call('pduLog.closeView', { viewId });
  const sessions = rows.filter((row) => row.trunk === trunk.settings.name).map((row) => row.sessionId);
  return rows.filter((row) => row.sessionId === Math.max(...sessions));
}

describe('a peer that is no SMSC, or a bad one', () => {
  const cases: Record<
    string,
    {
      port: () => Promise<number>;
      given?: Partial<TrunkSettings>;
      last: LastStateKind;
      sentence: RegExp;
      octets?: string;
    }
  > = {
    'a closed port': {
      port: closedPort,
      last: 'refused',
      sentence: /refused the connection.*Check host and port/,
    },
    'a name that does not resolve': {
      port: () => Promise.resolve(2775),
      given: { host: 'no..such' },
      last: 'name-not-found',
      sentence: /no\.\.such/,
    },
    'a port that swallows the connection': {
      port: () => peer(() => undefined),
      last: 'response-timeout',
      sentence: /did not answer the bind within 1 s/,
    },
    'a close instead of an answer': {
      port: () => peer((socket) => socket.end()),
      last: 'disconnected',
      sentence: /closed the connection instead of answering the bind/,
    },
    'a reset instead of an answer': {
      port: () => peer((socket) => socket.resetAndDestroy()),
      last: 'disconnected',
      sentence: /instead of answering the bind/,
    },
    'a web server': {
      port: () => listen(createHttpServer()),
      last: 'not-an-smsc',
      sentence: /HTTP.*Check host and port/,
      octets: 'HTTP',
    },
    'an SSH server': {
      port: () => listen(createServer((socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'))),
      last: 'not-an-smsc',
      sentence: /SSH/,
      octets: 'SSH',
    },
    'half a PDU and a FIN': {
      port: () => peer((socket, bind) => socket.end(bindResponse(bind).subarray(0, 11))),
      last: 'disconnected',
      sentence: /broke off its answer to the bind.*11 of its \d+ octets came/,
    },
    'half a PDU and silence': {
      port: () => peer((socket, bind) => void socket.write(bindResponse(bind).subarray(0, 11))),
      last: 'response-timeout',
      sentence: /did not answer the bind/,
    },
    'a length that cannot be': {
      port: () => peer((socket) => void socket.write(Uint8Array.of(0, 0, 0, 3, 0x80, 0, 0, 9))),
      last: 'not-an-smsc',
      sentence: /command_length is 3/,
    },
    'TLS where none is expected': {
      port: () => listen(createServer((socket) => void socket.resume())),
      given: { tls: withTls },
      last: 'response-timeout',
      sentence: /TLS handshake.*“Use SSL”/,
    },
    'TLS where plain SMPP answers': {
      port: () =>
        peer(
          (socket) =>
            void socket.write(encode(createPdu('generic_nack', { sequenceNumber: 0, commandStatus: 2 }))),
        ),
      given: { tls: withTls },
      last: 'tls-error',
      sentence: /plain SMPP.*“Use SSL”/,
    },
    'plain SMPP where TLS is expected': {
      port: () => listen(createTlsServer({ key: identity.keyPem, cert: identity.certificatePem })),
      // Node's server closes without a TLS alert.
      last: 'tls-error',
      sentence: /because it speaks TLS\. Switch “Use SSL” on/,
    },
    'plain SMPP where TLS is expected and the bind is not even refused': {
      port: () => listen(tlsOrSilence()),
      last: 'tls-error',
      sentence: /did not answer the bind, because it speaks TLS\. Switch “Use SSL” on/,
    },
    'TLS where plain SMPP waits for the rest of a PDU': {
      // To such an SMSC the start of a handshake is a command_length of hundreds of millions.
      port: () =>
        peer((socket, octets) => {
          if (octets[0] === 0) socket.write(enquireLinkResp);
        }),
      given: { tls: withTls },
      last: 'tls-error',
      sentence: /speaks plain SMPP and not TLS\. Switch “Use SSL” off/,
    },
    'a TLS alert in answer to the bind': {
      port: () => peer((socket) => socket.end(Uint8Array.of(0x15, 3, 1, 0, 2, 2, 70))),
      last: 'tls-error',
      sentence: /TLS/,
    },
    'a close of the TLS handshake': {
      port: () => peer((socket) => socket.end()),
      given: { tls: withTls },
      last: 'tls-error',
      sentence: /it may speak plain SMPP.*“Use SSL”/,
    },
    'a certificate that nobody vouches for': {
      port: () => listen(createTlsServer({ key: identity.keyPem, cert: identity.certificatePem })),
      given: { tls: withTls },
      last: 'certificate-problem',
      sentence: /self-signed/,
    },
  };

  it.each(Object.entries(cases))(
    '%s leads to its state, its sentence and a line in the log',
    async (_what, given) => {
      const trunk = await failing(settings(await given.port(), given.given));
      expect(trunk).toMatchObject({ connection: { kind: 'error' }, last: { kind: given.last } });
      expect(trunk.last?.sentence).toMatch(given.sentence);
      const rows = await logRows(trunk);
      expect(rows.map(({ text }) => text)).toContain(trunk.last?.sentence);
      if (given.octets !== undefined) {
        const withOctets = rows.find(({ kind, length }) => kind === 'octets' && length > 0);
        const { pdu } = await host.call('pduLog.pdu', { number: withOctets!.number });
        expect(Buffer.from(pdu!.hex, 'hex').toString('latin1')).toContain(given.octets);
      }
    },
  );

  it('that is asked a second time, without TLS, has what was asked and answered in the log', async () => {
    const port = await peer((socket, octets) => {
      if (octets[0] === 0) socket.write(enquireLinkResp);
    });
    const rows = await logRows(await failing(settings(port, { tls: withTls })));
    expect(rows.map(({ direction, kind, command }) => `${direction} ${kind} ${command}`)).toEqual(
      expect.arrayContaining(['out octets ', 'out pdu enquire_link', 'in pdu enquire_link_resp']),
    );
    const [asked, answered] = rows.filter(({ kind }) => kind === 'pdu');
    expect(asked).toMatchObject({ partner: answered?.number, hasProblem: false });
    expect(answered).toMatchObject({ partner: asked?.number, hasProblem: false });
  });

  it('that answers with a body that cannot be parsed is still told apart from silence', async () => {
    const port = await peer((socket, bind) => {
      const octets = bindResponse(bind).slice();
      octets.fill(0x41, 16);
      socket.write(octets);
    });
    const { id } = await host.call('trunk.create', { settings: settings(port), secrets: { password: '' } });
    const { connection } = await host.until(
      'trunk.stateChanged',
      (event) =>
        event.id === id && event.connection.kind !== 'connecting' && event.connection.kind !== 'logging',
    );
    expect(connection.kind).toBe('logged-in');
  });

  it('that disappears is noticed, and the trunk binds again when it is back', async () => {
    const accept = (socket: Socket): void =>
      void socket.on('data', (bind) => {
        if (decode(bind).pdu.command === 'bind_transceiver') socket.write(bindResponse(bind));
      });
    const port = await listen(createServer(accept));
    const given = settings(port, { isRetryAutomatic: true });
    const retrying = { ...given, timers: { ...given.timers, connectionTimeoutSeconds: 1 } };
    const { id } = await host.call('trunk.create', { settings: retrying, secrets: { password: '' } });
    await host.until(
      'trunk.stateChanged',
      (event) => event.id === id && event.connection.kind === 'logged-in',
    );
    for (const socket of sockets) socket.resetAndDestroy();
    const dropped = await host.until(
      'trunk.stateChanged',
      (event) => event.id === id && event.connection.kind === 'waiting',
    );
    expect(dropped.last).toMatchObject({ kind: 'disconnected' });
    const { trunks } = await host.call('trunk.list', {});
    expect(trunks.find((trunk) => trunk.id === id)?.connection.kind).toBe('waiting');
    const since = dropped.last?.atMs ?? 0;
    await host.until(
      'trunk.stateChanged',
      (event) => event.id === id && event.connection.kind === 'logged-in' && event.connection.sinceMs > since,
    );
  });

  it('that refuses a password or a system ID says which, and saving the right one logs in', async () => {
    const simulator = new SmscSimulator({
      clock: systemClock,
      onError: (error) => expect.unreachable(String(error)),
      onSessionsChanged: () => undefined,
      onHandsetMessage: () => undefined,
    });
    const credentials = { systemId: 'user', password: 'geheim' };
    const port = await simulator.start({ host: '127.0.0.1', port: 0, credentials });
    try {
      const trunk = await failing(settings(port), 'falsch');
      expect(trunk).toMatchObject({
        connection: { kind: 'login-failed' },
        last: { kind: 'invalid-password' },
      });
      const rows = await logRows(trunk);
      const bind = rows.find(({ command }) => command === 'bind_transceiver');
      expect(rows.map(({ command }) => command)).toContain('bind_transceiver_resp');
      expect(rows.map(({ text }) => text)).toContain(trunk.last?.sentence);
      const { pdu } = await host.call('pduLog.pdu', { number: bind?.number ?? 0 });
      expect(Buffer.from(pdu?.hex ?? '', 'hex').toString('latin1')).not.toContain('falsch');

      const { id } = trunk;
      await host.call('trunk.update', { id, settings: settings(port, { systemId: 'nobody' }), secrets: {} });
      await host.until(
        'trunk.stateChanged',
        (event) => event.id === id && event.last?.kind === 'invalid-username',
      );
      await host.call('trunk.update', { id, settings: settings(port), secrets: { password: 'geheim' } });
      await host.until(
        'trunk.stateChanged',
        (event) => event.id === id && event.connection.kind === 'logged-in',
      );
    } finally {
      await simulator.stop();
    }
  });
});
