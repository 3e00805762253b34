import { describe, expect, it } from 'vitest';
import { encode, EncodeError } from '#shared/smpp/encode';
import { createPdu, type KnownPdu, type Pdu } from '#shared/smpp/pdu';

const hex = (pdu: Pdu): string => Buffer.from(encode(pdu)).toString('hex');
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const address = { sourceAddrTon: 1, sourceAddrNpi: 1, sourceAddr: '111' };

/** Octet by octet, written down from the tables of the specification, not from what the encoder gave. */
const known: readonly (readonly [string, KnownPdu, string])[] = [
  [
    'bind_transceiver',
    createPdu('bind_transceiver', {
      sequenceNumber: 1,
      body: {
        systemId: 'esme',
        password: 'pw',
        systemType: 'VMS',
        interfaceVersion: 0x34,
        addrTon: 1,
        addrNpi: 1,
      },
    }),
    '00000020 00000009 00000000 00000001 65736d6500 707700 564d5300 34 01 01 00',
  ],
  [
    'outbind',
    createPdu('outbind', { sequenceNumber: 1, body: { systemId: 'mc', password: 'x' } }),
    '00000015 0000000b 00000000 00000001 6d6300 7800',
  ],
  [
    'enquire_link',
    createPdu('enquire_link', { sequenceNumber: 0x7fffffff }),
    '00000010 00000015 00000000 7fffffff',
  ],
  [
    'generic_nack',
    createPdu('generic_nack', { sequenceNumber: 0, commandStatus: 3 }),
    '00000010 80000000 00000003 00000000',
  ],
  [
    'submit_sm with a TLV',
    createPdu('submit_sm', {
      sequenceNumber: 2,
      body: {
        serviceType: 'CMT',
        ...address,
        destAddrTon: 2,
        destAddrNpi: 8,
        destinationAddr: '222',
        esmClass: 3,
        protocolId: 4,
        priorityFlag: 1,
        scheduleDeliveryTime: '000000010000000R',
        registeredDelivery: 1,
        replaceIfPresentFlag: 1,
        dataCoding: 8,
        smDefaultMsgId: 5,
        shortMessage: Uint8Array.of(0x04, 0x1f),
      },
      tlvs: [{ tag: 0x0204, value: Uint8Array.of(0x12, 0x34) }],
    }),
    '00000042 00000004 00000000 00000002 434d5400 0101 31313100 0208 32323200 030401' +
      '3030303030303031303030303030305200 00 01 01 08 05 02 041f 0204 0002 1234',
  ],
  [
    'submit_multi',
    createPdu('submit_multi', {
      sequenceNumber: 3,
      body: {
        ...address,
        destAddresses: [
          { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '22' },
          { destFlag: 2, dlName: 'all' },
        ],
        shortMessage: ascii('hi'),
      },
    }),
    '0000002f 00000021 00000000 00000003 00 0101 31313100 02 01 0101 323200 02 616c6c00 000000 00 00 00 00 00 00 02 6869',
  ],
  [
    'submit_multi_resp',
    createPdu('submit_multi_resp', {
      sequenceNumber: 3,
      body: {
        messageId: 'm',
        unsuccessSmes: [{ destAddrTon: 1, destAddrNpi: 1, destinationAddr: '22', errorStatusCode: 0x0b }],
      },
    }),
    '0000001c 80000021 00000000 00000003 6d00 01 0101 323200 0000000b',
  ],
  [
    'data_sm',
    createPdu('data_sm', {
      sequenceNumber: 4,
      body: { ...address, destinationAddr: '2', esmClass: 0x40, registeredDelivery: 2, dataCoding: 4 },
      tlvs: [{ tag: 0x0424, value: ascii('x') }],
    }),
    '00000023 00000103 00000000 00000004 00 0101 31313100 0000 3200 40 02 04 0424 0001 78',
  ],
  [
    'query_sm_resp',
    createPdu('query_sm_resp', {
      sequenceNumber: 5,
      body: { messageId: 'm', messageState: 2, errorCode: 7 },
    }),
    '00000015 80000003 00000000 00000005 6d00 00 02 07',
  ],
  [
    'alert_notification',
    createPdu('alert_notification', {
      sequenceNumber: 6,
      body: { ...address, esmeAddrTon: 1, esmeAddr: '9' },
    }),
    '0000001a 00000102 00000000 00000006 0101 31313100 0100 3900',
  ],
  [
    'query_last_msgs_resp of 3.3',
    createPdu('query_last_msgs_resp', {
      sequenceNumber: 7,
      body: { lastMessages: [{ messageId: 'a' }, { messageId: 'b' }] },
    }),
    '00000015 80000023 00000000 00000007 02 6100 6200',
  ],
];

