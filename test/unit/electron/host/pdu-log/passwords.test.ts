import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { exportFormats } from '#shared/capture/export-records';
import { hexFromOctets, octetsFromHex } from '#shared/lib/hex';
import { defaultCaptureSettings, type OpenedCapture } from '#shared/model/log-source';
import { annotate } from '#shared/smpp/annotate';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { useTempFolders } from '#test/support/use-temp-folders';
import { treeText } from '../../../../../renderer/features/pdu-log/field-tree';
import { hexDump } from '../../../../../renderer/features/pdu-log/octet-lines';
import { pduHex, pduJson, sendLine } from '../../../../../renderer/features/pdu-log/pdu-copies';
import { pcapFile, segment } from '../../../shared/capture/foreign-files';
import { CliRun } from '../../cli/cli-run';
import { closeLogsAfterEach, openLog } from './open-log';

const tempFolder = useTempFolders();
closeLogsAfterEach();

const PASSWORD = 'Tr0ub4d0r';
const masking = { areNumbersMasked: false, areTextsMasked: false };

function reframed(octets: Uint8Array): Uint8Array {
  const framed = octets.slice();
  new DataView(framed.buffer).setUint32(0, framed.length);
  return framed;
}

const binds = (['bind_transmitter', 'bind_receiver', 'bind_transceiver', 'outbind'] as const).map(
  (command, index) =>
    encode(createPdu(command, { sequenceNumber: index + 1, body: { systemId: 'demo', password: PASSWORD } })),
);
const bind = binds[2] ?? new Uint8Array(0);
const passwordAt = Buffer.from(bind).indexOf(PASSWORD);
const passwordEnd = passwordAt + PASSWORD.length;

const ranged = encode(
  createPdu('bind_transceiver', {
    sequenceNumber: 9,
    body: { systemId: 'demo', password: PASSWORD, interfaceVersion: 0x34, addressRange: '^4711' },
  }),
);

function header(commandId: number): Uint8Array {
  const octets = new Uint8Array(16);
  new DataView(octets.buffer).setUint32(4, commandId);
  octets[15] = 1;
  return octets;
}

/** Binds that are not as they should be, each with the whole password in it. */
const malformed: readonly Uint8Array[] = [
  // It ends with the password, or with what was to be its NUL.
  reframed(bind.subarray(0, passwordEnd)),
  reframed(bind.subarray(0, passwordEnd + 1)),
  // No NUL after the system_id, or after the password.
  reframed(Uint8Array.from([...bind.subarray(0, passwordAt - 1), ...bind.subarray(passwordAt)])),
  reframed(Uint8Array.from([...bind.subarray(0, passwordEnd), ...bind.subarray(passwordEnd + 1)])),
  // An empty system_id; more octets than a bind has; a status and a sequence number that no request has.
  reframed(Uint8Array.from([...bind.subarray(0, 16), ...bind.subarray(passwordAt - 1)])),
  reframed(Uint8Array.from([...bind, 1, 2, 3, 4, 5])),
  Uint8Array.from([...bind.subarray(0, 8), 0, 0, 0, 0x0e, 0xff, 0xff, 0xff, 0xff, ...bind.subarray(16)]),
  // No NUL after the system_id, and yet every field has its place: the address range fills the gap.
  reframed(Uint8Array.from([...ranged.subarray(0, passwordAt - 1), ...ranged.subarray(passwordAt)])),
  // Swallowed by a PDU without a body whose length is wrong, and by one of no known command.
  reframed(Uint8Array.from([...header(0x15), ...bind])),
  reframed(Uint8Array.from([...header(0x00010299), 7, ...bind])),
  // A command_length that says more, or less, than there is.
  Uint8Array.from([0, 0, 1, 0, ...bind.subarray(4)]),
  Uint8Array.from([0, 0, 0, 20, ...bind.subarray(4)]),
];
const outOfStep = Uint8Array.from([9, 9, 9, 9, 9, ...bind]);

function expectNoPassword(output: string | Uint8Array, where: string): void {
  const text = typeof output === 'string' ? output : Buffer.from(output).toString('latin1');
  const hex = hexFromOctets(Buffer.from(PASSWORD));
  // Digits with anything between them, such as those of a dump.
  const digits = text.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  expect(text.includes(PASSWORD), where).toBe(false);
  expect(text.toLowerCase().includes(hex) || digits.includes(hex), where).toBe(false);
}

