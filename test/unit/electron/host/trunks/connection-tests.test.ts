import { describe, expect, it } from 'vitest';
import { EventHub } from '#electron/host/event-hub';
import { Secrets } from '#electron/host/secrets/secrets';
import { ConnectionTests } from '#electron/host/trunks/connection-tests';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { connectTransport } from '#electron/smpp/transport/connect-transport';
import { memoryTransportPair } from '#electron/smpp/transport/memory-transport';
import type { EventPayload } from '#shared/contract/index';
import type { TrunkSettings } from '#shared/model/trunk';
import { FakeClock, settle } from '#test/support/fake-clock';
import { MemoryKeychain } from '#test/support/host';
import { FakeDemoSmsc, settings } from './manager-rig';
import { SmscEnd, type SmscBehaviour } from './trunk-rig';

class TestRig {
  readonly clock = new FakeClock();
  readonly told: EventPayload<'trunk.testProgressed'>[] = [];
  readonly ends: SmscEnd[] = [];
  readonly errors: unknown[] = [];
  readonly tests: ConnectionTests;
  behaviour: SmscBehaviour = { kind: 'accepts', scInterfaceVersion: 0x34 };
  /** Places in the log that were not given up. */
  openLogs = 0;
  #ids = 0;

  constructor() {
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const hub = new EventHub((error) => void this.errors.push(error));
    hub.on('trunk.testProgressed', (payload) => void this.told.push(structuredClone(payload)));
    this.tests = new ConnectionTests({
      secrets: new Secrets({
        openKeychain: () => Promise.resolve(new MemoryKeychain()),
        clock: this.clock,
        logger,
      }),
      demoSmsc: new FakeDemoSmsc(),
      hub,
      clock: this.clock,
      createId: () => `test ${(this.#ids += 1)}`,
      connect: this.#connect,
      lookUp: () => Promise.resolve(['192.0.2.1']),
      openLog: () => {
        this.openLogs += 1;
        return {
          recorder: { recordPdu: () => undefined, recordOctets: () => undefined },
          end: () => {
            this.openLogs -= 1;
          },
        };
      },
      onError: (error) => void this.errors.push(error),
    });
  }

  start(
    given: Partial<TrunkSettings> = {},
    password: string | undefined = 'geheim',
    isLoggedIn = false,
  ): string {
    return this.tests.start({
      settings: settings(given),
      secrets: { password },
      stored: null,
      isTrunkLoggedIn: () => isLoggedIn,
    });
  }

  get last(): string[] {
    return this.told.at(-1)?.steps.map(({ name, state }) => `${name}: ${state}`) ?? [];
  }

  readonly #connect: typeof connectTransport = async (options, _clock, signal) => {
    const { behaviour } = this;
    await options.lookup?.(options.host);
    if (behaviour.kind === 'fails') throw behaviour.error;
    if (behaviour.kind === 'hangs') {
      return await new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new ConnectError('cancelled', 'Called off.')));
      });
    }
    const { left, right } = memoryTransportPair();
    options.onAttempt?.({ host: options.host, address: '192.0.2.1:2775', error: null });
    this.ends.push(new SmscEnd(right, left, behaviour));
    return left;
  };
}

