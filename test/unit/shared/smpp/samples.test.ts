import { describe, expect, it } from 'vitest';
import { octetsOf, samplePdus } from '#test/fixtures/pdus';
import { decodedLine, decodedWords } from '#shared/capture/decoded-line';
import { explainPdu } from '#shared/smpp/explain';

/** What each published PDU is known to say, as its line of `trunkline decode` has it; `!` begins a problem. */
const stated: Readonly<Record<string, readonly string[]>> = {
  B1: ['=test ', 'password[21+5]=****', 'interface_version[27+1]=0x34'],
  B2: ['system_id[16+9]=a1b2c3d4', 'password[25+9]=********', 'system_type[34+5]=smpp'],
  B3: ['command_status[8+4]=0x0000000D', 'system_id[16+1]=""'],
  B4: ['command_status[8+4]=0x00000053', 'system_id[16+1]=""'],
  B5: ['system_id[16+7]=Vendor', 'TLV 0x1002.value[27+1]=34', '! Tag 0x1002 is reserved'],
  B6: ['command_status[8+4]=0x0000000E', 'system_id[16+5]=SMSC'],
  B7: ['system_id[16+11]=TestClient', 'password[27+9]=********'],
  B8: [
    'esm_class[49+1]=0x40',
    'data_coding[56+1]=0x08',
    'sm_length[58+1]=140',
    '"60 02 01"',
    '"Привет мир!\\n',
  ],
  B9: ['sm_length[58+1]=112', '"60 02 02"', 'short_message.text[65+106]="мир!\\n'],
  B10: [
    'source_addr_ton[17+1]=5',
    'dest_addr_ton[24+1]=0',
    'dest_addr_npi[25+1]=1',
    'sm_length[47+1]=125',
    'ok.  "',
  ],
  B11: ['message_id[16+9]=606E9060'],
  B12: ['message_id[16+37]=34f0ac1b-a11d-417b-870b-feb045fdc333', 'congestion_state[53+5]=0'],
  B13: ['command_status[8+4]=0x0000000B', 'message_id[16+17]=0A000000A3D323A1'],
  B14: ['command_status[8+4]=0x0000000A', 'message_id[16+9]=00000000'],
  B15: ['command_status[8+4]=0x00000022'],
  B16: ['message_id[16+1]=9', '! message_id has no terminating NUL'],
  B17: ['sm_length[46+1]=26', 'leftover[73+1]=00', '! A NUL octet follows the last field'],
  B18: ['command_status[8+4]=0x00000045'],
  B19: [
    'esm_class[40+1]=0x03',
    '=151110145607000+',
    'data_coding[63+1]=0xF1',
    'TLV 0x1403.value[96+5]=38636',
  ],
  B20: ['data_coding[32+1]=0x08', 'short_message[35+2]=§'],
  B21: ['message_id.value[172+25]=03a37b2756fb8fe70005a15c', 'dlvrd:000', 'message_state.value[201+1]=2'],
  B22: ['stat:UNDELIV err:255', 'message_state.value[210+1]=0'],
  B23: ['service_type[16+6]=1.000', 'network_error_code.value[183+3]="30 30 30"', 'stat:UNDELIV err:000'],
  B24: ['text:-"', 'network_error_code[190+7]=', 'message_state[197+5]=2', 'receipted_message_id[202+41]='],
  B25: ['sm_length[47+1]=0', 'message_payload.value[52+79]=', 'receipted_message_id.value[135+6]=6aad5'],
  B26: ['err:0000', 'TLV 0x1454.value[189+4]="00 00 00 01"', 'TLV 0x1418.value[197+4]="00 00 00 30"'],
  B27: [
    'MCC=270 MNC=1',
    'source_network_id.value[201+7]=127001',
    'source_node_id.value[212+5]=27001',
    '! source_network_type does not belong',
    '! source_node_id has 5 octets',
  ],
  B28: ['! Octet 0x84 is no septet', '! Octet 0x89', '! Octet 0x88', 'id.value[184+9]=18d0e03a'],
  B29: ['! more_messages_to_send does not belong in a deliver_sm'],
  B30: ['err:000 te"', '! The length of TLV receipted_message_id says 65 octets, but 5 are left'],
  B31: ['id:0059113978', 'receipted_message_id.value[173+8]=38601fa', '! dest_network_type does not belong'],
  B32: ['data_coding[46+1]=0x03', 'Text:Hello               "', 'message_state[193+5]=2'],
  B33: ['dest_addr_ton[33+1]=5', 'stat:ACCEPTD err:107 text: 26F102"', 'registered_delivery[47+1]=0x01'],
  B34: [
    'sm_length[51+1]=0',
    'id:0489708364',
    '=1d305b4c',
    'more_messages_to_send.value[202+1]=1',
    '! more_messages_to_send does not belong',
  ],
  B35: [
    'sequence_number[12+4]=795920026',
    'destination_addr[33+1]=""',
    '=(null)',
    'TLV 0x1402.value[164+4]=612',
  ],
  B36: ['user_message_reference.value[59+2]=197', '! sc_interface_version does not belong in a deliver_sm'],
  B37: ['esm_class[39+1]=0x80', 'data_coding[46+1]=0x01', 'source_subaddress.value[57+13]="2B 39 38'],
  B38: ['TLV 0x276B.value[46+13]=10.200.100.7'],
  B39: ['data_coding[46+1]=0x08', '! sm_length says 16 octets, but 8 are left'],
  B40: ['service_type[16+5]=1001', 'sm_length[63+1]=0', '! sequence_number is 2726666018'],
  B41: ['! sequence_number is 2147483648'],
  B42a: ['body[16+1]=0F', '! command_id 0x00000110 is reserved'],
  B42b: ['sequence_number[12+4]=171192039'],
  B43: ['command_status[8+4]=0x00000001'],
  B44a: ['sequence_number[12+4]=1'],
  B44b: ['sequence_number[12+4]=1'],
  B45: ['! sequence_number is 0', 'message_payload.value[44+4]=Test'],
  B46: ['message_id[16+6]=12345', 'final_date[22+1]=""', 'message_state[23+1]=6'],
  B47: ['message_id[16+10]=msg-12345', '=150203040506708+', '=010203040506000R', 'short_message[76+4]=text'],
  B48: ['! command_status is 2, but in a request it is not used'],
  B49: ['message_id[16+65]=26ea5b4460a2f4b50c62f23b0c6489e49e12ef5df7ff207597a07ebe9d2003b8'],
};

