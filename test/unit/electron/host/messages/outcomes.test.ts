import { describe, expect, it } from 'vitest';
import type { LinkOutcome } from '#electron/host/messages/message-links';
import { NO_MESSAGE_ID, responseOutcome, segmentOutcome } from '#electron/host/messages/outcomes';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { createPdu, type Pdu } from '#shared/smpp/pdu';

/** A response of these words: command_id, command_status, then the body. */
function response(commandId: number, commandStatus: number, body = ''): Pdu {
  const octets = Buffer.concat([Buffer.alloc(16), Buffer.from(body, 'hex')]);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(commandId, 4);
  octets.writeUInt32BE(commandStatus, 8);
  octets.writeUInt32BE(7, 12);
  return decode(new Uint8Array(octets)).pdu;
}

const takers = [
  ['submit_sm_resp', 0x80000004],
  ['data_sm_resp', 0x80000103],
  ['broadcast_sm_resp', 0x80000111],
  ['submit_multi_resp', 0x80000021],
] as const;
const withoutId = { kind: 'accepted', smscMessageId: null, reason: NO_MESSAGE_ID };

describe.each(takers)('the response %s', (_, commandId) => {
  it('of status 0 without a body takes the message, without an id', () => {
    expect(responseOutcome(response(commandId, 0))).toMatchObject(withoutId);
  });

  it('of status 0 with an empty message_id takes it as well', () => {
    expect(responseOutcome(response(commandId, 0, '0000'))).toMatchObject(withoutId);
  });

  it('of status 0 with TLVs alone takes it as well', () => {
    const dpfResult = '0420000101';
    expect(responseOutcome(response(commandId, 0, dpfResult))).toMatchObject(withoutId);
  });

  it('of status 0 with an id takes it under that id', () => {
    const outcome = responseOutcome(response(commandId, 0, '4142310000'));
    expect(outcome).toMatchObject({ kind: 'accepted', smscMessageId: 'AB1', reason: null });
  });

  it('of another status refuses it, body or not', () => {
    const refused = { kind: 'refused', commandStatus: 0x0b };
    expect(responseOutcome(response(commandId, 0x0b))).toMatchObject(refused);
    expect(responseOutcome(response(commandId, 0x0b, '41423100'))).toMatchObject(refused);
  });
});

describe('the outcome of a message', () => {
  it.each<[LinkOutcome, RegExp]>([
    [
      { kind: 'timeout' },
      /^The SMSC did not answer in time, so nobody knows.* A late answer still settles it\./,
    ],
    [{ kind: 'link-lost' }, /^The connection ended before the SMSC answered, so nobody knows/],
  ])('that nobody knows says why, and what to do: %o', (outcome, why) => {
    const { kind, reason } = segmentOutcome(outcome);
    expect(kind).toBe('in-doubt');
    expect(reason).toMatch(why);
    expect(reason).toMatch(
      /It is not sent again by itself: ask the recipient, or send it again if twice does no harm\.$/,
    );
  });

  it('names each address that a submit_multi_resp refuses', () => {
    const sme = {
      destAddrTon: 1,
      destAddrNpi: 1,
      destinationAddr: '12025550196',
      errorStatusCode: 0x0b,
    };
    const pdu = createPdu('submit_multi_resp', {
      sequenceNumber: 1,
      body: { messageId: 'M1', unsuccessSmes: [sme] },
    });
    expect(responseOutcome(decode(encode(pdu)).pdu)).toMatchObject({
      kind: 'accepted',
      smscMessageId: 'M1',
      refused: [{ address: '12025550196', commandStatus: 0x0b }],
    });
  });

  it('is a refusal when a generic_nack answers it, even one with status 0', () => {
    expect(responseOutcome(response(0x80000000, 0))).toMatchObject({ kind: 'refused', commandStatus: 0 });
    const nack = response(0x80000000, 3);
    const timely = segmentOutcome({ kind: 'nack', commandStatus: 3, latencyMs: 1 });
    expect(responseOutcome(nack)).toEqual(timely);
    expect(timely).toMatchObject({ kind: 'refused', commandStatus: 3 });
  });

  it('is a refusal when a response that cannot be read answers it', () => {
    expect(responseOutcome(response(0x80001234, 0))).toMatchObject({ kind: 'refused' });
  });
});