describe('a test of a connection', () => {
  it('looks up, connects, binds and unbinds, and tells each step as it moves', async () => {
    const rig = new TestRig();
    const testId = rig.start();
    await settle(10);
    expect(rig.last).toEqual([
      'Look up smsc.example: passed',
      'Connect to smsc.example:2775: passed',
      'Bind as transceiver: passed',
      'Unbind: passed',
    ]);
    expect(rig.told.every((told) => told.testId === testId)).toBe(true);
    expect(rig.told.filter(({ isOver }) => isOver)).toHaveLength(1);
    expect(rig.told.at(-1)?.isOver).toBe(true);
    expect(rig.told[0]?.steps.every(({ state }) => state === 'waiting')).toBe(true);
    expect(rig.ends[0]?.commands).toEqual(['bind_transceiver', 'unbind']);
    expect(JSON.stringify(rig.told)).not.toContain('geheim');
    expect(rig.errors).toEqual([]);
    expect(rig.openLogs).toBe(0);
    await rig.clock.advanceAsync(2000);
    rig.clock.assertNoTimers();
  });

  it('tests both halves of a pair, and every host', async () => {
    const rig = new TestRig();
    rig.start({ bindType: 'pair', standbyHosts: [{ host: '192.0.2.7', txPort: 1, rxPort: 2 }] });
    await settle(30);
    expect(rig.ends.map(({ commands }) => commands[0])).toEqual([
      'bind_transmitter',
      'bind_transmitter',
      'bind_receiver',
      'bind_receiver',
    ]);
    expect(rig.last.filter((step) => step.endsWith(': passed'))).toHaveLength(16);
  });

  it.each<[string, SmscBehaviour, string, number]>([
    [
      'a name that is not found',
      { kind: 'fails', error: new ConnectError('name-not-found', 'No such name.') },
      'No such name.',
      1,
    ],
    ['a wrong password', { kind: 'refuses', commandStatus: 0x0e }, 'does not accept the password', 2],
    ['a peer that closes', { kind: 'closes' }, 'instead of answering the bind', 2],
  ])('says what is wrong with %s, and skips what comes after', async (_what, behaviour, words, failed) => {
    const rig = new TestRig();
    rig.behaviour = behaviour;
    rig.start();
    await settle(10);
    const steps = rig.told.at(-1)?.steps ?? [];
    const place = steps.findIndex(({ state }) => state === 'failed');
    expect(place).toBe(failed);
    expect(steps[place]?.sentence).toContain(words);
    expect(steps.slice(place + 1).every(({ state }) => state === 'skipped')).toBe(true);
    expect(rig.told.at(-1)?.isOver).toBe(true);
  });

  it('says that the trunk itself may hold the account', async () => {
    const rig = new TestRig();
    rig.behaviour = { kind: 'refuses', commandStatus: 0x05 };
    rig.start({}, 'geheim', true);
    await settle(10);
    expect(rig.told.at(-1)?.steps[2]?.sentence).toContain('The trunk itself is logged in now');
  });

  it('can be called off, and at most four run at once', async () => {
    const rig = new TestRig();
    rig.behaviour = { kind: 'hangs' };
    const ids = [1, 2, 3, 4].map(() => rig.start());
    expect(() => rig.start()).toThrow('4 tests run already');
    await settle();
    rig.tests.cancel(ids[0] ?? '');
    rig.tests.cancel('unknown');
    await settle();
    expect(rig.told.filter(({ isOver }) => isOver).map(({ testId }) => testId)).toEqual([ids[0]]);
    await rig.tests.close();
    expect(rig.told.filter(({ isOver }) => isOver)).toHaveLength(4);
    expect(rig.openLogs).toBe(0);
    expect(rig.errors).toEqual([]);
    rig.clock.assertNoTimers();
  });

  it('says for sure where one side speaks TLS and the other does not', async () => {
    const rig = new TestRig();
    rig.behaviour = { kind: 'swallows' };
    rig.start();
    await settle();
    // The port takes the second connection, which is the one for TLS.
    await rig.clock.advanceAsync(10_000);
    const bind = rig.told.at(-1)?.steps.find(({ name }) => name === 'Bind as transceiver');
    expect(bind).toMatchObject({
      state: 'failed',
      sentence: expect.stringContaining('did not answer the bind, because it speaks TLS') as string,
    });
    expect(rig.openLogs).toBe(0);
    rig.clock.assertNoTimers();
  });

  it('refuses what cannot be tested from here', () => {
    const rig = new TestRig();
    const { outbind } = settings();
    expect(() => rig.start({ outbind: { ...outbind, isEnabled: true } })).toThrow('the SMSC calls');
    expect(() => rig.start({ version: '3.3' })).toThrow('no transceiver');
    const pair = { version: '3.3', bindType: 'pair' } as const;
    expect(() => rig.start({ ...pair, longMessages: 'sar' })).toThrow('neither SAR nor message_payload');
    const clientCertificatePem = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    expect(() => rig.start({ tls: { ...settings().tls, clientCertificatePem } })).toThrow('private key');
    expect(rig.told).toEqual([]);
  });
});