const session = { id: 1, name: 'x', role: 'esme', localAddress: '', remoteAddress: '' } as const;

describe('a published PDU', () => {
  it('is in the list, each of them', () => {
    expect(samplePdus.map(({ id }) => id).filter((id) => /^B\d/.test(id))).toEqual(Object.keys(stated));
  });

  it.each(samplePdus.filter(({ id }) => id in stated))(
    '$id says what is stated of it: $about',
    ({ id, hex }) => {
      const record = { number: 1, kind: 'pdu', timeNs: 0n, direction: 'in', session, sentence: '' } as const;
      const words = `${decodedWords(decodedLine({ ...record, octets: octetsOf(hex) }))} `;
      for (const part of stated[id] ?? []) expect(words).toContain(part);
      const isFine = !(stated[id] ?? []).some((part) => part.startsWith('!'));
      expect(words.includes(' ! '), words).toBe(!isFine);
    },
  );

  it('that is a receipt is taken apart as it is meant', () => {
    const linesOf = (id: string): ReadonlyMap<string, string> => {
      const sample = samplePdus.find((each) => each.id === id);
      const { receipt } = explainPdu(octetsOf(sample?.hex ?? ''));
      return new Map(receipt?.lines.map(({ name, value, meaning }) => [name, `${value} (${meaning})`]));
    };
    expect(linesOf('B25').get('id')).toBe('0000436949 (the number 6aad5 of the TLV, in decimal)');
    expect(linesOf('B28').get('id')).toBe('0416342074 (the number 18d0e03a of the TLV, in decimal)');
    expect(linesOf('B30').get('id')).toMatch(/^0000003005/);
    expect(linesOf('B34').get('text')).toMatch(/^Привет /);
    expect(linesOf('B33').get('state')).toMatch(/^acknowledged \(accepted; not final/);
    expect(linesOf('B22').get('state')).toMatch(/^undeliverable/);
    expect(linesOf('B23').get('network_error_code')).toMatch(/^000 \(three digits/);
    expect(linesOf('B21').get('done date')).toContain('2016-03-30 08:35:52');
  });
});
