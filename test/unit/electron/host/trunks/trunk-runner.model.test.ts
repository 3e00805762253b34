import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { connectionState, lastState } from '#shared/model/trunk-view';
import { createPdu } from '#shared/smpp/pdu';
import { rigSettings, TrunkRig, type SmscBehaviour } from './trunk-rig';

const behaviours: fc.Arbitrary<SmscBehaviour> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'accepts' as const }) },
  fc.constantFrom(
    { kind: 'refuses' as const, commandStatus: 0x0e },
    { kind: 'refuses' as const, commandStatus: 0x05 },
    { kind: 'refuses' as const, commandStatus: 0x08 },
    { kind: 'nacks' as const, commandStatus: 3 },
    { kind: 'answers-wrongly' as const },
    { kind: 'swallows' as const },
    { kind: 'closes' as const },
    { kind: 'resets' as const },
    { kind: 'hangs' as const },
    { kind: 'says' as const, octets: Uint8Array.of(1, 2, 3, 4) },
    { kind: 'fails' as const, error: new ConnectError('refused', 'Refused.') },
  ),
);

const steps = fc.oneof(
  fc.record({ do: fc.constant('smsc' as const), behaviour: behaviours }),
  fc.record({
    do: fc.constant('pass' as const),
    ms: fc.constantFrom(1, 500, 5000, 10_000, 61_000, 400_000, 1_000_000),
  }),
  fc.record({
    do: fc.constantFrom(
      'bind' as const,
      'unbind' as const,
      'rebind' as const,
      'rebind without retry' as const,
      'peer closes' as const,
      'peer resets' as const,
      'peer unbinds' as const,
      'peer falls silent' as const,
      'peer sends rubbish' as const,
      'peer delivers' as const,
      'submit' as const,
      'settle' as const,
    ),
  }),
);

/** States that need something of the outside to go on: a timer, an answer, the user. */
const restful = new Set(['idle', 'login-failed', 'error', 'logged-in']);

describe('a trunk under anything that can happen to it', () => {
  it('is never stuck, leaks no timer, and answers for every message exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { maxLength: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (sequence, random) => {
          const rig = new TrunkRig({}, () => random);
          let submitted = 0;
          let outcomes = 0;
          let isWanted = false;
          for (const step of sequence) {
            const smsc = rig.ends.at(-1);
            switch (step.do) {
              case 'smsc':
                rig.behaviour = step.behaviour;
                break;
              case 'pass':
                await rig.clock.advanceAsync(step.ms);
                break;
              case 'bind':
                rig.runner.bind();
                isWanted = true;
                break;
              case 'unbind':
                rig.runner.unbind();
                isWanted = false;
                break;
              case 'rebind':
                rig.runner.rebind(rigSettings);
                isWanted = true;
                break;
              case 'rebind without retry':
                rig.runner.rebind({ ...rigSettings, isRetryAutomatic: false });
                isWanted = true;
                break;
              case 'peer closes':
                smsc?.close();
                break;
              case 'peer resets':
                smsc?.reset();
                break;
              case 'peer unbinds':
                smsc?.send(createPdu('unbind', { sequenceNumber: 77 }));
                break;
              case 'peer falls silent':
                if (smsc !== undefined) smsc.answers = false;
                break;
              case 'peer sends rubbish':
                smsc?.sendOctets(Uint8Array.of(0, 0, 0, 1, 9, 9));
                break;
              case 'peer delivers':
                smsc?.send(createPdu('deliver_sm', { sequenceNumber: 78 }));
                break;
              case 'submit':
                if (rig.runner.link !== null) {
                  submitted += 1;
                  rig.runner.link.submit(
                    { command: 'submit_sm', body: createPdu('submit_sm', { sequenceNumber: 0 }).body! },
                    () => {
                      outcomes += 1;
                    },
                  );
                }
                break;
              case 'settle':
                await rig.settle();
            }
            const { connection, last } = rig.runner;
            connectionState.parse(connection);
            if (last !== null) lastState.parse(last);
            if (rig.changes.length > 0) expect(connection).toEqual(rig.changes.at(-1)?.connection);
            // Idle is what the user asked for, and nothing else is.
            if (isWanted) expect(connection.kind).not.toBe('idle');
            else expect(['idle', 'unbinding']).toContain(connection.kind);
            // A wait always has its end ahead of it.
            if (rig.retryInMs !== null) expect(rig.retryInMs).toBeGreaterThan(0);
          }
          // Whatever it was doing: within its timers it rests, or it is waiting for an attempt of which there is a time.
          await rig.clock.advanceAsync(31_000);
          const { kind } = rig.runner.connection;
          expect(
            restful.has(kind) || rig.retryInMs !== null || kind === 'connecting' || kind === 'logging',
          ).toBe(true);
          // The SMSC works again: the user's bind always leads to logged in.
          rig.behaviour = { kind: 'accepts' };
          rig.runner.rebind(rigSettings);
          await rig.clock.advanceAsync(16_000);
          expect(rig.runner.connection.kind).toBe('logged-in');
          expect(rig.ends.filter(({ isClosed }) => !isClosed)).toHaveLength(1);

          const closed = rig.runner.close();
          await rig.clock.advanceAsync(16_000);
          await closed;
          expect(rig.runner.connection).toEqual({ kind: 'idle' });
          expect(outcomes).toBe(submitted);
          expect(rig.errors).toEqual([]);
          rig.clock.assertNoTimers();
        },
      ),
      { numRuns: 150 },
    );
  });
});
