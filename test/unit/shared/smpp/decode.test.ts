import { describe, expect, it } from 'vitest';
import { octetsOf, samplePdu } from '#test/fixtures/pdus';
import { framed } from '#test/support/arbitrary-pdu';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { answerStatus } from '#shared/smpp/problems';

const header = (commandId: string): string => `00000000${commandId}0000000000000001`;
/** A PDU by its command_id and the octets of its body, with the right command_length. */
const pduOf = (commandId: string, body: string): Uint8Array =>
  framed(octetsOf((header(commandId) + body).replaceAll(' ', '')));

describe('decode', () => {
  it('reads a submit_sm from the field', () => {
    const { pdu, problems } = decode(samplePdu('B19'));
    expect(problems).toEqual([]);
    expect(pdu).toEqual({
      command: 'submit_sm',
      commandStatus: 0,
      sequenceNumber: 0x586,
      body: {
        serviceType: '',
        sourceAddrTon: 5,
        sourceAddrNpi: 0,
        sourceAddr: 'Brand',
        destAddrTon: 1,
        destAddrNpi: 1,
        destinationAddr: '570000008129',
        esmClass: 3,
        protocolId: 0,
        priorityFlag: 0,
        scheduleDeliveryTime: '',
        validityPeriod: '151110145607000+',
        registeredDelivery: 1,
        replaceIfPresentFlag: 0,
        dataCoding: 0xf1,
        smDefaultMsgId: 0,
        shortMessage: new TextEncoder().encode('PLEASE IGNORE THIS MESSAGE'),
      },
      tlvs: [{ tag: 0x1403, value: new TextEncoder().encode('38636') }],
    });
  });

  it('says so for octets that are too few to be a PDU', () => {
    expect(() => decode(new Uint8Array(15))).toThrow(
      new RangeError('A PDU has at least the 16 octets of its header; these are 15.'),
    );
  });

  it('hands out views, not copies', () => {
    const octets = samplePdu('B20');
    const { pdu } = decode(octets);
    const text = pdu.command === 'submit_sm' ? pdu.body?.shortMessage : undefined;
    expect(text?.buffer).toBe(octets.buffer);
  });
});

describe('a structural problem carries where, what, and the answer', () => {
  it.each([
    [
      'no body at all',
      pduOf('00000004', ''),
      {
        code: 'missing-field',
        field: 'service_type',
        offset: 16,
        length: 0,
        commandStatus: 0x02,
        section: '5.2.11',
      },
    ],
    [
      'an end in the middle of the fields',
      pduOf('00000004', '00 01'),
      {
        code: 'missing-field',
        field: 'source_addr_npi',
        offset: 18,
        length: 0,
        commandStatus: 0x02,
        section: '5.2.6',
      },
    ],
    [
      'system_id without NUL',
      pduOf('00000009', '6162'),
      {
        code: 'missing-nul',
        field: 'system_id',
        offset: 16,
        length: 2,
        commandStatus: 0x0f,
        section: '5.2.1',
      },
    ],
    [
      'password without NUL',
      pduOf('00000009', '6100 70'),
      {
        code: 'missing-nul',
        field: 'password',
        offset: 18,
        length: 1,
        commandStatus: 0x0e,
        section: '5.2.2',
      },
    ],
    [
      'source_addr without NUL',
      pduOf('00000005', '00 0101 3132'),
      {
        code: 'missing-nul',
        field: 'source_addr',
        offset: 19,
        length: 2,
        commandStatus: 0x0a,
        section: '5.2.8',
      },
    ],
    [
      'sm_length beyond the PDU',
      samplePdu('B39'),
      {
        code: 'length-beyond-pdu',
        field: 'sm_length',
        offset: 48,
        length: 1,
        commandStatus: 0x01,
        section: '5.2.21',
      },
    ],
    [
      'a dest_flag that does not exist',
      pduOf('00000021', '00 0000 00 01 07 6162'),
      {
        code: 'unknown-dest-flag',
        field: 'dest_flag',
        offset: 21,
        length: 1,
        commandStatus: 0x40,
        section: '5.2.25',
      },
    ],
    [
      'a TLV beyond the PDU',
      samplePdu('B30'),
      { code: 'tlv-overrun', field: 'receipted_message_id', offset: 155, length: 9, commandStatus: 0xc0 },
    ],
    [
      'octets left over',
      pduOf('00000006', '010203'),
      {
        code: 'tlv-incomplete',
        field: 'TLV',
        offset: 16,
        length: 3,
        commandStatus: 0xc0,
        section: '3.2.4.1',
      },
    ],
    [
      'a NUL left over, which is ignored',
      samplePdu('B17'),
      { code: 'trailing-nul', offset: 73, length: 1, commandStatus: 0, section: '3.2.4.1' },
    ],
    [
      'a command_length that is not the number of octets',
      Uint8Array.of(...samplePdu('B41'), 0),
      {
        code: 'command-length',
        field: 'command_length',
        offset: 0,
        length: 4,
        commandStatus: 0x02,
        section: '5.1.1',
      },
    ],
  ])('%s', (_name, octets, expected) => {
    const { problems } = decode(octets);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject(expected);
    expect(problems[0]?.sentence).toMatch(/^[A-Za-z0-9].*\.$/);
    expect(answerStatus(problems)).toBe(expected.commandStatus);
  });

  it('and what can be read is read', () => {
    expect(decode(samplePdu('B39')).pdu).toMatchObject({
      body: { destinationAddr: '6464', dataCoding: 8, shortMessage: octetsOf('c1e1e9edf3faf1fc') },
    });
    expect(decode(samplePdu('B16')).pdu).toMatchObject({ body: { messageId: '9' } });
    const { pdu } = decode(samplePdu('B30'));
    expect(pdu).toMatchObject({ tlvs: [{ tag: 0x0427, value: Uint8Array.of(2) }] });
  });

  it('stays within command_length when more octets come with it', () => {
    const octets = Uint8Array.of(...samplePdu('B45'), 0x04, 0x27, 0, 1, 2);
    expect(decode(octets).pdu).toEqual(decode(samplePdu('B45')).pdu);
  });
});

describe('answerStatus', () => {
  it('is 0 without a problem, and that of the first one that counts', () => {
    expect(answerStatus([])).toBe(0);
    const { problems } = decode(samplePdu('B30'));
    const ignored = decode(samplePdu('B17')).problems;
    expect(answerStatus([...ignored, ...problems])).toBe(0xc0);
  });
});

it('reads bodies by the table: the fast path for messages has its fields in its order', () => {
  const values = {
    serviceType: 'a',
    sourceAddr: 'b',
    destinationAddr: 'c',
    scheduleDeliveryTime: 'd',
    validityPeriod: 'e',
  };
  const numbers = {
    sourceAddrTon: 1,
    sourceAddrNpi: 2,
    destAddrTon: 3,
    destAddrNpi: 4,
    esmClass: 5,
    protocolId: 6,
    priorityFlag: 7,
    registeredDelivery: 8,
    replaceIfPresentFlag: 9,
    dataCoding: 10,
    smDefaultMsgId: 11,
  };
  const body = { ...values, ...numbers, shortMessage: Uint8Array.of(12) };
  const octets = encode(createPdu('deliver_sm', { sequenceNumber: 1, body }));
  expect(Buffer.from(octets.subarray(16)).toString('hex')).toBe(
    '61000102620003046300050607' + '6400' + '6500' + '08090a0b' + '010c',
  );
  expect(decode(octets).pdu).toMatchObject({ body });
});
