import { afterEach, describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { TrunkRig } from './trunk-rig';

let rig: TrunkRig;
const start = (...args: ConstructorParameters<typeof TrunkRig>): TrunkRig => (rig = new TrunkRig(...args));
afterEach(async () => {
  const closed = rig.binds.close();
  await rig.clock.advanceAsync(11_000);
  await closed;
  expect(rig.errors).toEqual([]);
  await rig.clock.advanceAsync(1000);
  rig.clock.assertNoTimers();
});

const submit = (count: number, outcomes: string[]): void => {
  const { body } = createPdu('submit_sm', { sequenceNumber: 0 });
  for (let message = 0; message < count; message += 1) {
    rig.binds.submit({ command: 'submit_sm', body: body! }, ({ kind }) => void outcomes.push(kind));
  }
};
const arrived = (): number[] =>
  rig.ends.map(({ commands }) => commands.filter((command) => command === 'submit_sm').length);

describe('a link that nothing comes over any more, and nobody closed', () => {
  it('a pulled cable is noticed by the keepalive; the trunk logs in again by itself and sends nothing twice', async () => {
    start();
    await rig.bind();
    const outcomes: string[] = [];
    submit(2, outcomes);
    await rig.settle();
    expect(outcomes).toEqual(['response', 'response']);
    rig.smsc.answers = false;
    submit(3, outcomes);
    await rig.clock.advanceAsync(10_000);
    expect(outcomes.slice(2)).toEqual(['timeout', 'timeout', 'timeout']);
    // Silent for 60 s, and for 10 s after the enquire_link.
    await rig.clock.advanceAsync(59_999);
    expect(rig.runner.connection.kind).toBe('logged-in');
    await rig.clock.advanceAsync(1);
    expect(rig.binds.state).toMatchObject({
      connection: { kind: 'waiting', after: 'error' },
      last: { kind: 'response-timeout' },
    });
    await rig.retry();
    expect(rig.runner.connection.kind).toBe('logged-in');
    expect(arrived()).toEqual([5, 0]);
    submit(1, outcomes);
    await rig.settle();
    expect(arrived()).toEqual([5, 1]);
    expect(outcomes).toHaveLength(6);
  });

  it('after a sleep it is noticed at once: what was in flight is in doubt, and goes out no more', async () => {
    start();
    await rig.bind();
    rig.smsc.answers = false;
    const outcomes: string[] = [];
    submit(3, outcomes);
    await rig.clock.advanceAsync(1000);
    rig.binds.handleWake();
    await rig.clock.advanceAsync(10_000);
    expect(rig.binds.state).toMatchObject({
      connection: { kind: 'waiting' },
      last: { kind: 'response-timeout' },
    });
    expect(outcomes).toEqual(['timeout', 'timeout', 'timeout']);
    // Woken again while it waits: it is tried at once.
    rig.binds.handleWake();
    await rig.settle();
    expect(rig.runner.connection.kind).toBe('logged-in');
    expect(arrived()).toEqual([3, 0]);
  });

  it('a link that answers after the sleep goes on, with what was in flight', async () => {
    start();
    await rig.bind();
    const outcomes: string[] = [];
    submit(3, outcomes);
    rig.binds.handleWake();
    await rig.clock.advanceAsync(30_000);
    expect(rig.ends).toHaveLength(1);
    expect(rig.smsc.commands).toContain('enquire_link');
    expect(outcomes).toEqual(['response', 'response', 'response']);
  });
});
