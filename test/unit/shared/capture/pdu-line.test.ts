import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pduLine } from '#shared/capture/pdu-line';
import { encode } from '#shared/smpp/encode';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';

const line = (pdu: unknown) => pduLine('in', encode(pdu as Pdu), '2026-09-05T14:30:00.000Z');

describe('a PDU as a line', () => {
  it('has fields and TLVs by the names of the specification', () => {
    const submit = createPdu('submit_sm', {
      sequenceNumber: 7,
      body: {
        sourceAddr: '4711',
        destinationAddr: '12025550123',
        dataCoding: 8,
        shortMessage: Buffer.from('041f', 'hex'),
      },
      tlvs: [
        tlv('user_message_reference', Uint8Array.of(1, 2)),
        tlv('receipted_message_id', Buffer.from('A1\0')),
        { tag: 0x1400, value: Buffer.from('1701') },
      ],
    });
    expect(line(submit)).toEqual({
      time: '2026-09-05T14:30:00.000Z',
      direction: 'in',
      command: 'submit_sm',
      status: 0,
      sequence: 7,
      fields: {
        service_type: '',
        source_addr_ton: 0,
        source_addr_npi: 0,
        source_addr: '4711',
        dest_addr_ton: 0,
        dest_addr_npi: 0,
        destination_addr: '12025550123',
        esm_class: 0,
        protocol_id: 0,
        priority_flag: 0,
        schedule_delivery_time: '',
        validity_period: '',
        registered_delivery: 0,
        replace_if_present_flag: 0,
        data_coding: 8,
        sm_default_msg_id: 0,
        short_message: '041f',
      },
      tlvs: [
        { tag: '0x0204', name: 'user_message_reference', value: 0x0102 },
        { tag: '0x001E', name: 'receipted_message_id', value: 'A1' },
        { tag: '0x1400', value: '31373031' },
      ],
      text: 'П',
      problems: ['receipted_message_id does not belong in a submit_sm.'],
      hex: Buffer.from(encode(submit)).toString('hex'),
    });
  });

  it('has the destinations of a submit_multi', () => {
    const multi = createPdu('submit_multi', {
      sequenceNumber: 1,
      body: {
        destAddresses: [
          { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '12025550101' },
          { destFlag: 2, dlName: 'friends' },
        ],
      },
    });
    const { fields } = line(multi);
    expect(Object.values(fields)).toContainEqual([
      { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '12025550101' },
      { dl_name: 'friends' },
    ]);
  });

  it('says a status in words, and takes a bare header', () => {
    const refused = createPdu('submit_sm_resp', { sequenceNumber: 7, commandStatus: 0x0b });
    expect(line(refused)).toMatchObject({
      status: 11,
      statusText: expect.stringContaining('ESME_RINVDSTADR, 0x0B') as string,
      fields: {},
      hex: '0000001080000004' + '0000000b00000007',
    });
  });

  it('keeps what it does not know', () => {
    const unknown = {
      command: 'unknown',
      commandId: 0x01000001,
      commandStatus: 0,
      sequenceNumber: 3,
      rest: Uint8Array.of(1, 2),
    };
    expect(line(unknown)).toMatchObject({ command: '0x01000001', fields: { rest: '0102' }, tlvs: [] });
  });

  it('tells what does not fit', () => {
    const octets = encode(createPdu('submit_sm_resp', { sequenceNumber: 1, body: { messageId: 'A1' } }));
    const cut = octets.slice(0, -1);
    cut[3] = cut.length;
    expect(pduLine('in', cut, '').problems?.length).toBeGreaterThan(0);
  });

  it.each(['bind_receiver', 'bind_transmitter', 'bind_transceiver', 'outbind'] as const)(
    'never holds the password of a %s',
    (command) => {
      const password = fc.string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 8 });
      fc.assert(
        fc.property(password, (secret) => {
          fc.pre(!/^\*+$|\0/.test(secret));
          const text = JSON.stringify(
            line(createPdu(command, { sequenceNumber: 1, body: { password: secret } })),
          );
          expect(text).not.toContain(`"password":${JSON.stringify(secret)}`);
          expect(text).not.toContain(Buffer.from(secret).toString('hex'));
        }),
      );
    },
  );
});
