import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '#shared/smpp/encode';
import { boundSession, type SessionUnderTest } from '#test/smsc/session-under-test';
import { arbitraryMutation, arbitraryPdu, framed } from '#test/support/arbitrary-pdu';
import { settle } from '#test/support/fake-clock';

/** More of them in a soak. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150);

const hostileOctets = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .constantFrom('GET / HTTP/1.0\r\n\r\n', 'SSH-2.0-x\r\n', '\x15\x03\x01\0\x02\x02\x46', '\0\0\0\0')
    .map((text) => Uint8Array.from(Buffer.from(text, 'latin1'))),
  fc.tuple(arbitraryPdu, arbitraryMutation).map(([pdu, mutate]) => mutate(encode(pdu))),
);
const framedOctets = fc.oneof(
  arbitraryPdu.map(encode),
  fc
    .tuple(arbitraryPdu, fc.array(arbitraryMutation, { minLength: 1, maxLength: 4 }))
    .map(([pdu, mutations]) => mutations.reduce((octets, mutate) => mutate(octets), encode(pdu)))
    .filter((octets) => octets.length >= 16)
    .map(framed),
);
const role = fc.constantFrom('esme' as const, 'smsc' as const);

/** A bound session with requests in flight that answers whatever it is handed. */
async function busySession(side: 'esme' | 'smsc'): Promise<SessionUnderTest> {
  const test = await boundSession({ role: side, timers: { unbindMs: 50 } });
  test.onRequest = (request) => test.session.respond(request, 0);
  if (side === 'esme') for (let count = 0; count < 3; count += 1) test.submit();
  await settle(1);
  return test;
}

/** Whatever came: no exception, one outcome for each request, one end, no timer left. */
async function finish(test: SessionUnderTest): Promise<void> {
  test.peer.transport.destroy();
  await test.clock.advanceAsync(10_000);
  expect(test.errors).toEqual([]);
  expect(test.ends).toHaveLength(1);
  expect(test.session.state).toBe('closed');
  const sent = test.session.counters.sent;
  expect(test.outcomes).toHaveLength(sent);
  expect(new Set(test.outcomes.map(({ sequenceNumber }) => sequenceNumber)).size).toBe(sent);
  test.clock.assertNoTimers();
}

describe('a bound session', () => {
  it('survives any octets, or closes', async () => {
    await fc.assert(
      fc.asyncProperty(
        role,
        fc.array(hostileOctets, { minLength: 1, maxLength: 6 }),
        async (side, chunks) => {
          const test = await busySession(side);
          for (const chunk of chunks) {
            test.peer.sendOctets(chunk);
            await settle(1);
          }
          const [end] = test.ends;
          if (end !== undefined) expect(['framing-error', 'closed-by-peer']).toContain(end.kind);
          await finish(test);
        },
      ),
      { numRuns },
    );
  });

  it('answers every request whose framing is right, and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(role, fc.array(framedOctets, { minLength: 1, maxLength: 8 }), async (side, pdus) => {
        const test = await busySession(side);
        const before = test.peer.received.length;
        // An unbind among them would end the session in good order, which is another test.
        const sent = pdus.filter((octets) => !isUnbind(octets));
        for (const octets of sent) test.peer.sendOctets(octets);
        await settle(2);
        const expected = sent.filter(needsAnswer).map(sequenceNumberOf);
        const answered = test.peer.received.slice(before).map((pdu) => pdu.sequenceNumber);
        expect(answered).toEqual(expected);

        test.peer.send('enquire_link', { sequenceNumber: 0x7abc });
        await settle(1);
        expect(test.peer.received.at(-1)).toMatchObject({
          command: 'enquire_link_resp',
          sequenceNumber: 0x7abc,
        });
        await finish(test);
      }),
      { numRuns },
    );
  });
});

const word = (octets: Uint8Array, at: number): number =>
  new DataView(octets.buffer, octets.byteOffset).getUint32(at);
const sequenceNumberOf = (octets: Uint8Array): number => word(octets, 12);
const isUnbind = (octets: Uint8Array): boolean => word(octets, 4) === 0x06;

/** Responses are never answered, and outbind (0x0B) and alert_notification (0x102) have no answer. */
function needsAnswer(octets: Uint8Array): boolean {
  const commandId = word(octets, 4);
  return commandId < 0x80000000 && commandId !== 0x0b && commandId !== 0x102;
}
