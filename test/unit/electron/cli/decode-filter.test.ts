import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { filterFields } from '#shared/log-filter/filter-fields';
import { encode } from '#shared/smpp/encode';
import { createPdu, type KnownPdu } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { octetsOf, samplePdus } from '#test/fixtures/pdus';
import { useTempFolders } from '#test/support/use-temp-folders';
import { closeLogsAfterEach, openLog } from '../host/pdu-log/open-log';
import { CliRun } from './cli-run';

const tempFolder = useTempFolders();
closeLogsAfterEach();

type Row = readonly [direction: 'in' | 'out', octets: Uint8Array, kind?: 'octets' | 'loss'];
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const pdu = (of: KnownPdu): Uint8Array => encode(of);

/** A session in which there is something for every field. */
const session: readonly Row[] = [
  [
    'out',
    pdu(
      createPdu('bind_transceiver', {
        sequenceNumber: 1,
        body: { systemId: 'demo', password: 'hunter22', interfaceVersion: 0x34 },
      }),
    ),
  ],
  ['in', pdu(createPdu('bind_transceiver_resp', { sequenceNumber: 1, body: { systemId: 'smsc' } }))],
  ['out', pdu(createPdu('enquire_link', { sequenceNumber: 2 }))],
  [
    'out',
    pdu(
      createPdu('submit_sm', {
        sequenceNumber: 3,
        body: { sourceAddr: '4711', destinationAddr: '37061234567', shortMessage: text('code 12') },
      }),
    ),
  ],
  [
    'out',
    pdu(
      createPdu('submit_multi', {
        sequenceNumber: 4,
        body: {
          sourceAddr: '4711',
          destAddresses: [
            { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '37061111111' },
            { destFlag: 2, dlName: 'staff' },
            { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '37062222222' },
          ],
          shortMessage: text('to all'),
        },
      }),
    ),
  ],
  ['in', pdu(createPdu('submit_sm_resp', { sequenceNumber: 3, commandStatus: 0x58 }))],
  ['in', pdu(createPdu('submit_multi_resp', { sequenceNumber: 4, body: { messageId: 'A1' } }))],
  [
    'in',
    pdu(
      createPdu('deliver_sm', {
        sequenceNumber: 1,
        body: {
          esmClass: 0x04,
          sourceAddr: '37061111111',
          shortMessage: text('id:A1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:'),
        },
        tlvs: [tlv('receipted_message_id', text('A1\0')), tlv('message_state', Uint8Array.of(2))],
      }),
    ),
  ],
  // A receipt that only its text tells, one on the way, and a reading of a handset.
  [
    'in',
    pdu(createPdu('deliver_sm', { sequenceNumber: 2, body: { shortMessage: text('id:B2 stat:EXPIRED') } })),
  ],
  ['in', pdu(createPdu('deliver_sm', { sequenceNumber: 3, body: { esmClass: 0x20 } }))],
  ['in', pdu(createPdu('deliver_sm', { sequenceNumber: 4, body: { esmClass: 0x08, sourceAddr: '370' } }))],
  ['in', pdu(createPdu('data_sm', { sequenceNumber: 5, body: { sourceAddr: '370', esmClass: 0x80 } }))],
  ['out', pdu(createPdu('data_sm', { sequenceNumber: 5, body: { sourceAddr: '4711' } }))],
  [
    'out',
    pdu(
      createPdu('submit_sm', {
        sequenceNumber: 6,
        body: { esmClass: 0x40, shortMessage: Uint8Array.of(5, 0, 3, 9, 2, 1, 0x41) },
        tlvs: [{ tag: 0x1400, value: text('1701') }],
      }),
    ),
  ],
  ['out', pdu(createPdu('submit_sm', { sequenceNumber: 6, body: { dataCoding: 8 } }))],
  ['in', pdu(createPdu('submit_sm_resp', { sequenceNumber: 99, body: { messageId: 'Z9' } }))],
  [
    'out',
    pdu(createPdu('replace_sm', { sequenceNumber: 7, body: { messageId: 'A1', shortMessage: text('new') } })),
  ],
  ['in', pdu(createPdu('generic_nack', { sequenceNumber: 7, commandStatus: 3 }))],
  ['in', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1, 2), 'octets'],
  ['in', new Uint8Array(0), 'loss'],
  ...samplePdus.map(({ hex }, index): Row => [index % 2 === 0 ? 'in' : 'out', octetsOf(hex)]),
  // Nothing answers this one.
  ['out', pdu(createPdu('enquire_link', { sequenceNumber: 500 }))],
];

