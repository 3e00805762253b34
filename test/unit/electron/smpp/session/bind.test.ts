import { afterEach, describe, expect, it } from 'vitest';
import { credentials, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;
const start = (options = {}): SessionUnderTest => (test = new SessionUnderTest(options));

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

describe('bind of an ESME', () => {
  it.each([
    ['transceiver', 'bound_trx'],
    ['transmitter', 'bound_tx'],
    ['receiver', 'bound_rx'],
  ] as const)('as %s leads to %s', async (type, state) => {
    start();
    const bound = test.session.bind(type, credentials);
    await settle();
    expect(test.peer.received).toMatchObject([
      {
        command: `bind_${type}`,
        sequenceNumber: 1,
        body: { systemId: 'esme', password: 'secret', interfaceVersion: 0x34 },
      },
    ]);
    expect(test.session.state).toBe('open');
    test.clock.advance(25);
    test.peer.send(`bind_${type}_resp`, {
      sequenceNumber: 1,
      body: { systemId: 'smsc' },
      tlvs: [{ tag: 0x0210, value: Uint8Array.of(0x34) }],
    });
    expect(await bound).toEqual({
      kind: 'bound',
      systemId: 'smsc',
      smscInterfaceVersion: 0x34,
      latencyMs: 25,
    });
    expect(test.states).toEqual([state]);
  });
});
