import { describe, expect, it } from 'vitest';
import { headerlessDeliverSm, octetsOf, samplePdu } from '#test/fixtures/pdus';
import { framed } from '#test/support/arbitrary-pdu';
import { annotate, type AnnotateOptions, type PduNode } from '#shared/smpp/annotate';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

function all(nodes: readonly PduNode[]): readonly PduNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children ?? [])]);
}

function find(octets: Uint8Array, name: string, options?: AnnotateOptions): PduNode {
  const node = all(annotate(octets, options).nodes).find((candidate) => candidate.name === name);
  if (node === undefined) throw new Error(`No node ${name}`);
  return node;
}

const sentences = (octets: Uint8Array, options?: AnnotateOptions): readonly string[] =>
  annotate(octets, options).problems.map(({ sentence }) => sentence);

describe('the fields of a submit_sm with a header in its text', () => {
  const octets = samplePdu('B8');

  it('stand where they are, named as the specification names them', () => {
    expect(annotate(octets).command).toBe('submit_sm');
    expect(find(octets, 'command_length')).toMatchObject({
      offset: 0,
      length: 4,
      value: '199',
      section: '5.1.1',
    });
    expect(find(octets, 'command_id')).toMatchObject({
      offset: 4,
      value: '0x00000004',
      meaning: 'submit_sm',
    });
    expect(find(octets, 'source_addr')).toMatchObject({ offset: 19, length: 15, value: 'SENDERPHONENUM' });
    expect(find(octets, 'dest_addr_npi')).toMatchObject({ value: '1', meaning: 'ISDN (E.163, E.164)' });
    expect(find(octets, 'sm_length')).toMatchObject({
      offset: 58,
      length: 1,
      value: '140',
      section: '5.2.21',
    });
    expect(annotate(octets).problems).toEqual([]);
  });

  it('take the bits of esm_class apart, without octets of their own', () => {
    const { children = [], value, meaning } = find(octets, 'esm_class');
    expect({ value, meaning }).toEqual({ value: '0x40', meaning: 'normal message, user data header' });
    expect(children.map(({ name, value: bits, isBits }) => [name, bits, isBits])).toEqual([
      ['Reply path', '0... ....', true],
      ['UDHI', '.1.. ....', true],
      ['Message type', '..00 00..', true],
      ['Messaging mode', '.... ..00', true],
    ]);
  });

  it('take the header apart and show the text decoded', () => {
    expect(find(octets, 'UDHL')).toMatchObject({ offset: 59, length: 1, value: '5' });
    expect(find(octets, 'Concatenation, 8-bit reference')).toMatchObject({
      offset: 60,
      length: 5,
      value: '60 02 01',
      meaning: 'part 1 of 2, reference 96',
    });
    const text = find(octets, 'text');
    expect(text).toMatchObject({ offset: 65, length: 134, meaning: 'UCS-2' });
    expect(text.value.startsWith('Привет мир!\n')).toBe(true);
  });

  it('read data_coding as the caller says it is meant', () => {
    const latin = encode(
      createPdu('submit_sm', {
        sequenceNumber: 1,
        body: { shortMessage: Uint8Array.of(0x63, 0x61, 0x66, 0xe9) },
      }),
    );
    expect(find(latin, 'short_message', { alphabets: { default: 'latin1', overrides: {} } })).toMatchObject({
      value: 'café',
      meaning: 'Latin-1',
    });
  });
});

