import { afterEach, describe, expect, it } from 'vitest';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { trunkSettings } from '#shared/model/trunk';
import {
  ESME_RALYBND,
  ESME_RBINDFAIL,
  ESME_RINVPASWD,
  ESME_RINVSYSID,
  ESME_RSYSERR,
} from '#shared/smpp/command-status';
import { TrunkRig, type SmscBehaviour } from './trunk-rig';

let rig: TrunkRig;
const start = (...args: ConstructorParameters<typeof TrunkRig>): TrunkRig => (rig = new TrunkRig(...args));
const fails = (kind: ConnectError['kind']): SmscBehaviour => ({
  kind: 'fails',
  error: new ConnectError(kind, `Words for ${kind}.`),
});

afterEach(async () => {
  const closed = rig.runner.close();
  await rig.clock.advanceAsync(5000);
  await closed;
  expect(rig.runner.connection).toEqual({ kind: 'idle' });
  expect(rig.errors).toEqual([]);
  // The engine lets a peer read its last words for a second.
  await rig.clock.advanceAsync(1000);
  rig.clock.assertNoTimers();
});

describe('a trunk that binds', () => {
  it('goes through connecting and logging to logged in, with last state O.K.', async () => {
    start();
    rig.behaviour = { kind: 'accepts', scInterfaceVersion: 0x34 };
    await rig.bind();
    expect(rig.takeStates()).toEqual(['connecting', 'logging', 'logged-in']);
    expect(rig.runner.connection).toEqual({
      kind: 'logged-in',
      sinceMs: rig.clock.now(),
      smscInterfaceVersion: 0x34,
      version: '3.4',
      security: null,
      localAddress: 'memory:left',
      remoteAddress: 'memory:right',
    });
    expect(rig.runner.last).toMatchObject({ kind: 'ok', commandStatus: null });
    expect(rig.smsc.received).toMatchObject([
      { command: 'bind_transceiver', body: { systemId: 'user', password: 'secret', interfaceVersion: 0x34 } },
    ]);
    expect(rig.notes).toEqual([]);
  });

  it('shows a version that the SMSC did not state as not stated', async () => {
    start();
    await rig.bind();
    expect(rig.runner.connection).toMatchObject({ kind: 'logged-in', smscInterfaceVersion: null });
  });

  it.each([
    ['transceiver', 'bind_transceiver', 1111],
    ['transmitter', 'bind_transmitter', 1111],
    ['receiver', 'bind_receiver', 2222],
  ] as const)('as %s sends %s to port %i', async (bindType, command, port) => {
    start({ bindType, txPort: 1111, rxPort: 2222 });
    await rig.bind();
    expect(rig.dialled).toMatchObject([{ host: 'smsc.example', port }]);
    expect(rig.smsc.commands).toEqual([command]);
    expect(rig.runner.connection.kind).toBe('logged-in');
  });

  it('hands the settings of TLS and the timers to the connection', async () => {
    start({
      tls: trunkSettings.shape.tls.parse({
        isEnabled: true,
        serverName: 'name',
        caPem: 'PEM',
        acceptsAnyCertificate: true,
      }),
      timers: trunkSettings.shape.timers.parse({ connectSeconds: 3, tlsHandshakeSeconds: 4 }),
    });
    await rig.bind();
    expect(rig.dialled).toEqual([
      {
        host: 'smsc.example',
        port: 2775,
        connectTimeoutMs: 3000,
        tls: {
          serverName: 'name',
          caPem: 'PEM',
          acceptsAnyCertificate: true,
          handshakeTimeoutMs: 4000,
          fingerprintSha256: '',
        },
      },
    ]);
  });

  it('does nothing more when it is told to bind again', async () => {
    start();
    await rig.bind();
    rig.takeStates();
    await rig.bind();
    expect(rig.takeStates()).toEqual([]);
    expect(rig.ends).toHaveLength(1);
  });
});

