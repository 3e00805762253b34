import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TrunkId } from '#shared/model/ids';
import { startTestHost, type TestHost } from '#test/support/host';
import { useSmallDisk } from '#test/support/small-disk';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from '../../shared/capture/read-records';

const tempFolder = useTempFolders();
const disk = useSmallDisk();
const MEGABYTE = 1024 * 1024;
let host: TestHost | null = null;
afterEach(async () => {
  await host?.close();
  // A disk that takes nothing is no mistake of the program.
  expect(host?.logged).toEqual([]);
});

async function loggedIn(started: TestHost): Promise<TrunkId> {
  const later = started.until('trunk.stateChanged', ({ connection }) => connection.kind === 'logged-in');
  const { trunks } = await started.call('trunk.list', {});
  return (trunks.find(({ connection }) => connection.kind === 'logged-in') ?? (await later)).id;
}

/** Sends a message over the demo trunk and waits for its receipt. */
async function sendAndWait(started: TestHost, trunkId: TrunkId, text: string): Promise<void> {
  const { id } = await started.call('message.submit', {
    target: { kind: 'trunk', trunkId },
    sourceAddress: '12025550100',
    destinationAddress: '12025550123',
    text,
    isReceiptRequested: true,
  });
  await started.until('message.changed', (message) => message.id === id && message.state === 'delivered');
}

/** Commands of the rows that show a text, as the log has them. */
async function commandsOf(started: TestHost, text: string): Promise<readonly string[]> {
  const source = { kind: 'live' } as const;
  const { viewId } = await started.call('pduLog.openView', { filter: `text ~ "${text}"`, source });
  const { rows } = await started.call('pduLog.rows', { viewId, start: 0, count: 50 });
  await started.call('pduLog.closeView', { viewId });
  return rows.filter(({ text: shown }) => shown === text).map(({ command, trunk }) => `${trunk} ${command}`);
}

describe('the host on a disk for captures that is full, then read-only, then neither', () => {
  it('says so each time, sends and logs on, and captures again', async (context) => {
    const dataDir = tempFolder();
    const captures = join(dataDir, 'captures');
    mkdirSync(captures);
    if (!disk.mount(captures, MEGABYTE)) context.skip('Only root on Linux may mount the small disk.');
    host = await startTestHost({ dataDir });
    const trunkId = await loggedIn(host);
    await sendAndWait(host, trunkId, 'with room');

    const filling = disk.fill();
    const stateOf = (state: string, words: RegExp) =>
      host!.until('pduLog.captureChanged', (now) => now.state === state && words.test(now.sentence));
    await sendAndWait(host, trunkId, 'a text that does not fit any more '.repeat(140));
    await stateOf('failing', /^The disk is full.*Free some room.*The log goes on in memory/s);
    await sendAndWait(host, trunkId, 'not on disk');
    expect(await commandsOf(host, 'not on disk')).toContain('Demo trunk submit_sm');

    disk.remount('ro');
    await stateOf('failing', /^The disk is read-only/);
    await sendAndWait(host, trunkId, 'nor now');
    expect(await commandsOf(host, 'nor now')).toContain('Demo trunk submit_sm');

    disk.remount('rw');
    rmSync(filling);
    await host.until('pduLog.captureChanged', (now) => now.state === 'on' && now.captures.length > 1);
    await sendAndWait(host, trunkId, 'on disk again');
    await host.call('pduLog.captures', {});
    await host.close();
    const files = readdirSync(captures).filter((name) => name.endsWith('.pcapng'));
    const read = files.map((name) => readRecords(new Uint8Array(readFileSync(join(captures, name)))));
    expect(read.flatMap(({ problems }) => problems)).toEqual([]);
    const octets = Buffer.concat(read.flatMap(({ records }) => records.map((record) => record.octets)));
    expect(octets.includes('with room')).toBe(true);
    expect(octets.includes('not on disk')).toBe(false);
    expect(octets.includes('on disk again')).toBe(true);
  }, 60_000);
});
