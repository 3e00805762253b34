import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { defaultCaptureSettings, type CaptureState } from '#shared/model/log-source';
import { useSmallDisk } from '#test/support/small-disk';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from '../../../shared/capture/read-records';
import { closeLogsAfterEach, openLog, openView } from './open-log';
import { submitSm } from './sample-pdus';

const tempFolder = useTempFolders();
const ROOM_OCTETS = 256 * 1024;
const disk = useSmallDisk();
closeLogsAfterEach();

function nextState(log: PduLog, kind: CaptureState['state']): Promise<CaptureState> {
  return new Promise((resolve) => {
    const stop = log.onCaptureChanged((state) => {
      if (state.state !== kind) return;
      stop();
      resolve(state);
    });
  });
}

describe('a log on a disk that runs full', () => {
  it('says so, goes on in memory, and captures again when there is room', async (context) => {
    const folder = tempFolder();
    if (!disk.mount(folder, ROOM_OCTETS))
      context.skip('Only root on Linux may mount the small disk that this needs.');
    const log = openLog({ capture: { folder, application: 'Test', settings: defaultCaptureSettings } });
    const { recorder } = log.openSession('Alpha');
    const failing = nextState(log, 'failing');
    const text = 'x'.repeat(150);
    const count = 2000;
    for (let number = 1; number <= count; number += 1) {
      recorder.recordPdu('out', submitSm({ sequenceNumber: number, text }), 1000 + number);
    }
    expect((await failing).sentence).toMatch(/^The disk is full.*Free some room.*The log goes on in memory/s);

    // Every row is there, those that no capture holds too.
    recorder.recordPdu('out', submitSm({ sequenceNumber: count + 1, text: 'not on disk' }), 9000);
    const { viewId, totalCount, lostCount } = await openView(log, '');
    expect({ totalCount, lostCount }).toEqual({ totalCount: count + 1, lostCount: 0 });
    const { rows } = await log.rows(viewId, count, 1);
    expect(rows).toMatchObject([{ text: 'not on disk' }]);
    const [written] = (await log.captures()).captures;
    const file = new Uint8Array(readFileSync(join(folder, written?.name ?? '')));
    expect(readRecords(file).problems).toEqual([]);

    const on = nextState(log, 'on');
    disk.remount(`size=${ROOM_OCTETS * 8}`);
    await on;
    recorder.recordPdu('out', submitSm({ sequenceNumber: count + 2, text: 'on disk again' }), 9001);
    await openView(log, '');
    const { captures, sentence } = await log.captures();
    expect(sentence).toBe('Every PDU goes to a capture on disk.');
    expect(captures).toHaveLength(2);
    await log.close();
    const again = readRecords(new Uint8Array(readFileSync(join(folder, captures[0]?.name ?? ''))));
    expect(again.records).toHaveLength(1);
  }, 60_000);
});
