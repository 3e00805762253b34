import { describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';
import { findTlv, readTlvCString, readTlvInteger, tlv, tlvDefinition, tlvName } from '#shared/smpp/tlv';

const octets = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('the table of TLVs', () => {
  it('has each tag once, with lengths and carriers', () => {
    const all = Object.values(tlvDefinitions);
    expect(new Set(all.map(({ tag }) => tag)).size).toBe(all.length);
    for (const { name, minLength, maxLength, carriers, since, section } of all) {
      expect(minLength, name).toBeLessThanOrEqual(maxLength);
      expect(carriers['3.3'], name).toEqual([]);
      expect(carriers['3.4'].length > 0, name).toBe(since === '3.4');
      expect(carriers['5.0'].length, name).toBeGreaterThan(0);
      expect(section, name).toMatch(since === '3.4' ? /^5\.3\.2\.\d+$/ : /^5\.0: 4\.8\.4\.\d+$/);
    }
    expect(all).toHaveLength(64);
  });

  it('finds definitions and names', () => {
    expect(tlvDefinition(0x001e)).toMatchObject({
      name: 'receipted_message_id',
      type: 'cString',
      section: '5.3.2.12',
    });
    expect(tlvDefinition(0x1400)).toBeUndefined();
    expect([tlvName(0x0427), tlvName(0x1400), tlvName(5)]).toEqual([
      'message_state',
      '0x1400',
      'dest_addr_subunit',
    ]);
  });
});

describe('findTlv', () => {
  it('finds the first of its name', () => {
    const first = tlv('message_state', octets(2));
    const pdu = createPdu('deliver_sm', {
      sequenceNumber: 1,
      tlvs: [tlv('source_port', octets(0, 1)), first, tlv('message_state', octets(5))],
    });
    expect(findTlv(pdu, 'message_state')).toBe(first);
    expect(findTlv(pdu, 'message_payload')).toBeUndefined();
  });

  it('finds nothing in an unknown command', () => {
    const pdu = {
      command: 'unknown',
      commandId: 1,
      commandStatus: 0,
      sequenceNumber: 1,
      rest: octets(),
    } as const;
    expect(findTlv(pdu, 'message_state')).toBeUndefined();
  });
});

describe('values', () => {
  it('are read as integers of one to four octets', () => {
    const read = (...values: number[]) => readTlvInteger({ tag: 0, value: octets(...values) });
    expect([read(7), read(1, 0), read(0, 0, 0, 2), read(0xff, 0xff, 0xff, 0xff)]).toEqual([
      7, 256, 2, 0xffffffff,
    ]);
    expect([read(), read(1, 2, 3, 4, 5)]).toEqual([null, null]);
  });

  it('are read as text with or without a NUL', () => {
    const read = (...values: number[]) => readTlvCString({ tag: 0, value: octets(...values) });
    expect([read(0x61, 0), read(0x61, 0xe9), read(0x61, 0, 0x62), read(), read(0)]).toEqual([
      'a',
      'aé',
      'a',
      '',
      '',
    ]);
  });
});
