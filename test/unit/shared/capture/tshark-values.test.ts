import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { annotate, type PduNode } from '#shared/smpp/annotate';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { tlvDefinitions, type TlvDefinition, type TlvName } from '#shared/smpp/tables/tlvs';
import { useTempFolders } from '#test/support/use-temp-folders';

const hasTshark = spawnSync('tshark', ['-v']).status === 0;
const tempFolder = useTempFolders();

/**
 * What tshark (4.0) names, beside our name of the same: a TLV, or a part of it after a point. Left out are:
 * broadcast_rep_num, of whose two octets it reads one; callback_num, callback_num_atag and alert_on_message_delivery,
 * for which it names no value; broadcast_end_time, which it shows in the zone of the computer; values beyond those of
 * 3.4 of ms_validity and lengths beyond those of 3.4 of the telematics ids, which it takes for octets; tags of vendors.
 */
const tlvFields: readonly (readonly [tshark: string, ours: string])[] = [
  ...[
    'dest_addr_subunit source_addr_subunit dest_network_type source_network_type dest_bearer_type source_bearer_type',
    'qos_time_to_live payload_type additional_status_info_text receipted_message_id privacy_indicator',
    'source_subaddress dest_subaddress user_message_reference user_response_code language_indicator source_port',
    'destination_port sar_msg_ref_num sar_total_segments sar_segment_seqnum display_time sms_signal dpf_result set_dpf',
    'ms_availability_status delivery_failure_reason more_messages_to_send number_of_messages its_reply_type',
    'message_payload congestion_state dest_addr_np_resolution source_network_id source_node_id dest_network_id',
    'dest_node_id broadcast_channel_indicator broadcast_message_class broadcast_error_status',
    'broadcast_area_success broadcast_service_group ussd_service_op message_state ms_validity',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [`smpp.${name}`, name] as const),
  ['smpp.dest_telematics_id', 'dest_telematics_id'],
  ['smpp.source_telematics_id', 'source_telematics_id'],
  ['smpp.SC_interface_version', 'sc_interface_version'],
  ['smpp.network_error.type', 'network_error_code.network_type'],
  ['smpp.network_error.code', 'network_error_code.error_code'],
  ['smpp.its_session.number', 'its_session_info.session_number'],
  ['smpp.its_session.sequence', 'its_session_info.Sequence number'],
  ['smpp.its_session.ind', 'its_session_info.End of session'],
  ['smpp.msg_wait.ind', 'ms_msg_wait_facilities.Indication'],
  ['smpp.msg_wait.type', 'ms_msg_wait_facilities.Type of message'],
  ['smpp.callback_num.pres', 'callback_num_pres_ind.Presentation'],
  ['smpp.callback_num.scrn', 'callback_num_pres_ind.Screening'],
  ['smpp.broadcast_content_type.nw', 'broadcast_content_type.network_type'],
  ['smpp.broadcast_content_type.type', 'broadcast_content_type.content_type'],
  ['smpp.broadcast_content_type.info', 'broadcast_content_type_info'],
  ['smpp.broadcast_frequency_interval.unit', 'broadcast_frequency_interval.unit'],
  ['smpp.broadcast_frequency_interval.value', 'broadcast_frequency_interval.number'],
  ['smpp.billing_id', 'billing_identification'],
  ['smpp.dest_addr_np_info', 'dest_addr_np_information'],
  ['smpp.dest_addr_np_country', 'dest_addr_np_country'],
];

function lengthOf({ name, minLength, maxLength }: TlvDefinition): fc.Arbitrary<number> {
  // tshark reads two octets of the one and one of the other, as the specification has them.
  if (name === 'dest_telematics_id') return fc.constant(2);
  if (name === 'source_telematics_id' || name === 'ms_validity') return fc.constant(1);
  return fc.integer({ min: minLength, max: Math.min(maxLength, 30) });
}

function valueOf(definition: TlvDefinition): fc.Arbitrary<Uint8Array> {
  const text = (length: number) => fc.stringMatching(new RegExp(`^[0-9A-Za-z]{${length}}$`));
  switch (definition.type) {
    case 'cString':
      return lengthOf(definition).chain((length) =>
        text(Math.max(1, length - 1)).map((value) => Buffer.from(`${value}\0`)),
      );
    case 'text':
      return lengthOf(definition).chain((length) => text(length).map((value) => Buffer.from(value)));
    default:
      // Beyond 3 the one octet of 3.4 is reserved.
      if (definition.name === 'ms_validity') return fc.uint8Array({ minLength: 1, maxLength: 1, max: 3 });
      return lengthOf(definition).chain((length) =>
        fc.uint8Array({ minLength: Math.max(1, length), maxLength: Math.max(1, length) }),
      );
  }
}

