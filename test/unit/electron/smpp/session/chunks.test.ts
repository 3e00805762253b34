import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encode } from '#shared/smpp/encode';
import { createPdu, type CommandName, type Pdu, type PduInit } from '#shared/smpp/pdu';
import { boundSession } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

const octetsOf = <C extends CommandName>(command: C, init: PduInit<C>): Uint8Array =>
  encode(createPdu(command, init) as Pdu);

/** A peer's whole part of a conversation, with all that may be wrong in it while its framing is right. */
const stream = Buffer.concat([
  octetsOf('submit_sm_resp', { sequenceNumber: 3, body: { messageId: 'b' } }),
  octetsOf('deliver_sm', {
    sequenceNumber: 1,
    body: { sourceAddr: '3706', shortMessage: Buffer.from('hello') },
  }),
  octetsOf('enquire_link', { sequenceNumber: 2 }),
  octetsOf('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'a' } }),
  // Unknown, malformed, not allowed, unasked for.
  Buffer.from('00000014000099990000000000000003' + '01020304', 'hex'),
  Buffer.from('00000014000000050000000000000004' + '41424344', 'hex'),
  octetsOf('submit_sm', { sequenceNumber: 5 }),
  octetsOf('submit_sm_resp', { sequenceNumber: 99 }),
  octetsOf('generic_nack', { sequenceNumber: 4, commandStatus: 3 }),
  octetsOf('data_sm', {
    sequenceNumber: 6,
    tlvs: [{ tag: 0x0424, value: new Uint8Array(3000).fill(0x41) }],
  }),
  octetsOf('submit_sm_resp', { sequenceNumber: 5, commandStatus: 0x58 }),
  // And an end in the middle of a PDU.
  Buffer.from('000000300000000500000000', 'hex'),
]);

async function converse(cuts: readonly number[]): Promise<unknown> {
  const test = await boundSession();
  for (let count = 0; count < 5; count += 1) test.submit(`message ${count}`);
  await settle(1);
  test.onRequest = (request) => test.session.respond(request, 0);
  const places = [...new Set(cuts)].sort((left, right) => left - right);
  let from = 0;
  for (const to of [...places, stream.length]) {
    if (to > from) test.peer.sendOctets(stream.subarray(from, to));
    from = to;
    await settle(1);
  }
  test.peer.transport.end();
  await settle(2);
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
  return {
    outcomes: test.outcomes,
    requests: test.requests,
    story: test.story,
    counters: test.session.counters,
    received: test.log.rows
      .filter(({ direction }) => direction === 'in')
      .map(({ octets, reason }) => `${Buffer.from(octets).toString('hex')} ${reason ?? ''}`),
    answered: Buffer.concat(test.peer.chunks).toString('hex'),
  };
}

it('has the same outcomes however the octets are cut', async () => {
  const whole = await converse([]);
  expect(whole).toMatchObject({
    counters: { accepted: 2, refused: 2, received: 2, answered: 2, unmatched: 1 },
    story: [
      'bound_trx',
      'response 3',
      'response 2',
      'nack 4',
      'response 5',
      'closed',
      'link-lost 6',
      'ended closed-by-peer',
    ],
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(stream.length), { maxLength: 40 }), async (cuts) => {
      expect(await converse(cuts)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

it('has them octet by octet as well', async () => {
  const every = Array.from({ length: stream.length }, (_, index) => index);
  expect(await converse(every)).toEqual(await converse([]));
});
