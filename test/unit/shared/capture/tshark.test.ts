import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { commandIdOf, createPdu, type KnownPdu } from '#shared/smpp/pdu';
import { useTempFolders } from '#test/support/use-temp-folders';

const hasTshark = spawnSync('tshark', ['-v']).status === 0;
const tempFolder = useTempFolders();

const digits = fc.stringMatching(/^[1-9]\d{3,14}$/);
const identifier = fc.stringMatching(/^[0-9A-Za-z]{1,20}$/);
const octet = fc.integer({ min: 0, max: 255 });
const sequenceNumber = fc.integer({ min: 1, max: 0x7fffffff });
const small = fc.integer({ min: 0, max: 6 });
const addressFields = {
  sourceAddrTon: small,
  sourceAddrNpi: small,
  sourceAddr: digits,
  destAddrTon: small,
  destAddrNpi: small,
  destinationAddr: digits,
};
const addresses = fc.record(addressFields);
const tlvs = fc.array(
  fc.oneof(
    fc.record({ tag: fc.constant(0x0204), value: fc.uint8Array({ minLength: 2, maxLength: 2 }) }),
    fc.record({ tag: fc.constant(0x020c), value: fc.uint8Array({ minLength: 2, maxLength: 2 }) }),
    identifier.map((id) => ({ tag: 0x001e, value: new TextEncoder().encode(`${id}\0`) })),
  ),
  { maxLength: 1 },
);
const message = fc.record({
  ...addressFields,
  serviceType: fc.constantFrom('', 'CMT', 'WAP'),
  protocolId: octet,
  priorityFlag: fc.integer({ min: 0, max: 3 }),
  replaceIfPresentFlag: fc.constantFrom(0, 1),
  dataCoding: fc.constantFrom(0, 1, 3, 4, 8),
  smDefaultMsgId: octet,
  shortMessage: fc.uint8Array({ maxLength: 254 }),
});
const bind = fc.record({
  systemId: identifier.map((id) => id.slice(0, 15)),
  systemType: fc.constantFrom('', 'VMS'),
  password: fc.constant('secret'),
  interfaceVersion: fc.constant(0x34),
  addrTon: small,
  addrNpi: small,
  addressRange: digits,
});
const status = fc.constantFrom(0, 1, 8, 0x0b, 0x14, 0x58, 0x400);

/** PDUs that the specification allows, as our encoder writes them. */
const pdu: fc.Arbitrary<KnownPdu> = fc.oneof(
  fc
    .tuple(fc.constantFrom('submit_sm' as const, 'deliver_sm' as const), sequenceNumber, message, tlvs)
    .map(([command, sequence, body, more]) => ({
      ...createPdu(command, { sequenceNumber: sequence, body }),
      tlvs: more,
    })),
  fc
    .tuple(fc.constantFrom('submit_sm_resp' as const, 'data_sm_resp' as const), sequenceNumber, identifier)
    .map(([command, sequence, messageId]) =>
      createPdu(command, { sequenceNumber: sequence, body: { messageId } }),
    ),
  fc
    .tuple(
      fc.constantFrom('bind_transmitter' as const, 'bind_receiver' as const, 'bind_transceiver' as const),
      sequenceNumber,
      bind,
    )
    .map(([command, sequence, body]) => createPdu(command, { sequenceNumber: sequence, body })),
  fc
    .tuple(
      fc.constantFrom(
        'enquire_link' as const,
        'enquire_link_resp' as const,
        'unbind' as const,
        'unbind_resp' as const,
      ),
      sequenceNumber,
    )
    .map(([command, sequence]) => createPdu(command, { sequenceNumber: sequence })),
  fc
    .tuple(sequenceNumber, status)
    .map(([sequence, commandStatus]) =>
      createPdu('generic_nack', { sequenceNumber: sequence, commandStatus }),
    ),
  fc
    .tuple(sequenceNumber, identifier, small)
    .map(([sequence, messageId, messageState]) =>
      createPdu('query_sm_resp', { sequenceNumber: sequence, body: { messageId, messageState } }),
    ),
  fc
    .tuple(fc.constantFrom('query_sm' as const, 'cancel_sm' as const), sequenceNumber, identifier, addresses)
    .map(([command, sequence, messageId, { sourceAddrTon, sourceAddrNpi, sourceAddr, ...destination }]) => {
      const source = { messageId, sourceAddrTon, sourceAddrNpi, sourceAddr };
      return command === 'query_sm'
        ? createPdu(command, { sequenceNumber: sequence, body: source })
        : createPdu(command, { sequenceNumber: sequence, body: { ...source, ...destination } });
    }),
  fc
    .tuple(sequenceNumber, fc.record({ ...addressFields, serviceType: fc.constantFrom('', 'CMT') }), tlvs)
    .map(([sequence, body, more]) => ({
      ...createPdu('data_sm', { sequenceNumber: sequence, body }),
      tlvs: more,
    })),
  fc.tuple(sequenceNumber, identifier).map(([sequence, systemId]) =>
    createPdu('outbind', {
      sequenceNumber: sequence,
      body: { systemId: systemId.slice(0, 15), password: 'secret' },
    }),
  ),
);