describe('TLVs', () => {
  it('have tag, length and value', () => {
    const tlv = find(samplePdu('B21'), 'message_state');
    expect(tlv).toMatchObject({ offset: 197, length: 5, value: '2', meaning: 'DELIVERED: delivered' });
    expect(tlv.children?.map(({ name, offset, length, value }) => [name, offset, length, value])).toEqual([
      ['tag', 197, 2, '0x0427'],
      ['length', 199, 2, '1'],
      ['value', 201, 1, '2'],
    ]);
  });

  it('of a vendor show text where there is text', () => {
    expect(find(samplePdu('B19'), 'TLV 0x1403')).toMatchObject({ value: '38636', section: '5.3.1' });
    expect(find(samplePdu('B38'), 'TLV 0x276B').value).toBe('10.200.100.7');
    expect(find(samplePdu('B26'), 'TLV 0x1454').value).toBe('00 00 00 01');
  });

  it('with parts are taken apart', () => {
    const code = find(samplePdu('B24'), 'network_error_code');
    expect(code).toMatchObject({ value: '03 00 00', meaning: 'GSM, 0' });
    expect(find(samplePdu('B24'), 'network_type')).toMatchObject({ length: 1, value: '3', meaning: 'GSM' });
    expect(find(samplePdu('B24'), 'error_code')).toMatchObject({ length: 2, value: '0' });
  });

  it('hold the text of a receipt', () => {
    const payload = find(samplePdu('B25'), 'message_payload');
    expect(payload.value).toContain('id:0000436949 submit date:1504211508');
    expect(payload.children?.at(-1)).toMatchObject({ name: 'value', length: 79 });
  });

  it('hold a header where UDHI is set', () => {
    const value = Uint8Array.of(5, 0, 3, 1, 2, 2, 0x48, 0x69);
    const octets = encode(
      createPdu('data_sm', { sequenceNumber: 1, body: { esmClass: 0x40 }, tlvs: [{ tag: 0x0424, value }] }),
    );
    expect(find(octets, 'text').value).toBe('Hi');
    expect(find(octets, 'user_data_header').length).toBe(6);
  });

  it.each([
    ['callback_num', 0x0381, '010101393837', 'ASCII, international, ISDN (E.163, E.164), 987'],
    ['source_subaddress', 0x0202, 'a03132', 'user specified, 31 32'],
    ['broadcast_frequency_interval', 0x0605, '09001f', 'minutes, 31'],
    ['broadcast_content_type', 0x0601, '010033', 'GSM, weather'],
    ['broadcast_area_identifier', 0x0606, '004e6f727468', 'alias or name, North'],
    ['ms_validity', 0x1204, '04020003', 'relative time, hours, 3'],
    ['its_session_info', 0x1383, '0703', '7, number 1, end of session'],
    [
      'callback_num_pres_ind',
      0x0302,
      '05',
      'presentation restricted, given by the user, verified and passed',
    ],
    ['ms_msg_wait_facilities', 0x0030, '82', 'e-mail indication on'],
    ['qos_time_to_live', 0x0017, '00000e10', '3600 seconds'],
    ['congestion_state', 0x0428, '55', 'optimum load'],
    [
      'broadcast_error_status',
      0x0607,
      '00000109',
      'Invalid broadcast area format (ESME_RINVBCASTAREAFMT, 0x0109)',
    ],
  ])('%s is told in words', (name, tag, hex, meaning) => {
    const octets = encode(
      createPdu('submit_sm', { sequenceNumber: 1, tlvs: [{ tag, value: octetsOf(hex) }] }),
    );
    expect(find(octets, name).meaning).toBe(meaning);
  });
});

describe('lists', () => {
  it('have a node for each item', () => {
    const octets = encode(
      createPdu('submit_multi', {
        sequenceNumber: 1,
        body: {
          destAddresses: [
            { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '370600001' },
            { destFlag: 2, dlName: 'staff' },
          ],
        },
      }),
    );
    expect(find(octets, 'number_of_dests').value).toBe('2');
    expect(find(octets, 'dest_address 1')).toMatchObject({ value: '370600001' });
    expect(find(octets, 'dest_address 2')).toMatchObject({ value: 'staff' });
    expect(find(octets, 'dest_flag').meaning).toBe('SME address');
    expect(annotate(octets).problems).toEqual([]);
  });

  it('end at a dest_flag that does not exist, with its octets kept', () => {
    const octets = framed(
      Uint8Array.of(...octetsOf('00000000000000210000000000000001'), 0, 0, 0, 0, 1, 3, 0x61, 0x62),
    );
    expect(find(octets, 'unreadable')).toMatchObject({ offset: 22, length: 2, value: '61 62' });
    expect(sentences(octets)[0]).toBe(
      'dest_flag is 3; only 1 (address) and 2 (distribution list) exist, so what follows cannot be read.',
    );
  });

  it('of submit_multi_resp tell each refusal in words', () => {
    const octets = encode(
      createPdu('submit_multi_resp', {
        sequenceNumber: 1,
        body: {
          messageId: 'a',
          unsuccessSmes: [{ destAddrTon: 1, destAddrNpi: 1, destinationAddr: '1', errorStatusCode: 0x0b }],
        },
      }),
    );
    expect(find(octets, 'error_status_code').meaning).toBe(
      'Invalid destination address (ESME_RINVDSTADR, 0x0B)',
    );
  });
});