function captureOf(rows: readonly Row[]): string {
  const writer = new CaptureWriter('Trunkline test', 'x');
  writer.describeSession({ id: 1, name: 'Demo trunk', role: 'esme', localAddress: '', remoteAddress: '' });
  rows.forEach(([direction, octets, kind], index) => {
    const timeNs = 1_790_000_000_000_000_000n + BigInt(index) * 250_000_000n;
    const sentence = kind === undefined ? '' : 'Something is odd here.';
    writer.append({ kind: kind ?? 'pdu', timeNs, sessionId: 1, direction, octets, sentence });
  });
  const path = join(tempFolder(), 'session.pcapng');
  writeFileSync(path, writer.take());
  return path;
}

let file: string;
let log: PduLog;
let captureId: number;
beforeEach(async () => {
  file = captureOf(session);
  log = openLog();
  const ready = new Promise<void>((resolve) => {
    log.onOpened(({ state }) => {
      if (state !== 'reading') resolve();
    });
  });
  ({ captureId } = await log.openCapture('session.pcapng', file));
  await ready;
});

async function ofLog(filter: string): Promise<readonly number[]> {
  const { viewId, counts } = log.openView(filter, captureId);
  await counts;
  return (await log.rows(viewId, 0, 500)).rows.map(({ number }) => number);
}

async function ofDecode(filter: string): Promise<readonly number[]> {
  const run = new CliRun(['decode', file, '--filter', filter]);
  await run.code;
  return run.out.map((line) => Number(line.split(' ')[0]));
}

const values = '"37061111111" "3706" 3 0x58 4 ok error A1 B2 Z9 staff demo 1701 2 "id" new DEMO'.split(' ');
const examples = [
  'command == submit_sm and status != 0',
  'command == enquire_link and unanswered',
  'latency > 500ms',
  'latency == 500ms and command == submit_sm',
  'to == "37062222222"',
  'to ~ "staff" and not receipt',
  'to != "37061111111"',
  'text contains "code" or text contains "new"',
  'direction == in and trunk == "Demo trunk"',
  'tlv.receipted_message_id or problem',
  'message_id == "A1"',
  'tlv.0x1400 == "1701"',
  'time > 2026-01-01 and time < 2027-01-01',
  'OK',
  'message_id',
  '"system_id demo"',
  'hunter22',
  'odd here',
  '37062222222',
  '99',
  'length == 6',
  'number > 999999999999999 or length < 999999999999999',
  'latency < 999999999999min and latency >= 0',
  'latency != 0.000001ns',
  'time > 0001-01-01 and time != 9999-12-31T23:59:59.999999999Z',
  'time < 1970-01-01T00:00:00Z',
  'session == 0xffffffffffff or sequence == 999999999999999',
  'command == 0xffffffff or status > 0xfffffffe',
];

describe('decode --filter', () => {
  it.each(examples)('prints what the log shows of a capture: %s', async (filter) => {
    expect(await ofDecode(filter)).toEqual(await ofLog(filter));
  });

  it('prints what the log shows, for every field alone', async () => {
    for (const { name } of filterFields()) {
      expect(await ofDecode(name), name).toEqual(await ofLog(name));
      expect(await ofDecode(`not ${name}`), `not ${name}`).toEqual(await ofLog(`not ${name}`));
    }
  }, 60_000);

  it('prints what the log shows, for every field and operator', async () => {
    const operators: Readonly<Record<string, readonly string[]>> = {
      text: ['==', '!=', '~'],
      number: ['==', '!=', '<', '>='],
      status: ['==', '!=', '<'],
      duration: ['==', '<='],
      command: ['~'],
    };
    const offered = filterFields().flatMap(({ name, type }) =>
      (operators[type] ?? []).map((operator) => ({ name, type, operator })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...offered), fc.constantFrom(...values), async (field, value) => {
        const isNumber = field.type !== 'text' && field.type !== 'command';
        const wanted = isNumber && !/^(?:\d|0x)/.test(value) ? '3' : value;
        const filter = `${field.name} ${field.operator} ${wanted}`;
        expect(await ofDecode(filter), filter).toEqual(await ofLog(filter));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('finds what the documentation of the language promises', async () => {
    expect(await ofDecode('command == submit_sm and status == ESME_RTHROTTLED')).toEqual([4]);
    expect(await ofDecode('status == ESME_RTHROTTLED')).toEqual([4, 6]);
    expect(await ofDecode('to == "37062222222"')).toEqual([5]);
    expect(await ofDecode('37062222222')).toEqual([5]);
    expect(await ofDecode('number_of_dests == 3 and dest_flag == 2')).toEqual([5]);
    expect((await ofDecode('sm_length == 7')).slice(0, 2)).toEqual([4, 14]);
    expect(await ofDecode('message_id == "A1"')).toEqual([7, 8, 17]);
    expect((await ofDecode('unanswered')).slice(0, 3)).toEqual([3, 8, 9]);
    expect(await ofDecode('hunter22')).toEqual([]);
  });
});