/** Fields of tshark and how our decoder says the same; null where the PDU has none. */
const compared: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => unknown>> = {
  'smpp.system_id': (body) => body['systemId'] ?? null,
  'smpp.password': (body) => body['password'] ?? null,
  'smpp.system_type': (body) => body['systemType'] ?? null,
  'smpp.addr_ton': (body) => body['addrTon'] ?? null,
  'smpp.addr_npi': (body) => body['addrNpi'] ?? null,
  'smpp.address_range': (body) => body['addressRange'] ?? null,
  // What tshark says where the PDU says nothing.
  'smpp.service_type': (body) => (body['serviceType'] === '' ? '(Default)' : (body['serviceType'] ?? null)),
  'smpp.source_addr_npi': (body) => body['sourceAddrNpi'] ?? null,
  'smpp.dest_addr_ton': (body) => body['destAddrTon'] ?? null,
  'smpp.protocol_id': (body) => body['protocolId'] ?? null,
  'smpp.replace_if_present_flag': (body) => body['replaceIfPresentFlag'] ?? null,
  'smpp.data_coding': (body) => body['dataCoding'] ?? null,
  'smpp.message_state': (body) => body['messageState'] ?? null,
  'smpp.source_addr_ton': (body) => body['sourceAddrTon'] ?? null,
  'smpp.source_addr': (body) => body['sourceAddr'] ?? null,
  'smpp.dest_addr_npi': (body) => body['destAddrNpi'] ?? null,
  'smpp.destination_addr': (body) => body['destinationAddr'] ?? null,
  'smpp.priority_flag': (body) => body['priorityFlag'] ?? null,
  'smpp.sm_default_msg_id': (body) => body['smDefaultMsgId'] ?? null,
  'smpp.sm_length': (body) => (body['shortMessage'] as Uint8Array | undefined)?.length ?? null,
  'smpp.message_id': (body) => body['messageId'] ?? null,
};
const headerFields = [
  'smpp.command_length',
  'smpp.command_id',
  'smpp.command_status',
  'smpp.sequence_number',
];
const layerFields = [
  'tcp.checksum.status',
  'ip.checksum.status',
  'tcp.analysis.flags',
  'frame.interface_name',
  'frame.time_epoch',
];

function dissect(path: string): readonly Readonly<Record<string, string>>[] {
  const fields = [...headerFields, ...Object.keys(compared), ...layerFields];
  const checks = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'];
  const output = execFileSync(
    'tshark',
    [
      '-r',
      path,
      ...checks,
      '-T',
      'fields',
      '-E',
      'separator=/t',
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => Object.fromEntries(line.split('\t').map((value, index) => [fields[index] ?? '', value])));
}

if (!hasTshark) it.skip('captures beside tshark: left out, since tshark is not installed here');

describe.runIf(hasTshark)('a capture of ours in tshark', () => {
  it('is SMPP without any setting, each field as our decoder reads it', () => {
    const pdus = fc.sample(pdu, { numRuns: 3000, seed: 2775 });
    const writer = new CaptureWriter('Trunkline test', 'x');
    for (const id of [1, 2])
      writer.describeSession({
        id,
        name: `Trunk ${id}`,
        role: 'esme',
        localAddress: '',
        remoteAddress: '192.0.2.9:8080',
      });
    const octets = pdus.map((one) => encode(one));
    octets.forEach((one, index) => {
      const direction = index % 3 === 0 ? 'in' : 'out';
      const timeNs = 1_700_000_000_000_000_000n + BigInt(index) * 1_000_003n;
      writer.append({
        kind: 'pdu',
        timeNs,
        sessionId: 1 + (index % 2),
        direction,
        octets: one,
        sentence: '',
      });
    });
    const path = join(tempFolder(), 'ours.pcapng');
    writeFileSync(path, writer.take());
    const frames = dissect(path);
    expect(frames).toHaveLength(pdus.length);
    frames.forEach((frame, index) => {
      const sent = pdus[index]!;
      const { pdu: read } = decode(octets[index]!);
      const body = ('body' in read ? (read.body ?? {}) : {}) as Readonly<Record<string, unknown>>;
      const values = headerFields.map((field) => Number(frame[field]));
      expect(values).toEqual([
        octets[index]!.length,
        commandIdOf(sent),
        read.commandStatus,
        read.sequenceNumber,
      ]);
      for (const [field, valueOf] of Object.entries(compared)) {
        const wanted = field === 'smpp.password' && body['password'] !== undefined ? '******' : valueOf(body);
        const got = frame[field] ?? '';
        // Numbers are shown in decimal or hexadecimal, as the field likes.
        const shown = typeof wanted === 'number' && got !== '' ? Number(got) : got;
        expect(shown, `${field} of ${sent.command}`).toBe(wanted ?? '');
      }
      expect([
        frame['tcp.checksum.status'],
        frame['ip.checksum.status'],
        frame['tcp.analysis.flags'],
      ]).toEqual(['1', '1', '']);
      expect(frame['frame.interface_name']).toBe(`Trunk ${1 + (index % 2)}`);
      expect(frame['frame.time_epoch']).toBe(
        `${1_700_000_000 + Math.floor((index * 1_000_003) / 1e9)}.${String((index * 1_000_003) % 1e9).padStart(9, '0')}`,
      );
    });
  });

  it('puts a PDU of several packets together, up to the 65,536 octets that it takes for SMPP', () => {
    const sizes = [65_495, 65_496, 65_536, 65_537];
    const told = sizes.map((size) => {
      const empty = encode(createPdu('data_sm', { sequenceNumber: 9 })).length;
      const half = Math.floor((size - empty - 8) / 2);
      const large = encode({
        ...createPdu('data_sm', { sequenceNumber: 9 }),
        tlvs: [half, size - empty - 8 - half].map((length) => ({
          tag: 0x0424,
          value: new Uint8Array(length).fill(7),
        })),
      });
      const writer = new CaptureWriter('Trunkline test', 'x');
      writer.append({ kind: 'pdu', timeNs: 1n, sessionId: 1, direction: 'out', octets: large, sentence: '' });
      const path = join(tempFolder(), 'large.pcapng');
      writeFileSync(path, writer.take());
      return dissect(path).map((frame) => frame['smpp.command_length']);
    });
    expect(told).toEqual([['65495'], ['', '65496'], ['', '65536'], ['', '']]);
  });
});