function find(nodes: readonly PduNode[], name: string): PduNode | undefined {
  for (const node of nodes) {
    const found = node.name === name ? node : find(node.children ?? [], name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value of ours and one of tshark in the same form: a number, or text, or octets. */
function ours(nodes: readonly PduNode[], path: string): string | null {
  const [name = '', part = 'value'] = path.split('.');
  const node = find(find(nodes, name)?.children ?? [], part);
  if (node === undefined) return null;
  // Bits are shown in their places: "..01 ....".
  return node.isBits === true ? String(Number.parseInt(node.value.replaceAll(/[^01]/g, ''), 2)) : node.value;
}

function isSame(shown: string, node: string, octets: Uint8Array): boolean {
  if (shown === node) return true;
  if (/^(0x[0-9a-f]+|\d+)$/i.test(shown) && Number(shown) === Number(node)) return true;
  const digits = shown.replaceAll(':', '').toLowerCase();
  return digits === Buffer.from(octets).toString('hex') || digits === node.replaceAll(' ', '').toLowerCase();
}

function dissect(pdus: readonly Uint8Array[], fields: readonly string[]): readonly Record<string, string>[] {
  const writer = new CaptureWriter('Trunkline test', 'x');
  pdus.forEach((octets, index) =>
    writer.append({
      kind: 'pdu',
      timeNs: BigInt(index),
      sessionId: 1,
      direction: 'out',
      octets,
      sentence: '',
    }),
  );
  const path = join(tempFolder(), 'values.pcapng');
  writeFileSync(path, writer.take());
  const shown = fields.flatMap((field) => ['-e', field]);
  const output = execFileSync('tshark', ['-r', path, '-T', 'fields', '-E', 'separator=/t', ...shown], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = output.split('\n').slice(0, pdus.length);
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((value, index) => [fields[index] ?? '', value])),
  );
}

describe.runIf(hasTshark)('beside tshark', () => {
  it('every TLV that it takes apart has the same values', () => {
    const names = [...new Set(tlvFields.map(([, path]) => path.split('.')[0] as TlvName))];
    const samples = names.flatMap((name) =>
      fc
        .sample(valueOf(tlvDefinitions[name]), { numRuns: 12, seed: 34 })
        .map((value) => ({ name, value, tag: tlvDefinitions[name].tag })),
    );
    const pdus = samples.map(({ tag, value }, index) =>
      encode({ ...createPdu('data_sm', { sequenceNumber: index + 1 }), tlvs: [{ tag, value }] }),
    );
    const own = ['smpp.opt_param_tag', 'smpp.opt_param_len'];
    const frames = dissect(pdus, [...own, ...tlvFields.map(([field]) => field)]);
    const different: string[] = [];
    samples.forEach(({ name, value, tag }, index) => {
      const frame = frames[index] ?? {};
      expect([Number(frame['smpp.opt_param_tag']), Number(frame['smpp.opt_param_len'])]).toEqual([
        tag,
        value.length,
      ]);
      const { nodes } = annotate(pdus[index] ?? new Uint8Array(0));
      for (const [field, path] of tlvFields) {
        if (path.split('.')[0] !== name) continue;
        const shown = frame[field] ?? '';
        const node = ours(nodes, path);
        if (node === null || !isSame(shown, node, value))
          different.push(`${field}: ${shown}, ours ${String(node)}`);
      }
    });
    expect(different).toEqual([]);
  });

  it('every bit of esm_class and registered_delivery, the octets of the message and its header are the same', () => {
    const bodies = fc.sample(
      fc.record({
        esmClass: fc.integer({ min: 0, max: 255 }),
        registeredDelivery: fc.integer({ min: 0, max: 255 }),
        udh: fc.constantFrom<readonly number[]>([5, 0, 3, 0x42, 3, 2], [6, 8, 4, 0x12, 0x34, 3, 2]),
        text: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      }),
      { numRuns: 300, seed: 7 },
    );
    const pdus = bodies.map(({ esmClass, registeredDelivery, udh, text }, index) => {
      const shortMessage = Uint8Array.from((esmClass & 0x40) === 0 ? text : [...udh, ...text]);
      const body = { esmClass, registeredDelivery, shortMessage, dataCoding: 4 };
      return encode(createPdu('submit_sm', { sequenceNumber: index + 1, body }));
    });
    const bits = [
      ['smpp.esm.submit.msg_mode', 'esm_class', 'Messaging mode'],
      ['smpp.esm.submit.msg_type', 'esm_class', 'Message type'],
      ['smpp.regdel.receipt', 'registered_delivery', 'MC delivery receipt'],
      ['smpp.regdel.acks', 'registered_delivery', 'SME originated acknowledgement'],
      ['smpp.regdel.notif', 'registered_delivery', 'Intermediate notification'],
    ] as const;
    const parts = ['msg_id', 'msg_parts', 'msg_part'].map((name) => `gsm_sms.udh.mm.${name}`);
    const frames = dissect(pdus, [
      ...bits.map(([field]) => field),
      'smpp.esm.submit.features',
      'smpp.message',
      ...parts,
    ]);
    bodies.forEach(({ esmClass, udh, text }, index) => {
      const frame = frames[index] ?? {};
      const { nodes } = annotate(pdus[index] ?? new Uint8Array(0));
      const bitsOf = (field: string, name: string): number => {
        const node = find(find(nodes, field)?.children ?? [], name);
        return Number.parseInt(node?.value.replaceAll(/[^01]/g, '') ?? '', 2);
      };
      for (const [field, ours_, name] of bits) expect(Number(frame[field]), field).toBe(bitsOf(ours_, name));
      // Both bits of it together: UDHI and reply path.
      const features = bitsOf('esm_class', 'UDHI') + 2 * bitsOf('esm_class', 'Reply path');
      expect(Number(frame['smpp.esm.submit.features'])).toBe(features);
      const hasHeader = (esmClass & 0x40) !== 0;
      const octets = Buffer.from(hasHeader ? [...udh, ...text] : text).toString('hex');
      expect(frame['smpp.message']).toBe(octets);
      if (!hasHeader) return;
      const [reference, total, number] = udh.length === 6 ? [0x42, 3, 2] : [0x1234, 3, 2];
      expect(parts.map((part) => Number(frame[part]))).toEqual([reference, total, number]);
      const element = find(nodes, 'IED');
      expect(element?.meaning).toContain(`${String(number)} of ${String(total)}`);
      expect(element?.meaning).toContain(String(reference));
    });
  });

  it('destinations, refused ones and times are the same', () => {
    const addresses = ['12025550101', '12025550102'].map((destinationAddr) => ({
      destFlag: 1 as const,
      destAddrTon: 1,
      destAddrNpi: 1,
      destinationAddr,
    }));
    const time = { scheduleDeliveryTime: '260131235900008+', validityPeriod: '000007000000000R' };
    const pdus = [
      createPdu('submit_multi', {
        sequenceNumber: 1,
        body: { destAddresses: [...addresses, { destFlag: 2, dlName: 'friends' }], ...time },
      }),
      createPdu('submit_multi_resp', {
        sequenceNumber: 1,
        body: {
          messageId: 'abc',
          unsuccessSmes: addresses.map(({ destAddrTon, destAddrNpi, destinationAddr }) => ({
            destAddrTon,
            destAddrNpi,
            destinationAddr,
            errorStatusCode: 0x0b,
          })),
        },
      }),
      createPdu('query_sm_resp', {
        sequenceNumber: 2,
        body: { messageId: 'abc', finalDate: '260131235900008+', messageState: 2, errorCode: 7 },
      }),
    ].map((pdu) => encode(pdu));
    const frames = dissect(pdus, [
      'smpp.destination_addr',
      'smpp.dl_name',
      'smpp.error_status_code',
      'smpp.schedule_delivery_time',
      'smpp.validity_period_r',
      'smpp.final_date',
      'smpp.error_code',
    ]);
    const meaningOf = (index: number, name: string): string =>
      find(annotate(pdus[index] ?? new Uint8Array(0)).nodes, name)?.meaning ?? '';
    expect(frames[0]).toMatchObject({
      'smpp.destination_addr': '12025550101,12025550102',
      'smpp.dl_name': 'friends',
      'smpp.validity_period_r': `${7 * 86_400}.000000000`,
    });
    expect(meaningOf(0, 'validity_period')).toBe('in 7 days');
    expect(frames[1]?.['smpp.error_status_code']).toBe('0x0000000b,0x0000000b');
    const moment = Date.parse('2026-01-31T23:59:00+02:00');
    for (const [index, name] of [
      [0, 'schedule_delivery_time'],
      [2, 'final_date'],
    ] as const) {
      expect(Date.parse((frames[index]?.[`smpp.${name}`] ?? '').replace('.000000000', ''))).toBe(moment);
      expect(meaningOf(index, name)).toBe('2026-01-31 23:59:00.0 UTC+02:00');
    }
    expect(frames[2]?.['smpp.error_code']).toBe('7');
  });
});

if (!hasTshark) it.skip('values beside tshark: left out, since tshark is not installed here');
