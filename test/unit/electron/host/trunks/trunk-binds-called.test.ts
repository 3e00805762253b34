import { afterEach, describe, expect, it } from 'vitest';
import { ListenError } from '#electron/smpp/transport/listen-for-transports';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { createPdu } from '#shared/smpp/pdu';
import { rigSettings, TrunkRig } from './trunk-rig';

let rig: TrunkRig;
const start = (given: Partial<TrunkSettings> = {}): TrunkRig => (rig = new TrunkRig(given));
const states = (): string[] => rig.binds.views.map(({ connection }) => connection.kind);
afterEach(async () => {
  const closed = rig.binds.close();
  await rig.clock.advanceAsync(5000);
  await closed;
  expect(rig.errors).toEqual([]);
  await rig.clock.advanceAsync(1000);
  rig.clock.assertNoTimers();
});

describe('outbind', () => {
  const outbind: Partial<TrunkSettings> = {
    version: '5.0',
    outbind: { isEnabled: true, listenAddress: '127.0.0.1', listenPort: 9000, smscSystemId: 'SMSC' },
  };
  const call = async (systemId = 'SMSC') => {
    const end = rig.calls.call();
    await rig.settle();
    end.send(createPdu('outbind', { sequenceNumber: 1, body: { systemId, password: '' } }));
    await rig.settle();
    return end;
  };

  it('listens, binds on the connection of the SMSC, and listens again after it', async () => {
    start(outbind);
    await rig.bind();
    expect(rig.binds.views).toMatchObject([
      { connection: { kind: 'idle' }, port: 'listening', target: '127.0.0.1:9000' },
    ]);
    const end = await call();
    expect(end.commands).toEqual(['bind_transceiver']);
    expect(rig.binds.views).toMatchObject([{ connection: { kind: 'logged-in' }, port: 'open' }]);
    expect(rig.calls.isOpen).toBe(false);
    end.close();
    await rig.settle();
    expect(rig.binds.views).toMatchObject([
      { connection: { kind: 'idle' }, port: 'listening', last: { kind: 'disconnected' } },
    ]);
    rig.binds.unbind();
    await rig.settle();
    expect(rig.calls.isOpen).toBe(false);
    expect(rig.binds.views).toMatchObject([{ port: 'closed' }]);
    expect(rig.dialled).toEqual([]);
  });

  it('turns away a caller of another name, and goes on listening', async () => {
    start(outbind);
    await rig.bind();
    const end = await call('Other');
    expect(end.commands).toEqual([]);
    expect(end.isClosed).toBe(true);
    expect(rig.binds.views).toMatchObject([
      {
        port: 'listening',
        last: { kind: 'login-error', sentence: expect.stringContaining('“Other”') as string },
      },
    ]);
    await call();
    expect(states()).toEqual(['logged-in']);
  });

  it('waits between attempts that fail before the port is open', async () => {
    start(outbind);
    let asked = 0;
    rig.endpoint = () => {
      asked += 1;
      return Promise.resolve({ kind: 'missing', failure: { kind: 'no-simulator', problem: null } });
    };
    await rig.bind();
    expect(rig.binds.state.connection).toMatchObject({ kind: 'waiting', after: 'error' });
    expect(asked).toBe(1);
    await rig.retry();
    expect(asked).toBe(2);
  });

  it('says why the port cannot be opened, and tries again', async () => {
    start(outbind);
    rig.calls.error = new ListenError('in-use', '127.0.0.1:9000 is in use by another program.', null);
    await rig.bind();
    expect(rig.binds.state).toMatchObject({
      connection: { kind: 'waiting', after: 'error' },
      last: { kind: 'listen-failed', sentence: '127.0.0.1:9000 is in use by another program.' },
    });
    rig.calls.error = null;
    await rig.retry();
    expect(rig.binds.views).toMatchObject([{ port: 'listening' }]);
  });
});

describe('versions', () => {
  it.each([
    ['3.3', 'receiver', 'no outbind'],
    ['3.4', 'transceiver', 'asks for a receiver'],
  ] as const)('an outbind in %s as %s is refused with the reason', async (version, bindType, words) => {
    const { outbind } = rigSettings;
    start({ version, bindType, outbind: { ...outbind, isEnabled: true } });
    await rig.bind();
    expect(rig.binds.state.last).toMatchObject({
      kind: 'version-refused',
      sentence: expect.stringContaining(words) as string,
    });
    expect(rig.calls.openCount).toBe(0);
  });

  it('refuses a transceiver in 3.3 with the reason, and does not try again', async () => {
    start({ version: '3.3' });
    await rig.bind();
    expect(rig.binds.state).toMatchObject({
      connection: { kind: 'error' },
      last: { kind: 'version-refused', sentence: expect.stringContaining('no transceiver') as string },
    });
    expect(rig.dialled).toEqual([]);
  });

  it.each([
    ['uses a lower version that the SMSC states', false, '3.3'],
    ['keeps to its own where the user overrules', true, '3.4'],
  ] as const)('%s', async (_what, isLowerVersionIgnored, version) => {
    start({
      bindType: 'transmitter',
      onDemand: { isEnabled: false, idleSeconds: 60 },
      isLowerVersionIgnored,
    });
    rig.behaviour = { kind: 'accepts', scInterfaceVersion: 0x33 };
    await rig.bind();
    expect(rig.binds.state.connection).toMatchObject({ smscInterfaceVersion: 0x33, version });
  });
});

describe('a computer that wakes', () => {
  it('asks what stands for a sign of life, and tries at once what waits', async () => {
    start({ binds: 2, timers: trunkSettings.shape.timers.parse({ connectionTimeoutSeconds: 300 }) });
    await rig.bind();
    rig.ends[0]?.reset();
    await rig.settle();
    expect(states()).toEqual(['waiting', 'logged-in']);
    const standing = rig.ends[1];
    rig.binds.handleWake();
    await rig.settle();
    expect(states()).toEqual(['logged-in', 'logged-in']);
    expect(standing?.commands).toContain('enquire_link');
  });

  it('notices a link that died meanwhile', async () => {
    start();
    await rig.bind();
    rig.smsc.answers = false;
    rig.binds.handleWake();
    await rig.clock.advanceAsync(10_000);
    expect(rig.binds.state).toMatchObject({
      connection: { kind: 'waiting' },
      last: { kind: 'response-timeout' },
    });
  });
});
