import { describe, expect, it } from 'vitest';
import { checkLimits, scalarProblem, type VersionOrAny } from '#shared/smpp/limits';
import { commands, type CommandName } from '#shared/smpp/tables/commands';
import type { Field } from '#shared/smpp/tables/fields';
import { createPdu, type Pdu, type SubmitSmBody, type Tlv } from '#shared/smpp/pdu';

const sentences = (pdu: Pdu, version: VersionOrAny = '3.4'): readonly string[] =>
  checkLimits(pdu, version).map(({ sentence }) => sentence);
const submit = (body: Partial<SubmitSmBody>, tlvs: readonly Tlv[] = []): Pdu =>
  createPdu('submit_sm', { sequenceNumber: 1, body, tlvs });
const tlv = (tag: number, ...value: number[]): Tlv => ({ tag, value: Uint8Array.from(value) });

describe('fields', () => {
  it('within the limits are no problem', () => {
    const pdu = submit({
      serviceType: 'CMT00',
      sourceAddr: '1'.repeat(20),
      destinationAddr: '2'.repeat(20),
      validityPeriod: '000007000000000R',
      shortMessage: new Uint8Array(254),
      priorityFlag: 3,
      registeredDelivery: 31,
    });
    expect(checkLimits(pdu, '3.4')).toEqual([]);
  });

  it.each([
    ['source_addr', { sourceAddr: '1'.repeat(21) }, 'source_addr has 21 octets; SMPP 3.4 allows 20.'],
    ['service_type', { serviceType: 'TOOLONG' }, 'service_type has 7 octets; SMPP 3.4 allows 5.'],
    ['priority_flag', { priorityFlag: 4 }, 'priority_flag is 4; SMPP 3.4 allows 0 to 3.'],
    ['sm_default_msg_id', { smDefaultMsgId: 255 }, 'sm_default_msg_id is 255; SMPP 3.4 allows 0 to 254.'],
    [
      'short_message',
      { shortMessage: new Uint8Array(255) },
      'short_message has 255 octets; SMPP 3.4 allows 254.',
    ],
    [
      'validity_period',
      { validityPeriod: '5R' },
      'validity_period is no time of SMPP: it wants 16 characters, YYMMDDhhmmsstnn and “+”, “-” or “R”.',
    ],
  ])('%s beyond them is told', (field, body, sentence) => {
    expect(checkLimits(submit(body), '3.4')).toMatchObject([{ field, sentence }]);
  });

  it('have limits of their own in each version', () => {
    const long = submit({ shortMessage: new Uint8Array(255) });
    expect(sentences(long, '5.0')).toEqual([]);
    expect(sentences(long, '3.3')).toEqual(['short_message has 255 octets; SMPP 3.3 allows 140.']);
    expect(sentences(long, null)).toEqual([]);
    const receipt = createPdu('deliver_sm_resp', { sequenceNumber: 1, body: { messageId: 'abc' } });
    expect(sentences(receipt, '3.4')).toEqual(['message_id has 3 octets; SMPP 3.4 wants it empty.']);
    expect(sentences(receipt, '5.0')).toEqual([]);
  });

  it('of a bind: the credentials that many providers use', () => {
    const bind = createPdu('bind_transceiver', {
      sequenceNumber: 1,
      body: { systemId: 'x'.repeat(16), password: 'p'.repeat(12), interfaceVersion: 0x34 },
    });
    expect(sentences(bind, null)).toEqual([
      'system_id has 16 octets; the specification allows 15.',
      'password has 12 octets; the specification allows 8.',
    ]);
    expect(sentences(bind, '3.3')).toContain('bind_transceiver does not exist in SMPP 3.3.');
  });

  /** Longest C-octet strings of 3.4 with their NUL, as its sections 4 and 5.2 print them. */
  const longest: Readonly<Record<string, number>> = {
    system_id: 16,
    password: 9,
    system_type: 13,
    address_range: 41,
    service_type: 6,
    source_addr: 21,
    destination_addr: 21,
    esme_addr: 65,
    message_id: 65,
    'data_sm.source_addr': 65,
    'data_sm.destination_addr': 65,
    'alert_notification.source_addr': 65,
    'deliver_sm_resp.message_id': 1,
  };

  it('that are strings are as long as the specification prints', () => {
    const names = (Object.keys(commands) as CommandName[]).filter((name) =>
      (commands[name].versions as readonly string[]).includes('3.4'),
    );
    let checked = 0;
    for (const name of names) {
      for (const field of commands[name].fields as readonly Field[]) {
        if (field.kind !== 'cString' || field.isTime === true) continue;
        const max = longest[`${name}.${field.name}`] ?? longest[field.name] ?? 0;
        expect(scalarProblem(field, 'x'.repeat(max - 1), '3.4'), `${name}.${field.name}`).toBeNull();
        expect(scalarProblem(field, 'x'.repeat(max), '3.4'), `${name}.${field.name}`).not.toBeNull();
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(40);
  });

  it('of lists are looked at one by one', () => {
    const pdu = createPdu('submit_multi', {
      sequenceNumber: 1,
      body: {
        destAddresses: [
          { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '1'.repeat(30) },
          { destFlag: 2, dlName: 'l'.repeat(21) },
        ],
      },
    });
    expect(sentences(pdu)).toEqual([
      'destination_addr has 30 octets; SMPP 3.4 allows 20.',
      'dl_name has 21 octets; SMPP 3.4 allows 20.',
    ]);
    expect(sentences(createPdu('submit_multi', { sequenceNumber: 1 }))).toEqual([
      'number_of_dests is 0; SMPP 3.4 allows 1 to 254.',
    ]);
  });
});

describe('the header', () => {
  it('wants no status in a request', () => {
    expect(sentences(createPdu('enquire_link', { sequenceNumber: 1, commandStatus: 2 }))).toEqual([
      'command_status is 2, but in a request it is not used and should be 0.',
    ]);
    expect(sentences(createPdu('enquire_link_resp', { sequenceNumber: 1, commandStatus: 2 }))).toEqual([]);
  });

  it('wants a sequence_number from 1 to 0x7FFFFFFF, but for a generic_nack', () => {
    expect(checkLimits(createPdu('unbind', { sequenceNumber: 0 }), '3.4')).toMatchObject([
      { code: 'sequence-number' },
    ]);
    expect(checkLimits(createPdu('unbind', { sequenceNumber: 0x80000000 }), '3.4')).toHaveLength(1);
    expect(checkLimits(createPdu('unbind', { sequenceNumber: 0x7fffffff }), '3.4')).toEqual([]);
    expect(checkLimits(createPdu('generic_nack', { sequenceNumber: 0 }), '3.4')).toEqual([]);
  });
});

describe('TLVs', () => {
  it('do not exist in 3.3', () => {
    expect(sentences(submit({}, [tlv(0x1400, 1)]), '3.3')).toEqual(['SMPP 3.3 has no TLVs.']);
  });

  it.each([
    ['of 5.0', tlv(0x060b, 0x80, 1), 'billing_identification does not exist in SMPP 3.4.'],
    ['of another PDU', tlv(0x0210, 0x34), 'sc_interface_version does not belong in a submit_sm of SMPP 3.4.'],
    ['too long', tlv(0x020a, 0, 0, 1), 'source_port has 3 octets; the specification wants 2 octets.'],
    ['too short', tlv(0x0381, 1), 'callback_num has 1 octet; the specification wants 4 to 19.'],
    [
      'that is reserved',
      tlv(0x1002, 0x34),
      'Tag 0x1002 is reserved: neither SMPP 3.4 nor 5.0 defines it, and it is no vendor’s.',
    ],
  ])('%s are told', (_name, one, sentence) => {
    expect(sentences(submit({}, [one]))).toEqual([sentence]);
  });

  it('of a vendor are no problem', () => {
    expect(sentences(submit({}, [tlv(0x1400, 1), tlv(0x1400, 2), tlv(0x3fff)]))).toEqual([]);
  });

  it('may repeat only where the specification lets them', () => {
    expect(sentences(submit({}, [tlv(0x0204, 0, 1), tlv(0x0204, 0, 2)]))).toEqual([
      'user_message_reference comes more than once.',
    ]);
    expect(sentences(submit({}, [tlv(0x0381, 1, 1, 1, 0x31), tlv(0x0381, 1, 1, 1, 0x32)]))).toEqual([]);
  });

  it('alert_on_message_delivery may be empty', () => {
    expect(sentences(submit({}, [tlv(0x130c)]))).toEqual([]);
  });

  it('that a broadcast needs are missed', () => {
    expect(sentences(createPdu('broadcast_sm', { sequenceNumber: 1 }), '5.0')[0]).toBe(
      'broadcast_area_identifier is missing; a broadcast_sm must have it.',
    );
  });

  it('of SAR count only together', () => {
    const all = [tlv(0x020c, 0, 1), tlv(0x020e, 2), tlv(0x020f, 1)];
    expect(sentences(submit({}, all))).toEqual([]);
    expect(sentences(submit({}, all.slice(1)))).toEqual([
      'sar_msg_ref_num is missing; the three sar_ TLVs count only together.',
    ]);
  });

  it('message_payload excludes short_message', () => {
    const payload = [tlv(0x0424, 0x61)];
    expect(sentences(submit({ shortMessage: Uint8Array.of(0x62) }, payload))).toEqual([
      'short_message and message_payload are both there; message_payload counts.',
    ]);
    expect(sentences(submit({}, payload))).toEqual([]);
  });
});
