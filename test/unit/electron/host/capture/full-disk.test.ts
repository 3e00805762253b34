import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CaptureStore, NOT_CAPTURED } from '#electron/host/capture/capture-store';
import { readCaptureFile } from '#electron/host/capture/read-capture-file';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { FakeClock } from '#test/support/fake-clock';
import { useTempFolders } from '#test/support/use-temp-folders';

/** Octets that the disk still takes, and what it says when a file is to be made. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY, makeError: '' }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  const failure = (code: string): Error => Object.assign(new Error(`${code}: from the test`), { code });
  return {
    ...real,
    openSync: (path: fs.PathLike, flags: string, mode?: fs.Mode) => {
      if (flags === 'wx' && disk.makeError !== '') throw failure(disk.makeError);
      return real.openSync(path, flags, mode);
    },
    // As a disk that runs full: a part is taken, and then no more.
    writeSync: (fd: number, octets: Uint8Array, from: number, length: number, position: number) => {
      if (disk.room === 0) throw failure('ENOSPC');
      const taken = real.writeSync(fd, octets, from, Math.min(length, disk.room), position);
      disk.room -= taken;
      return taken;
    },
  };
});

const tempFolder = useTempFolders();
let store: CaptureStore | null = null;
afterEach(() => {
  disk.room = Number.POSITIVE_INFINITY;
  disk.makeError = '';
  store?.close();
  store = null;
});

function openStore(folder: string): { readonly captures: CaptureStore; readonly clock: FakeClock } {
  const clock = new FakeClock();
  const settings = { isOn: true, limitBytes: 100_000_000, rotateBytes: 10_000_000, rotateHours: 24 };
  const captures = new CaptureStore({
    folder,
    application: 'Trunkline test',
    settings,
    clock,
    onChanged: () => undefined,
  });
  captures.openSession({ id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' });
  store = captures;
  return { captures, clock };
}

const pdu = encode(createPdu('submit_sm', { sequenceNumber: 1 }));
const append = (captures: CaptureStore): number =>
  captures.append({ kind: 'pdu', timeNs: 5n, sessionId: 1, direction: 'out', octets: pdu, sentence: '' });

async function countIn(folder: string): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const name of fs.readdirSync(folder).sort()) {
    let count = 0;
    const sink = { session: () => undefined, record: () => void (count += 1) };
    expect(await readCaptureFile({ path: join(folder, name), sink })).toEqual([]);
    counts.push(count);
  }
  return counts;
}

describe('captures on a disk', () => {
  it('that runs full end on a whole record, and are begun anew when there is room', async () => {
    const folder = join(tempFolder(), 'captures');
    const { captures, clock } = openStore(folder);
    append(captures);
    captures.flush();
    append(captures);
    append(captures);
    // Room for one and a half of the two that wait: what was taken of them is cut off again.
    disk.room = 150;
    captures.flush();
    expect(captures.state.kind).toBe('failing');
    expect(captures.state.sentence).toMatch(/full.*The log goes on in memory/s);
    expect(append(captures)).toBe(NOT_CAPTURED);
    clock.advance(60_000);
    expect(captures.state.kind).toBe('failing');
    expect(await countIn(folder)).toEqual([1]);

    disk.room = Number.POSITIVE_INFINITY;
    clock.advance(5000);
    expect(captures.state.kind).toBe('on');
    append(captures);
    captures.flush();
    expect(await countIn(folder)).toEqual([1, 1]);
  });

  it.each(['EROFS', 'EACCES', 'EIO'])('that takes no file (%s) are left out, and it is said', (code) => {
    const { captures, clock } = openStore(join(tempFolder(), 'captures'));
    disk.makeError = code;
    expect(append(captures)).toBe(NOT_CAPTURED);
    expect(captures.state).toMatchObject({ kind: 'failing' });
    expect(captures.state.sentence).toContain('The log goes on in memory');
    expect(captures.state.sentence).not.toMatch(/\bE[A-Z]{3,}\b.*\bE[A-Z]{3,}\b/);
    expect(captures.list()).toEqual([]);
    disk.makeError = '';
    clock.advance(5000);
    expect(captures.state.kind).toBe('on');
    expect(append(captures)).not.toBe(NOT_CAPTURED);
  });
});