describe('the end of an attempt', () => {
  it.each([
    [
      'a wrong system ID',
      { kind: 'refuses', commandStatus: ESME_RINVSYSID },
      'login-failed',
      'invalid-username',
      ESME_RINVSYSID,
      60,
    ],
    [
      'a wrong password',
      { kind: 'refuses', commandStatus: ESME_RINVPASWD },
      'login-failed',
      'invalid-password',
      ESME_RINVPASWD,
      60,
    ],
    [
      'ESME_RBINDFAIL',
      { kind: 'refuses', commandStatus: ESME_RBINDFAIL },
      'login-failed',
      'login-error',
      ESME_RBINDFAIL,
      60,
    ],
    [
      'ESME_RALYBND without a drop of ours',
      { kind: 'refuses', commandStatus: ESME_RALYBND },
      'login-failed',
      'login-error',
      ESME_RALYBND,
      60,
    ],
    [
      'another status',
      { kind: 'refuses', commandStatus: ESME_RSYSERR },
      'login-failed',
      'login-error',
      ESME_RSYSERR,
      10,
    ],
    [
      'a status of the vendor',
      { kind: 'refuses', commandStatus: 0x400 },
      'login-failed',
      'login-error',
      0x400,
      10,
    ],
    ['generic_nack', { kind: 'nacks', commandStatus: 0x03 }, 'login-failed', 'nack-error', 0x03, 10],
    [
      'an answer that is no bind response',
      { kind: 'answers-wrongly' },
      'login-failed',
      'login-error',
      null,
      10,
    ],
    ['a FIN instead of an answer', { kind: 'closes' }, 'error', 'disconnected', null, 10],
    ['a reset instead of an answer', { kind: 'resets' }, 'error', 'disconnected', null, 10],
    [
      'a web server',
      { kind: 'says', octets: new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n') },
      'error',
      'not-an-smsc',
      null,
      10,
    ],
    [
      'octets that are no PDU',
      { kind: 'says', octets: Uint8Array.of(0, 0, 0, 4, 1, 2, 3) },
      'error',
      'not-an-smsc',
      null,
      10,
    ],
    [
      'a TLS port',
      { kind: 'says', octets: Uint8Array.of(0x15, 3, 1, 0, 2, 2, 0x46) },
      'error',
      'tls-error',
      null,
      10,
    ],
    ['an unknown name', fails('name-not-found'), 'error', 'name-not-found', null, 10],
    ['a closed port', fails('refused'), 'error', 'refused', null, 10],
    ['no route', fails('unreachable'), 'error', 'unreachable', null, 10],
    ['a connect timeout', fails('timeout'), 'error', 'response-timeout', null, 10],
    ['a TLS handshake timeout', fails('tls-timeout'), 'error', 'response-timeout', null, 10],
    ['a certificate', fails('certificate'), 'error', 'certificate-problem', null, 10],
    ['a TLS mismatch', fails('tls'), 'error', 'tls-error', null, 10],
    ['a reset while connecting', fails('reset'), 'error', 'disconnected', null, 10],
  ] as const satisfies readonly (readonly [string, SmscBehaviour, string, string, number | null, number])[])(
    'by %s',
    async (_what, behaviour, after, last, commandStatus, retryS) => {
      start();
      rig.behaviour = behaviour;
      await rig.bind();
      expect(rig.takeStates().at(-1)).toBe('waiting');
      expect(rig.runner.connection).toMatchObject({ kind: 'waiting', after });
      expect(rig.runner.last).toMatchObject({ kind: last, commandStatus });
      expect(rig.retryInMs).toBe(retryS * 1000);
      // The log has one line for it, the same sentence as on the screen.
      expect(rig.notes).toEqual([rig.runner.last?.sentence]);
      // The next attempt is made, and succeeds once the SMSC does.
      rig.behaviour = { kind: 'accepts' };
      await rig.retry();
      expect(rig.takeStates()).toEqual(['connecting', 'logging', 'logged-in']);
      expect(rig.runner.last?.kind).toBe('ok');
    },
  );

  it('by silence: ten seconds after the bind, not before', async () => {
    start();
    rig.behaviour = { kind: 'swallows' };
    await rig.bind();
    await rig.clock.advanceAsync(9999);
    expect(rig.runner.connection).toEqual({ kind: 'logging' });
    await rig.clock.advanceAsync(1);
    expect(rig.runner.connection).toMatchObject({ kind: 'waiting', after: 'error' });
    expect(rig.runner.last).toMatchObject({ kind: 'response-timeout' });
  });

  it('by half a PDU and then silence', async () => {
    start();
    rig.behaviour = { kind: 'says', octets: Uint8Array.of(0, 0, 0, 0x15, 0x80, 0, 0, 9) };
    await rig.bind();
    await rig.clock.advanceAsync(10_000);
    expect(rig.runner.last).toMatchObject({ kind: 'response-timeout' });
  });

  it('by a connection that is never made', async () => {
    start();
    rig.behaviour = { kind: 'hangs' };
    await rig.bind();
    expect(rig.runner.connection).toEqual({ kind: 'connecting' });
    await rig.clock.advanceAsync(10_000);
    expect(rig.runner.last).toMatchObject({ kind: 'response-timeout' });
  });

  it('by a password that is not there: it says so and does not try again by itself', async () => {
    start();
    rig.endpoint = () =>
      Promise.resolve({ kind: 'missing', failure: { kind: 'no-password', isKeychainAvailable: false } });
    await rig.bind();
    expect(rig.runner.connection).toEqual({ kind: 'error' });
    expect(rig.runner.last).toMatchObject({
      kind: 'no-password',
      sentence: expect.stringContaining('enter the password again') as string,
    });
    expect(rig.dialled).toEqual([]);
    rig.clock.assertNoTimers();
  });

  it('by a mistake of ours: it is told, and the trunk goes on', async () => {
    start();
    rig.endpoint = () => Promise.reject(new TypeError('x is not a function'));
    await rig.bind();
    expect(rig.runner.connection).toMatchObject({ kind: 'waiting', after: 'error' });
    expect(rig.errors.splice(0)).toHaveLength(1);
  });
});
