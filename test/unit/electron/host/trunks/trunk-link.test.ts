import { afterEach, describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { rigSettings, TrunkRig } from './trunk-rig';

let rig: TrunkRig;
const start = (...args: ConstructorParameters<typeof TrunkRig>): TrunkRig => (rig = new TrunkRig(...args));

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

describe('the end of a bind that stood', () => {
  it('by an unbind of the peer', async () => {
    start();
    await rig.bind();
    rig.smsc.send(createPdu('unbind', { sequenceNumber: 9 }));
    await rig.settle();
    expect(rig.smsc.commands).toContain('unbind_resp');
    expect(rig.runner.connection).toMatchObject({ kind: 'waiting', after: 'error' });
    expect(rig.runner.last).toMatchObject({
      kind: 'disconnected',
      sentence: expect.stringContaining('with unbind') as string,
    });
  });

  it('by a FIN', async () => {
    start();
    await rig.bind();
    rig.smsc.close();
    await rig.settle();
    expect(rig.runner.last).toMatchObject({
      kind: 'disconnected',
      sentence: expect.stringContaining('without an unbind') as string,
    });
    expect(rig.retryInMs).toBe(10_000);
  });

  it('by a FIN in the middle of a PDU, which is told apart', async () => {
    start();
    await rig.bind();
    rig.smsc.sendOctets(Uint8Array.of(0, 0, 0, 0x40, 0, 0, 0, 5, 0));
    rig.smsc.close();
    await rig.settle();
    expect(rig.runner.last).toMatchObject({
      kind: 'disconnected',
      sentence: expect.stringContaining('in the middle of a PDU: 9 of its 64 octets came') as string,
    });
    expect(rig.retryInMs).toBe(10_000);
  });

  it('by a reset', async () => {
    start();
    await rig.bind();
    rig.smsc.reset();
    await rig.settle();
    expect(rig.runner.last).toMatchObject({
      kind: 'disconnected',
      sentence: expect.stringContaining('reset by the other side') as string,
    });
  });

  it('by silence after an enquire_link', async () => {
    start();
    await rig.bind();
    rig.smsc.answers = false;
    await rig.clock.advanceAsync(60_000);
    expect(rig.smsc.commands.at(-1)).toBe('enquire_link');
    await rig.clock.advanceAsync(9999);
    expect(rig.runner.connection.kind).toBe('logged-in');
    await rig.clock.advanceAsync(1);
    expect(rig.runner.last).toMatchObject({ kind: 'response-timeout' });
    expect(rig.runner.connection).toMatchObject({ kind: 'waiting', after: 'error' });
  });

  it('by octets that cannot be framed', async () => {
    start();
    await rig.bind();
    rig.smsc.sendOctets(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4));
    await rig.settle();
    expect(rig.runner.last).toMatchObject({ kind: 'protocol-error' });
  });

  it('by the inactivity timer: idle with O.K., and no attempt by itself', async () => {
    start({ timers: { ...rigSettings.timers, inactivitySeconds: 30 } });
    await rig.bind();
    await rig.clock.advanceAsync(30_000);
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    expect(rig.runner.last).toMatchObject({
      kind: 'ok',
      sentence: expect.stringContaining('30 s') as string,
    });
    expect(rig.smsc.commands).toContain('unbind');
  });

  it('in the same chunk as the bind response', async () => {
    start();
    rig.behaviour = { kind: 'swallows' };
    await rig.bind();
    rig.smsc.send(createPdu('bind_transceiver_resp', { sequenceNumber: 1, body: { systemId: 'x' } }));
    rig.smsc.close();
    await rig.settle();
    expect(rig.takeStates()).toEqual(['connecting', 'logging', 'logged-in', 'waiting']);
    expect(rig.runner.last).toMatchObject({ kind: 'disconnected' });
  });
});

describe('what happens to one message', () => {
  it('never changes the state of the link', async () => {
    start({ timers: { ...rigSettings.timers, responseSeconds: 1 } });
    await rig.bind();
    const before = rig.runner.connection;
    rig.takeStates();
    const outcomes: string[] = [];
    const { link } = rig.runner;
    const { body } = createPdu('submit_sm', { sequenceNumber: 0 });
    for (let message = 0; message < 3; message += 1)
      link?.submit({ command: 'submit_sm', body: body! }, ({ kind }) => void outcomes.push(kind));
    rig.smsc.answers = false;
    await rig.settle();
    rig.smsc.send(createPdu('submit_sm_resp', { sequenceNumber: 2, commandStatus: 0x0b }));
    rig.smsc.send(createPdu('generic_nack', { sequenceNumber: 3, commandStatus: 0x02 }));
    await rig.clock.advanceAsync(1000);
    expect(outcomes.toSorted()).toEqual(['nack', 'response', 'timeout']);
    expect(rig.runner.connection).toEqual(before);
    expect(rig.runner.last).toMatchObject({ kind: 'ok' });
    expect(rig.takeStates()).toEqual([]);
    rig.smsc.send(createPdu('submit_sm_resp', { sequenceNumber: 4, body: { messageId: 'late' } }));
    await rig.settle();
    expect(rig.late).toMatchObject([
      { sessionId: 1, sequenceNumber: 4, response: { command: 'submit_sm_resp' } },
    ]);
    rig.smsc.answers = true;
  });

  it('is answered with the status that the message service gives', async () => {
    start();
    await rig.bind();
    rig.onMessage = () => Promise.resolve(0x64);
    rig.smsc.send(createPdu('deliver_sm', { sequenceNumber: 7 }));
    rig.smsc.send(createPdu('data_sm', { sequenceNumber: 8 }));
    rig.smsc.send(createPdu('alert_notification', { sequenceNumber: 9 }));
    await rig.settle();
    expect(rig.inbound.map(({ command }) => command)).toEqual(['deliver_sm', 'data_sm']);
    expect(rig.smsc.received.slice(1)).toMatchObject([
      { command: 'deliver_sm_resp', sequenceNumber: 7, commandStatus: 0x64 },
      { command: 'data_sm_resp', sequenceNumber: 8, commandStatus: 0x64 },
    ]);
  });

  it('is answered with a temporary error when storing it fails, so that the SMSC sends it again', async () => {
    start();
    await rig.bind();
    rig.onMessage = () => Promise.reject(new Error('disk full'));
    rig.smsc.send(createPdu('deliver_sm', { sequenceNumber: 7 }));
    await rig.settle();
    expect(rig.smsc.received.at(-1)).toMatchObject({ command: 'deliver_sm_resp', commandStatus: 0x64 });
    expect(rig.errors.splice(0)).toHaveLength(1);
    expect(rig.runner.connection.kind).toBe('logged-in');
  });

  it('is left unanswered when the link ended meanwhile', async () => {
    start();
    await rig.bind();
    let store: (status: number) => void = () => undefined;
    rig.onMessage = () => new Promise((resolve) => (store = resolve));
    rig.smsc.send(createPdu('deliver_sm', { sequenceNumber: 7 }));
    await rig.settle();
    rig.smsc.reset();
    await rig.settle();
    store(0);
    await rig.settle();
    expect(rig.smsc.commands).not.toContain('deliver_sm_resp');
  });
});
