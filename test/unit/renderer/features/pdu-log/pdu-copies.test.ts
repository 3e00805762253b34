import { describe, expect, it } from 'vitest';
import { annotate } from '#shared/smpp/annotate';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { pduHex, pduJson, sendLine } from '../../../../../renderer/features/pdu-log/pdu-copies';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const submitSm = encode(
  createPdu('submit_sm', {
    sequenceNumber: 7,
    body: {
      sourceAddr: 'Info',
      destinationAddr: '12025550123',
      registeredDelivery: 1,
      validityPeriod: '000001000000000R',
      shortMessage: text("It's here"),
    },
    tlvs: [tlv('user_message_reference', Uint8Array.of(0, 5))],
  }),
);

describe('copies of a PDU', () => {
  it('as a line for the command line carry what the message was sent with', () => {
    expect(sendLine(submitSm)).toBe(
      "trunkline send --host HOST --system-id ID --from Info --to 12025550123 --text 'It'\\''s here'" +
        ' --registered-delivery 0x01 --validity 000001000000000R --tlv 0x0204=0x0005',
    );
  });

  it('are no command line for what sends no message, or a part of one', () => {
    expect(sendLine(encode(createPdu('enquire_link', { sequenceNumber: 1 })))).toBeNull();
    const part = createPdu('submit_sm', {
      sequenceNumber: 1,
      body: { esmClass: 0x40, shortMessage: Uint8Array.of(5, 0, 3, 1, 2, 1, 0x41) },
    });
    expect(sendLine(encode(part))).toBeNull();
    expect(sendLine(Uint8Array.of(1, 2, 3))).toBeNull();
  });

  it('as JSON are every field with its place, and read as JSON', () => {
    const json = JSON.parse(pduJson(annotate(submitSm))) as { command: string; fields: { name: string }[] };
    expect(json.command).toBe('submit_sm');
    expect(json.fields.map(({ name }) => name)).toEqual([
      'header',
      'mandatory parameters',
      'optional parameters',
    ]);
    expect(pduHex(Uint8Array.of(0, 255, 16))).toBe('00ff10');
  });
});
