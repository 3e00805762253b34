import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { octetsFromHex } from '#shared/lib/hex';
import type { OpenedCapture } from '#shared/model/log-source';
import type { PduDirection } from '#shared/model/pdu-row';
import { annotate } from '#shared/smpp/annotate';
import { encode } from '#shared/smpp/encode';
import { createPdu, type KnownPdu } from '#shared/smpp/pdu';
import { useTempFolders } from '#test/support/use-temp-folders';
import { CliRun } from '../../cli/cli-run';
import { closeLogsAfterEach, openLog } from './open-log';

const tempFolder = useTempFolders();
closeLogsAfterEach();

const congestion = { tag: 0x0428, value: Uint8Array.of(80) };
const addresses = { sourceAddr: '4711', destinationAddr: '12025550123' };
const withoutNul = encode(
  createPdu('submit_sm_resp', { sequenceNumber: 6, body: { messageId: 'abc' } }),
).slice(0, -1);
new DataView(withoutNul.buffer).setUint32(0, withoutNul.length);

/** A session over SMPP 3.4 that breaks a rule of each kind, with the code of the problem that is to be told. */
const session: readonly (readonly [
  direction: PduDirection,
  pdu: KnownPdu | Uint8Array,
  ...codes: string[],
])[] = [
  [
    'out',
    createPdu('bind_transmitter', {
      sequenceNumber: 1,
      body: { systemId: 'demo', password: 'hunter22', interfaceVersion: 0x34 },
    }),
  ],
  ['in', createPdu('bind_transmitter_resp', { sequenceNumber: 1, body: { systemId: 'smsc' } })],
  ['out', createPdu('submit_sm', { sequenceNumber: 2, body: addresses })],
  // What only 5.0 has.
  [
    'in',
    {
      ...createPdu('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'abc' } }),
      tlvs: [congestion],
    },
    'tlv-version',
  ],
  [
    'out',
    createPdu('cancel_broadcast_sm', { sequenceNumber: 3, body: { messageId: 'abc', sourceAddr: '4711' } }),
    'command-version',
  ],
  ['in', createPdu('generic_nack', { sequenceNumber: 3, commandStatus: 3 })],
  // The session and its sequence numbers.
  ['in', createPdu('deliver_sm', { sequenceNumber: 1, body: addresses }), 'forbidden'],
  ['out', createPdu('deliver_sm_resp', { sequenceNumber: 1, commandStatus: 4 })],
  ['out', createPdu('enquire_link', { sequenceNumber: 5 })],
  ['out', createPdu('enquire_link', { sequenceNumber: 5 }), 'duplicate'],
  ['in', createPdu('enquire_link_resp', { sequenceNumber: 5 })],
  ['in', createPdu('enquire_link_resp', { sequenceNumber: 99 }), 'orphan'],
  // For a header that could not be read there is no other number.
  ['in', createPdu('generic_nack', { sequenceNumber: 0, commandStatus: 2 })],
  ['out', createPdu('submit_sm', { sequenceNumber: 6, body: addresses })],
  ['in', withoutNul, 'missing-nul'],
  // Beyond what the specification allows.
  [
    'out',
    createPdu('submit_sm', { sequenceNumber: 7, body: { ...addresses, serviceType: 'TOOLONG' } }),
    'field-too-long',
  ],
  [
    'out',
    createPdu('submit_sm', { sequenceNumber: 8, body: { ...addresses, validityPeriod: 'tomorrow' } }),
    'not-a-time',
  ],
  [
    'out',
    {
      ...createPdu('submit_sm', { sequenceNumber: 9, body: addresses }),
      tlvs: [{ tag: 0x4000, value: Uint8Array.of(1) }],
    },
    'tlv-reserved',
  ],
  [
    'out',
    createPdu('submit_sm', { sequenceNumber: 10, body: { ...addresses, shortMessage: Uint8Array.of(0xe9) } }),
    'text',
  ],
];

function octetsOf(pdu: KnownPdu | Uint8Array): Uint8Array {
  return pdu instanceof Uint8Array ? pdu : encode(pdu);
}

/** Codes of the problems of each row, as its fields tell them, and whether the list and the filter mark it. */
async function told(log: PduLog, sourceId: number) {
  const { viewId, counts } = log.openView('problem', sourceId);
  await counts;
  const found = new Set((await log.rows(viewId, 0, 100)).rows.map(({ number }) => number));
  const all = log.openView('', sourceId);
  await all.counts;
  const { rows } = await log.rows(all.viewId, 0, 100);
  return Promise.all(
    rows.map(async ({ number, hasProblem }) => {
      const detail = await log.pdu(number, sourceId);
      const { version = null, findings = [], hex = '' } = detail ?? {};
      const { problems } = annotate(octetsFromHex(hex) ?? new Uint8Array(0), { version, findings });
      return { codes: problems.map(({ code }) => code), hasProblem, isFound: found.has(number) };
    }),
  );
}

function opened(log: PduLog): Promise<OpenedCapture> {
  return new Promise((resolve) => {
    const stop = log.onOpened((capture) => {
      if (capture.state === 'reading') return;
      stop();
      resolve(capture);
    });
  });
}

describe('the problems of a PDU', () => {
  it('are the same in the list, the filter, the fields, an opened capture, decode and exports', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    session.forEach(([direction, pdu], index) => recorder.recordPdu(direction, octetsOf(pdu), 1000 + index));
    const expected = session.map(([, , ...codes]) => ({
      codes,
      hasProblem: codes.length > 0,
      isFound: codes.length > 0,
    }));
    expect(await told(log, 0)).toEqual(expected);

    const { viewId, counts } = log.openView('');
    await counts;
    const masking = { areNumbersMasked: false, areTextsMasked: false };
    const fileOf = async (format: 'pcapng' | 'jsonl' | 'csv' | 'text') => {
      const path = join(tempFolder(), `session.${format}`);
      await log.export({ of: { kind: 'view', viewId }, format, masking, path });
      return path;
    };
    const capture = await fileOf('pcapng');
    const ready = opened(log);
    const { captureId } = await log.openCapture('session.pcapng', capture);
    await ready;
    expect(await told(log, captureId)).toEqual(expected);

    const json = new CliRun(['decode', capture, '--json']);
    await json.code;
    const lines = json.out.map((line) => JSON.parse(line) as { problems: { sentence: string }[] });
    expect(lines.map(({ problems }) => problems.length)).toEqual(expected.map(({ codes }) => codes.length));
    const sentences = lines.map(({ problems }) => problems.map(({ sentence }) => sentence));
    const numbers = expected.flatMap(({ isFound }, index) => (isFound ? [String(index + 1)] : []));
    const text = new CliRun(['decode', capture, '--filter', 'problem']);
    await text.code;
    expect(text.out.map((line) => line.split(' ')[0])).toEqual(numbers);
    for (const line of text.out) expect(line).toMatch(/! .*\((?:SMPP \d\.\d section [\d.]+, )octet \d+\)$/);

    const exported = (await readFile(await fileOf('jsonl'), 'utf8')).trim().split('\n');
    expect(exported.map((line) => (JSON.parse(line) as { problems?: string[] }).problems ?? [])).toEqual(
      sentences,
    );
    const [csv, block] = [
      await readFile(await fileOf('csv'), 'utf8'),
      await readFile(await fileOf('text'), 'utf8'),
    ];
    for (const sentence of sentences.flat()) {
      expect(csv.replaceAll('""', '"')).toContain(sentence);
      expect(block).toContain(`! ${sentence}`);
    }
  });

  it('are judged by the version that the SMSC answers, where it is an older one, and by none before a bind', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Beta');
    const congested = octetsOf({
      ...createPdu('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'abc' } }),
      tlvs: [congestion],
    });
    const bind = (interfaceVersion: number) =>
      octetsOf(
        createPdu('bind_transceiver', { sequenceNumber: 1, body: { systemId: 'demo', interfaceVersion } }),
      );
    const answer = octetsOf({
      ...createPdu('bind_transceiver_resp', { sequenceNumber: 1, body: { systemId: 'smsc' } }),
      tlvs: [{ tag: 0x0210, value: Uint8Array.of(0x34) }],
    });
    recorder.recordPdu('in', congested, 1);
    recorder.recordPdu('out', bind(0x50), 2);
    recorder.recordPdu('out', octetsOf(createPdu('submit_sm', { sequenceNumber: 2, body: addresses })), 3);
    recorder.recordPdu('in', congested, 4);
    recorder.recordPdu('in', answer, 5);
    recorder.recordPdu('out', octetsOf(createPdu('submit_sm', { sequenceNumber: 2, body: addresses })), 6);
    recorder.recordPdu('in', congested, 7);
    const rows = await told(log, 0);
    expect(rows.map(({ codes }) => codes.filter((code) => code !== 'forbidden'))).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
      ['tlv-version'],
    ]);
    const versions = await Promise.all(
      [1, 2, 4, 5, 7].map(async (number) => (await log.pdu(number))?.version),
    );
    expect(versions).toEqual([null, '5.0', '5.0', '3.4', '3.4']);
  });
});
