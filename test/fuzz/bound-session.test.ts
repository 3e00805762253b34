import { describe, expect, it } from 'vitest';
import { boundSession, type SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';
import { HostilePdus } from '#test/support/hostile-pdus';

/** PDUs in all; a soak sends ten times as many, with another seed each time. */
const PDUS = Number(process.env['FUZZ_PDUS'] ?? 50_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
const BATCH = 50;
/** Until a session is ended in good order and another takes its place. */
const BATCHES_PER_SESSION = 40;
const PROBE = 0x7abcdef0;

const word = (octets: Uint8Array, at: number): number =>
  new DataView(octets.buffer, octets.byteOffset).getUint32(at);
const isUnbind = (octets: Uint8Array): boolean => word(octets, 4) === 0x06;

/** Responses are never answered, and outbind (0x0B) and alert_notification (0x102) have no answer. */
function needsAnswer(octets: Uint8Array): boolean {
  const commandId = word(octets, 4);
  return commandId < 0x80000000 && commandId !== 0x0b && commandId !== 0x102;
}

/** Bound, with all of its window in flight where it may send, and answers to whatever it is handed. */
async function busySession(role: 'esme' | 'smsc'): Promise<SessionUnderTest> {
  const test = await boundSession({ role, interfaceVersion: 0x50, timers: { unbindMs: 50 } });
  test.onRequest = (request) => test.session.respond(request, 0);
  return test;
}

/** Whatever came: no exception, one outcome for each request, one end, no timer left. */
async function finish(test: SessionUnderTest, told: string): Promise<void> {
  test.session.destroy();
  await test.clock.advanceAsync(10_000);
  expect(test.errors, told).toEqual([]);
  expect(test.ends, told).toHaveLength(1);
  const { sent } = test.session.counters;
  expect(test.outcomes, told).toHaveLength(sent);
  expect(new Set(test.outcomes.map(({ sequenceNumber }) => sequenceNumber)).size, told).toBe(sent);
  test.clock.assertNoTimers();
}

describe.each(['esme', 'smsc'] as const)('a bound %s that gets hostile PDUs', (role) => {
  it(
    'answers or closes as specified, never throws, and the next session works',
    { timeout: 60_000 + PDUS * 2 },
    async () => {
      const hostile = new HostilePdus(role === 'esme' ? SEED : SEED + 1);
      let test = await busySession(role);
      let batches = 0;
      for (let sent = 0; sent < PDUS / 2; sent += BATCH) {
        const told = `seed ${SEED}, ${role}, from PDU ${sent}`;
        while (role === 'esme' && test.session.freeWindow() > 0) test.submit();
        await settle(1);
        test.peer.take();
        const isFramed = hostile.isChance(90);
        const batch = Array.from({ length: BATCH }, () =>
          isFramed ? hostile.framed() : hostile.unframed(),
        ).filter((octets) => !isFramed || !isUnbind(octets));
        // In one piece every time, or each alone.
        if (hostile.isChance(50)) test.peer.sendOctets(Buffer.concat(batch));
        else for (const octets of batch) test.peer.sendOctets(octets);
        if (isFramed) test.peer.send('enquire_link', { sequenceNumber: PROBE });
        await settle(2);
        batches += 1;
        expect(test.errors, told).toEqual([]);
        if (isFramed) {
          expect(test.ends, told).toEqual([]);
          const answers = test.peer.received.filter(({ command }) => command !== 'submit_sm');
          const expected = batch.filter(needsAnswer).map((octets) => word(octets, 12));
          expect(
            answers.map(({ sequenceNumber }) => sequenceNumber),
            told,
          ).toEqual([...expected, PROBE]);
        }
        const [end] = test.ends;
        if (end !== undefined) expect(['framing-error', 'closed-by-peer'], told).toContain(end.kind);
        // Half a PDU may be left of what was not framed: nothing more can be said of such a link.
        if (!isFramed || batches >= BATCHES_PER_SESSION) {
          await finish(test, told);
          test = await busySession(role);
          batches = 0;
        }
      }
      await finish(test, `seed ${SEED}, ${role}, at the end`);
    },
  );
});
