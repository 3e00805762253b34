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
const addresses = {
  sourceAddrTon: small,
  sourceAddrNpi: small,
  sourceAddr: digits,
  destAddrTon: small,
  destAddrNpi: small,
  destinationAddr: digits,
};
const tlvs = fc.array(
  fc.oneof(
    fc.record({ tag: fc.constant(0x0204), value: fc.uint8Array({ minLength: 2, maxLength: 2 }) }),
    fc.record({ tag: fc.constant(0x020c), value: fc.uint8Array({ minLength: 2, maxLength: 2 }) }),
    identifier.map((id) => ({ tag: 0x001e, value: new TextEncoder().encode(`${id}\0`) })),
  ),
  { maxLength: 1 },
);
const message = fc.record({
  ...addresses,
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
);

/** Fields of tshark and how our decoder says the same; null where the PDU has none. */
const compared: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => unknown>> = {
  'smpp.system_id': (body) => body['systemId'] ?? null,
  'smpp.password': (body) => body['password'] ?? null,
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

describe.skipIf(!hasTshark)('a capture of ours in tshark, where that is installed', () => {
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

  // Wireshark takes no PDU beyond 64 KiB for SMPP.
  it('puts a PDU of several packets together', () => {
    const writer = new CaptureWriter('Trunkline test', 'x');
    const value = new Uint8Array(32_740).fill(7);
    const large = encode({
      ...createPdu('data_sm', { sequenceNumber: 9 }),
      tlvs: [1, 2].map(() => ({ tag: 0x0424, value })),
    });
    writer.append({ kind: 'pdu', timeNs: 1n, sessionId: 1, direction: 'out', octets: large, sentence: '' });
    const path = join(tempFolder(), 'large.pcapng');
    writeFileSync(path, writer.take());
    const frames = dissect(path);
    expect(frames).toHaveLength(2);
    expect(frames.map((frame) => frame['smpp.command_length']).filter((length) => length !== '')).toEqual([
      String(large.length),
    ]);
  });
});