/** Everything that the screen, copies and exports can have of a source. */
async function lookEverywhere(log: PduLog, sourceId: number, rowCount: number): Promise<void> {
  const { viewId, counts } = log.openView('', sourceId);
  await counts;
  const { rows } = await log.rows(viewId, 0, 500);
  expect(rows).toHaveLength(rowCount);
  expectNoPassword(JSON.stringify(rows), 'rows');
  for (const { number } of rows) {
    const detail = await log.pdu(number, sourceId);
    expectNoPassword(JSON.stringify(detail), 'detail');
    const octets = octetsFromHex(detail?.hex ?? '') ?? new Uint8Array(0);
    const annotated = annotate(octets);
    const copies = [
      treeText(annotated.nodes),
      hexDump(octets),
      pduHex(octets),
      pduJson(annotated),
      sendLine(octets),
    ];
    expectNoPassword(copies.join('\n'), `copies of row ${number}`);
  }
  const fields = ['system_id', 'system_type', 'address_range', 'text', 'message_id'];
  const inFields = fields.map((field) => `${field} contains "${PASSWORD}"`);
  for (const filter of [PASSWORD, `password == "${PASSWORD}"`, ...inFields]) {
    const found = log.openView(filter, sourceId);
    expect((await found.counts).rowCount, filter).toBe(0);
  }
  for (const format of exportFormats) {
    const path = join(tempFolder(), `all.${format}`);
    await log.export({ of: { kind: 'view', viewId }, format, masking, path });
    expectNoPassword(readFileSync(path), format);
  }
}

async function lookAtCommands(file: string): Promise<void> {
  for (const words of [[], ['--json'], ['--filter', 'problem or command == bind_transceiver']]) {
    const run = new CliRun(['decode', file, ...words]);
    await run.code;
    expect(run.out.length).toBeGreaterThan(0);
    expectNoPassword([...run.out, ...run.notes].join('\n'), `decode ${words.join(' ')}`);
  }
  for (const extension of ['pcapng', 'jsonl', 'csv', 'txt', 'hex']) {
    const out = join(tempFolder(), `converted.${extension}`);
    const run = new CliRun(['convert', file, out]);
    await run.code;
    expectNoPassword(readFileSync(out), `convert to ${extension}`);
  }
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

describe('a password', () => {
  it('of whatever bind is in nothing that leaves the live log: screen, copies, exports, captures, commands', async () => {
    const folder = join(tempFolder(), 'captures');
    const log = openLog({ capture: { folder, application: 'Test', settings: defaultCaptureSettings } });
    const { recorder } = log.openSession('Alpha');
    const pdus = [...binds, ...malformed];
    pdus.forEach((octets, index) => recorder.recordPdu('out', octets, 1000 + index));
    recorder.recordOctets('in', outOfStep, 2000, 'These octets are out of step.');
    await lookEverywhere(log, 0, pdus.length + 1);
    // Its length is kept.
    const detail = await log.pdu(3);
    expect(detail?.hex).toHaveLength(bind.length * 2);
    expect(Buffer.from(detail?.hex ?? '', 'hex').toString('latin1')).toContain('*'.repeat(PASSWORD.length));
    await log.captures();
    const [name = ''] = readdirSync(folder);
    expectNoPassword(readFileSync(join(folder, name)), 'capture');
    await lookAtCommands(join(folder, name));
  });

  it('in a capture from elsewhere is not shown either, also where its bind came in pieces', async () => {
    const cuts = [1, 4, 15, 16, 18, passwordAt - 1, passwordAt, passwordAt + 4, passwordEnd, passwordEnd + 1];
    const packets = [...cuts, bind.length].flatMap((cut, index) => {
      const ends = { isFromEsme: true, esmePort: 40_000 + index };
      const head = segment({ ...ends, sequence: 1, payload: bind.subarray(0, cut) });
      const rest = segment({ ...ends, sequence: 1 + cut, payload: bind.subarray(cut) });
      return cut === bind.length ? [head] : [head, rest];
    });
    // A bind whose rest is missing, and one whose packet was cut in the password.
    const more = { isFromEsme: true, sequence: 1, smscPort: 2776 };
    packets.push(segment({ ...more, payload: bind.subarray(0, passwordEnd) }));
    packets.push(segment({ ...more, esmePort: 50_001, payload: bind }).slice(0, 40 + passwordEnd));
    const file = join(tempFolder(), 'elsewhere.pcap');
    writeFileSync(file, pcapFile(packets, { linkType: 101 }));
    const log = openLog();
    const ready = opened(log);
    const { captureId } = await log.openCapture('elsewhere.pcap', file);
    const { rowCount } = await ready;
    expect(rowCount).toBeGreaterThan(cuts.length);
    await lookEverywhere(log, captureId, rowCount);
    await lookAtCommands(file);
  });
});
