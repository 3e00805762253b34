import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CaptureStore } from '#electron/host/capture/capture-store';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { FakeClock } from '#test/support/fake-clock';
import { useTempFolders } from '#test/support/use-temp-folders';

/** Octets of the file that were put on the disk, by its descriptor. */
const disk = vi.hoisted(() => ({ synced: 0 }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  return {
    ...real,
    fdatasync: (fd: number, onDone: (error: Error | null) => void) => {
      disk.synced = real.fstatSync(fd).size;
      onDone(null);
    },
  };
});

const tempFolder = useTempFolders();
/** A killed process loses at most the last 100 ms: the host collects for 10 ms, the store for the rest. */
const KILL_MS = 100 - 10;
/** A power loss takes at most the last second. */
const POWER_MS = 1000 - 10;

describe('what is recorded', () => {
  it('is handed to the system, and put on the disk, in time, however it comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ waitMs: fc.integer({ min: 0, max: 400 }), count: fc.integer({ min: 1, max: 40 }) }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        (bursts) => {
          disk.synced = 0;
          const folder = join(tempFolder(), 'captures');
          const clock = new FakeClock();
          const settings = { isOn: true, limitBytes: 100_000_000, rotateBytes: 50_000_000, rotateHours: 24 };
          const store = new CaptureStore({
            folder,
            application: 'Trunkline test',
            settings,
            clock,
            onChanged: () => undefined,
          });
          store.openSession({ id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' });
          const octets = encode(createPdu('submit_sm', { sequenceNumber: 1 }));
          /** Where the file ended after the records of a moment. */
          const recorded: { readonly atMs: number; readonly end: number }[] = [];
          const startMs = clock.now();
          const check = (): void => {
            const [name] = fs.readdirSync(folder);
            const { size } = fs.statSync(join(folder, name ?? ''));
            for (const { atMs, end } of recorded) {
              if (clock.now() - atMs >= KILL_MS) expect(size).toBeGreaterThanOrEqual(end);
              if (clock.now() - atMs >= POWER_MS) expect(disk.synced).toBeGreaterThanOrEqual(end);
            }
          };
          for (const { waitMs, count } of [...bursts, { waitMs: 0, count: 0 }]) {
            for (let index = 0; index < count; index += 1) {
              store.append({ kind: 'pdu', timeNs: 5n, sessionId: 1, direction: 'out', octets, sentence: '' });
            }
            recorded.push({ atMs: clock.now(), end: store.usedBytes });
            // In steps, so that no moment at which it is late is passed over.
            for (let left = waitMs; left > 0; left -= 15) {
              clock.advance(Math.min(15, left));
              check();
            }
          }
          for (let left = 1200; left > 0; left -= 15) {
            clock.advance(15);
            check();
          }
          expect(disk.synced).toBe(store.usedBytes);
          expect(clock.now() - startMs).toBeGreaterThanOrEqual(1200);
          store.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
