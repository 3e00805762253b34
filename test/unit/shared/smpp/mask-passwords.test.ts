import { describe, expect, it } from 'vitest';
import { octetsOf, samplePdu } from '#test/fixtures/pdus';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { createPdu } from '#shared/smpp/pdu';

const text = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');

describe('maskPasswords', () => {
  it.each(['bind_receiver', 'bind_transmitter', 'bind_transceiver', 'outbind'] as const)(
    'masks %s',
    (command) => {
      const pdu = createPdu(command, { sequenceNumber: 1, body: { systemId: 'esme', password: 'hunter2' } });
      const octets = encode(pdu);
      const masked = maskPasswords(octets);
      expect(masked).toHaveLength(octets.length);
      expect(decode(masked).pdu).toEqual({ ...pdu, body: { ...pdu.body, password: '*******' } });
      expect(text(octets)).toContain('hunter2');
    },
  );

  it('masks a password of any length, and none', () => {
    const long = createPdu('bind_transceiver', { sequenceNumber: 1, body: { password: 'p'.repeat(40) } });
    expect(decode(maskPasswords(encode(long))).pdu).toMatchObject({ body: { password: '*'.repeat(40) } });
    const empty = encode(createPdu('bind_transceiver', { sequenceNumber: 1 }));
    expect(maskPasswords(empty)).toEqual(empty);
  });

  it('masks all but the NULs where no NUL ends the password', () => {
    const octets = octetsOf(
      `00000000000000090000000000000001${Buffer.from('esme\0hunter2').toString('hex')}`,
    );
    expect(text(maskPasswords(octets).subarray(16))).toBe('****\0*******');
  });

  it('masks all after the header where no NUL ends the system_id: the password may be in it', () => {
    const octets = octetsOf(`00000000000000020000000000000001${Buffer.from('esmehunter2').toString('hex')}`);
    expect(text(maskPasswords(octets).subarray(16))).toBe('***********');
  });

  it('masks all but the NULs where none stands between system_id and password', () => {
    const octets = octetsOf(
      `00000000000000090000000000000001${Buffer.from('esmehunter2\0\0\x34\0\0\0').toString('hex')}`,
    );
    expect(text(maskPasswords(octets).subarray(16))).toBe('***********\0\0*\0\0\0');
  });

  it('leaves a bind alone whose system_type is one character, and one that says no version', () => {
    for (const body of [
      { systemType: '4', interfaceVersion: 0x34 },
      { systemType: 'X', interfaceVersion: 0 },
      { systemType: '', interfaceVersion: 0 },
    ]) {
      const octets = encode(
        createPdu('bind_transceiver', { sequenceNumber: 1, body: { ...body, systemId: 'esme' } }),
      );
      expect(maskPasswords(octets)).toEqual(octets);
    }
  });

  it('leaves everything else as it is, uncopied', () => {
    for (const id of ['B3', 'B8', 'B41', 'B42a']) {
      const octets = samplePdu(id);
      expect(maskPasswords(octets)).toBe(octets);
    }
    const half = samplePdu('B2').subarray(0, 12);
    expect(maskPasswords(half)).toBe(half);
  });
});