describe('encode', () => {
  it.each(known)('%s has the octets of the specification', (_name, pdu, octets) => {
    expect(hex(pdu)).toBe(octets.replaceAll(' ', ''));
  });

  it('gives octets that are not written to again', () => {
    const first = encode(
      createPdu('submit_sm', { sequenceNumber: 1, body: { shortMessage: new Uint8Array(100) } }),
    );
    const copy = first.slice();
    for (let sequenceNumber = 2; sequenceNumber < 3000; sequenceNumber += 1) {
      encode(createPdu('submit_sm', { sequenceNumber, body: { shortMessage: new Uint8Array(100).fill(7) } }));
    }
    expect(first).toEqual(copy);
  });

  it('leaves no trace of a PDU that was refused', () => {
    const refused = createPdu('submit_sm', {
      sequenceNumber: 1,
      body: { sourceAddr: 'secret', destinationAddr: 'Ж' },
    });
    expect(() => encode(refused)).toThrow(EncodeError);
    const next = encode(
      createPdu('submit_sm', { sequenceNumber: 2, body: { shortMessage: new Uint8Array(60) } }),
    );
    expect(Buffer.from(next).includes('secret')).toBe(false);
  });
});

describe('what cannot be represented', () => {
  const refusal = (pdu: unknown): EncodeError => {
    try {
      encode(pdu as Pdu);
    } catch (error) {
      if (error instanceof EncodeError) return error;
      throw error;
    }
    throw new Error('It was encoded.');
  };
  const tlv = (tag: number, length: number) =>
    createPdu('submit_sm', { sequenceNumber: 1, tlvs: [{ tag, value: new Uint8Array(length) }] });

  it.each([
    [
      'a NUL in a string',
      createPdu('submit_sm', { sequenceNumber: 1, body: { sourceAddr: 'ab\0c' } }),
      'source_addr holds a NUL at character 3, where the field would end on the wire.',
    ],
    [
      'a character above U+00FF, whole',
      createPdu('bind_receiver', { sequenceNumber: 1, body: { systemId: 'a😀' } }),
      'system_id holds “😀” at character 2, which is not one octet of Latin-1.',
    ],
    [
      'a text of 256 octets',
      createPdu('deliver_sm', { sequenceNumber: 1, body: { shortMessage: new Uint8Array(256) } }),
      'short_message has 256 octets; sm_length ends at 255.',
    ],
    [
      'an octet that is none',
      createPdu('submit_sm', { sequenceNumber: 1, body: { dataCoding: -1 } }),
      'data_coding is -1; it holds a whole number from 0 to 255.',
    ],
    [
      'a sequence_number beyond 32 bits',
      createPdu('enquire_link', { sequenceNumber: 2 ** 32 }),
      'sequence_number is 4294967296; it holds a whole number from 0 to 4294967295.',
    ],
    [
      'a command_status beyond 32 bits',
      createPdu('enquire_link_resp', { sequenceNumber: 1, commandStatus: -2 }),
      'command_status is -2; it holds a whole number from 0 to 4294967295.',
    ],
    [
      'more than 255 destinations',
      createPdu('submit_multi', {
        sequenceNumber: 1,
        body: {
          destAddresses: new Array<{ destFlag: 2; dlName: string }>(256).fill({ destFlag: 2, dlName: '' }),
        },
      }),
      'number_of_dests would be 256; its one octet ends at 255.',
    ],
    ['a tag beyond 16 bits', tlv(65_536, 1), 'tag is 65536; a tag is 0 to 65535.'],
    [
      'a TLV beyond 65535 octets',
      tlv(0x0424, 65_536),
      'message_payload has 65536 octets; a TLV holds 65535 at most.',
    ],
    [
      'an integer of four octets in a list, out of range',
      createPdu('submit_multi_resp', {
        sequenceNumber: 1,
        body: {
          unsuccessSmes: [{ destAddrTon: 0, destAddrNpi: 0, destinationAddr: '', errorStatusCode: 2 ** 32 }],
        },
      }),
      'error_status_code is 4294967296; it holds a whole number from 0 to 4294967295.',
    ],
  ])('%s', (_name, pdu, sentence) => {
    expect(refusal(pdu).message).toBe(sentence);
  });

  it('names the field and the reason apart', () => {
    const { field, reason } = refusal(
      createPdu('submit_sm', { sequenceNumber: 1, body: { protocolId: 300 } }),
    );
    expect({ field, reason }).toEqual({
      field: 'protocol_id',
      reason: 'is 300; it holds a whole number from 0 to 255.',
    });
  });

  it('is refused where it comes from outside the types, too', () => {
    const pdu = { command: 'submit_sm_resp', commandStatus: 0, sequenceNumber: 1, tlvs: [] };
    expect(refusal({ ...pdu, body: { messageId: 5 } }).field).toBe('message_id');
    expect(refusal({ ...pdu, command: 'submit_multi', body: { destAddresses: 'x' } }).message).toContain(
      'service_type',
    );
    const multi = createPdu('submit_multi', { sequenceNumber: 1 });
    expect(refusal({ ...multi, body: { ...multi.body, destAddresses: [{ destFlag: 3 }] } }).field).toBe(
      'dest_flag',
    );
    expect(refusal({ ...multi, body: { ...multi.body, shortMessage: 'text' } }).field).toBe('short_message');
  });
});
