import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '#electron/host/storage/store-client';
import { WriteHealth } from '#electron/host/storage/write-health';
import { useSmallDisk } from '#test/support/small-disk';
import { useTempFolders } from '#test/support/use-temp-folders';
import { workersDir } from '#test/support/workers';
import { inbound } from './samples';

const tempFolder = useTempFolders();
const disk = useSmallDisk();

describe('a store that takes nothing', () => {
  it('is told once, again only when it lasts, and when it takes what is written again', () => {
    const told: (string | null)[] = [];
    let nowMs = 0;
    const health = new WriteHealth({ tell: (problem) => told.push(problem), monotonicMs: () => nowMs });
    health.handleCommitted();
    expect(told).toEqual([]);
    health.handleFailed('The disk is full.');
    nowMs = 4_999;
    health.handleFailed('The disk is full.');
    expect(told).toEqual(['The disk is full. What comes in is left with the SMSC until then.']);
    nowMs = 5_000;
    health.handleFailed('The disk is full.');
    health.handleFailed('The disk is read-only.');
    expect(told).toHaveLength(3);
    health.handleCommitted();
    health.handleCommitted();
    expect(told.slice(3)).toEqual([null]);
  });

  it('says so on a disk that is really full, and that it is over', async (context) => {
    const folder = tempFolder();
    if (!disk.mount(folder, 1024 * 1024)) context.skip('Only root on Linux may mount the small disk.');
    const told: (string | null)[] = [];
    const { store } = await openStore({
      filePath: join(folder, 'messages.sqlite'),
      workersDir,
      nowMs: 0,
      onWriteHealth: (problem) => told.push(problem),
      onError: (error) => {
        throw error;
      },
    });
    const filling = disk.fill();
    const large = inbound({ octets: new Uint8Array(200_000) });
    await expect(store.write('insertInbound', large)).rejects.toThrow('the disk is full');
    expect(told).toEqual([expect.stringMatching(/the disk is full.*What comes in is left with the SMSC/s)]);
    rmSync(filling);
    await store.write('insertInbound', inbound());
    expect(told.slice(1)).toEqual([null]);
    await store.close();
  });
});
