import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { defaultCaptureSettings, type OpenedCapture } from '#shared/model/log-source';
import { useTempFolders } from '#test/support/use-temp-folders';
import { pcapFile, segment } from '../../../shared/capture/foreign-files';
import { closeLogsAfterEach, openLog, openView } from './open-log';
import { enquireLink, submitSm } from './sample-pdus';

closeLogsAfterEach();
const tempFolder = useTempFolders();

function openCapturingLog(folder: string): PduLog {
  return openLog({ capture: { folder, application: 'Trunkline test', settings: defaultCaptureSettings } });
}

/** Resolves when the file is read. */
async function open(log: PduLog, name: string, path: string | null): Promise<OpenedCapture> {
  const done = new Promise<OpenedCapture>((resolve) => {
    const stop = log.onOpened((capture) => {
      if (capture.state === 'reading') return;
      stop();
      resolve(capture);
    });
  });
  await log.openCapture(name, path);
  return done;
}

/** Two PDUs in one packet, one over two packets, one in a packet of its own. */
function fileFromElsewhere(path: string, text = 'third'): void {
  const parts = [
    Buffer.concat([
      submitSm({ sequenceNumber: 1, text: 'first' }),
      submitSm({ sequenceNumber: 2, text: 'second' }),
    ]),
    submitSm({ sequenceNumber: 3, text }).subarray(0, 20),
    submitSm({ sequenceNumber: 3, text }).subarray(20),
    enquireLink(4),
  ];
  let sequence = 1;
  const packets = parts.map((payload) => {
    const packet = segment({ isFromEsme: true, sequence, payload });
    sequence += payload.length;
    return packet;
  });
  writeFileSync(path, pcapFile(packets, { linkType: 101 }));
}

const notesOf4 = [
  { number: 1, note: 'the first of its packet', isMarked: false },
  { number: 2, note: 'the second of it', isMarked: true },
  { number: 3, note: 'over two packets', isMarked: false },
  { number: 4, note: '', isMarked: true },
];

describe('notes of a capture from elsewhere', () => {
  it('are there again wherever the same file lies, and nothing is written beside it', async () => {
    const [folder, elsewhere, copied] = [tempFolder(), tempFolder(), tempFolder()];
    const path = join(elsewhere, 'trace.pcap');
    fileFromElsewhere(path);
    const log = openCapturingLog(folder);
    const first = await open(log, 'trace.pcap', path);
    expect(first.rowCount).toBe(4);
    for (const note of notesOf4) await log.setNote({ sourceId: first.captureId, ...note });
    await log.closeCapture(first.captureId);
    expect(readdirSync(elsewhere)).toEqual(['trace.pcap']);

    copyFileSync(path, join(copied, 'renamed.cap'));
    const again = await open(log, 'renamed.cap', join(copied, 'renamed.cap'));
    await expect(log.notes(again.captureId)).resolves.toEqual(notesOf4);
  });

  it('are not those of another file of the same length', async () => {
    const [folder, elsewhere] = [tempFolder(), tempFolder()];
    fileFromElsewhere(join(elsewhere, 'a.pcap'), 'third');
    fileFromElsewhere(join(elsewhere, 'b.pcap'), 'THIRD');
    const log = openCapturingLog(folder);
    const { captureId } = await open(log, 'a.pcap', join(elsewhere, 'a.pcap'));
    await log.setNote({ sourceId: captureId, number: 1, note: 'of a', isMarked: false });
    const other = await open(log, 'b.pcap', join(elsewhere, 'b.pcap'));
    await expect(log.notes(other.captureId)).resolves.toEqual([]);
  });

  it('go with the last of them, and those of the files noted in longest ago make room', async () => {
    const [folder, elsewhere] = [tempFolder(), tempFolder()];
    const notes = join(folder, 'notes');
    mkdirSync(notes);
    for (let index = 0; index < 510; index += 1) writeFileSync(join(notes, `${index}.notes.json`), '{}');
    const path = join(elsewhere, 'trace.pcap');
    fileFromElsewhere(path);
    const log = openCapturingLog(folder);
    const { captureId } = await open(log, 'trace.pcap', path);
    await log.setNote({ sourceId: captureId, number: 2, note: 'here', isMarked: false });
    expect(readdirSync(notes)).toHaveLength(500);
    await log.setNote({ sourceId: captureId, number: 2, note: '', isMarked: false });
    expect(readdirSync(notes)).toHaveLength(499);
  });
});

describe('notes of a capture of ours', () => {
  it('are kept too for a PDU larger than a packet and for octets that are no PDU', async () => {
    const folder = tempFolder();
    const log = openCapturingLog(folder);
    const { recorder } = log.openSession('Alpha');
    const large = Buffer.alloc(100_000, 0x41);
    const payload = Buffer.concat([
      submitSm({ sequenceNumber: 1, text: '' }),
      Buffer.from([0x04, 0x24, 0xff, 0xff]),
      large,
    ]);
    payload.writeUInt32BE(payload.length, 0);
    recorder.recordPdu('out', payload, 1000);
    recorder.recordOctets('in', Buffer.from('no PDU'), 1001, 'These octets are out of step.');
    recorder.recordPdu('out', enquireLink(2), 1002);
    await openView(log, '');
    const { captures } = await log.captures();
    const name = captures[0]?.name ?? '';
    const first = await open(log, name, null);
    expect(first.rowCount).toBe(3);
    const notes = [1, 2, 3].map((number) => ({ number, note: `row ${number}`, isMarked: number === 2 }));
    for (const note of notes) await log.setNote({ sourceId: first.captureId, ...note });
    await log.closeCapture(first.captureId);
    const again = await open(log, name, null);
    await expect(log.notes(again.captureId)).resolves.toEqual(notes);
  });
});