describe('problems are sentences at their place', () => {
  const problems = (id: string) =>
    annotate(samplePdu(id)).problems.map(({ severity, sentence, section, offset, length }) => ({
      severity,
      sentence,
      section,
      at: [offset, length],
    }));

  it('a message_id without NUL', () => {
    expect(problems('B16')).toEqual([
      {
        severity: 'error',
        sentence: 'message_id has no terminating NUL before the PDU ends.',
        section: '5.2.23',
        at: [16, 1],
      },
    ]);
    expect(find(samplePdu('B16'), 'message_id')).toMatchObject({
      value: '9',
      problem: 'message_id has no terminating NUL before the PDU ends.',
    });
  });

  it('a NUL after the text', () => {
    expect(problems('B17')).toEqual([
      {
        severity: 'error',
        sentence: 'A NUL octet follows the last field; nothing should.',
        section: '3.2.4.1',
        at: [73, 1],
      },
    ]);
  });

  it('sm_length beyond the PDU', () => {
    expect(problems('B39').map(({ sentence }) => sentence)).toEqual([
      'sm_length says 16 octets, but 8 are left in the PDU.',
    ]);
    expect(find(samplePdu('B39'), 'short_message')).toMatchObject({ offset: 49, length: 8 });
  });

  it('a TLV that reaches beyond the PDU, with what is there of it', () => {
    expect(problems('B30')).toEqual([
      {
        severity: 'error',
        sentence: 'The length of TLV receipted_message_id says 65 octets, but 5 are left in the PDU.',
        section: '3.2.4.1',
        at: [155, 9],
      },
    ]);
    expect(find(samplePdu('B30'), 'receipted_message_id').value).toBe('3005');
  });

  it('a command_status in a request, in words', () => {
    expect(find(samplePdu('B48'), 'command_status')).toMatchObject({
      meaning: 'Invalid length of the PDU (ESME_RINVCMDLEN, 0x02)',
      problem: 'command_status is 2, but in a request it is not used and should be 0.',
    });
  });

  it('octets that the alphabet does not have', () => {
    expect(problems('B28')[0]?.sentence).toContain('0x84');
  });

  it('what the version in use does not have', () => {
    const octets = samplePdu('B12');
    expect(sentences(octets)).toEqual([]);
    expect(sentences(octets, { version: '5.0' })).toEqual([]);
    expect(sentences(octets, { version: '3.4' })).toEqual(['congestion_state does not exist in SMPP 3.4.']);
    expect(sentences(octets, { version: '3.3' })).toEqual([
      'message_id has 36 octets; SMPP 3.3 allows 8.',
      'SMPP 3.3 has no TLVs.',
    ]);
    expect(sentences(samplePdu('B1'), { version: '3.3' })).toEqual([
      'bind_transceiver does not exist in SMPP 3.3.',
    ]);
  });

  it('two texts, a missing TLV, and sar_ TLVs that are not complete', () => {
    const both = createPdu('submit_sm', {
      sequenceNumber: 1,
      body: { shortMessage: Uint8Array.of(0x61) },
      tlvs: [
        { tag: 0x0424, value: Uint8Array.of(0x62) },
        { tag: 0x020c, value: Uint8Array.of(0, 1) },
      ],
    });
    expect(sentences(encode(both))).toEqual([
      'sar_total_segments is missing; the three sar_ TLVs count only together.',
      'short_message and message_payload are both there; message_payload counts.',
    ]);
    const broadcast = createPdu('broadcast_sm', { sequenceNumber: 1 });
    expect(sentences(encode(broadcast))).toHaveLength(4);
  });

  it('a TLV that comes twice, at the second one', () => {
    const tlvs = [1, 2].map((octet) => ({ tag: 0x0204, value: Uint8Array.of(0, octet) }));
    const octets = encode(createPdu('submit_sm', { sequenceNumber: 1, tlvs }));
    expect(annotate(octets).problems).toMatchObject([
      {
        code: 'tlv-repeated',
        sentence: 'user_message_reference comes more than once.',
        offset: octets.length - 6,
      },
    ]);
  });

  it('a header element that reaches beyond the header', () => {
    const octets = encode(
      createPdu('submit_sm', {
        sequenceNumber: 1,
        body: { esmClass: 0x40, shortMessage: Uint8Array.of(3, 0, 9, 1, 0x41) },
      }),
    );
    expect(find(octets, 'unreadable')).toMatchObject({ length: 3, value: '00 09 01' });
    expect(find(octets, 'user_data_header').problem).toContain('reaches beyond the header');
    expect(find(octets, 'text').value).toBe('A');
  });
});

describe('octets that are no PDU', () => {
  it('have a place each, however few', () => {
    expect(annotate(new Uint8Array(0))).toMatchObject({ command: '', length: 0, nodes: [] });
    expect(sentences(new Uint8Array(0))).toEqual([
      'A PDU has at least the 16 octets of its header; there are none.',
    ]);
    const half = annotate(Uint8Array.of(0, 0, 0, 16, 0, 0));
    expect(all(half.nodes).map(({ name, length }) => [name, length])).toEqual([
      ['header', 6],
      ['command_length', 4],
      ['command_id', 2],
    ]);
  });

  it('say what they look like', () => {
    const http = Uint8Array.from('HTTP/1.1 400 Bad Request', (character) => character.charCodeAt(0));
    expect(sentences(http)).toContain(
      'This looks like an HTTP answer, not SMPP: “HTTP/1.1 400 Bad Request”. Check host and port.',
    );
  });

  it('are kept whole: an unknown command, and a body that lost its header', () => {
    expect(find(samplePdu('B42a'), 'body')).toMatchObject({ offset: 16, length: 1, value: '0F' });
    expect(find(samplePdu('B42a'), 'command_id').meaning).toBe('unknown command');
    const headless = octetsOf(headerlessDeliverSm);
    expect(find(headless, 'body').length).toBe(headless.length - 16);
  });

  it('beyond command_length are left over', () => {
    const octets = Uint8Array.of(...samplePdu('B43'), 1, 2, 3);
    expect(find(octets, 'leftover')).toMatchObject({ offset: 16, length: 3, value: '01 02 03' });
    expect(sentences(octets)).toEqual(['command_length says 16 octets, but the PDU has 19.']);
  });

  it('show control characters in strings', () => {
    const octets = encode(
      createPdu('submit_sm_resp', { sequenceNumber: 1, body: { messageId: 'a\n\u0085b' } }),
    );
    expect(find(octets, 'message_id').value).toBe('a\\x0A\\x85b');
  });
});
