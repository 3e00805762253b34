import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CaptureStore } from '#electron/host/capture/capture-store';
import { readCaptureFile } from '#electron/host/capture/read-capture-file';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { FakeClock } from '#test/support/fake-clock';
import { useSmallDisk } from '#test/support/small-disk';
import { useTempFolders } from '#test/support/use-temp-folders';

const tempFolder = useTempFolders();
const ROOM_OCTETS = 256 * 1024;
const disk = useSmallDisk();
let store: CaptureStore | null = null;

afterEach(() => {
  store?.close();
  store = null;
});

describe('captures on a real disk', () => {
  it('are readable to the last whole record when it runs full, and go on when it is read-only no more', async (context) => {
    const folder = tempFolder();
    if (!disk.mount(folder, ROOM_OCTETS))
      context.skip('Only root on Linux may mount the small disk that this needs.');
    const clock = new FakeClock();
    const captures = new CaptureStore({
      folder,
      application: 'Trunkline test',
      settings: { isOn: true, limitBytes: 100_000_000, rotateBytes: 10_000_000, rotateHours: 24 },
      clock,
      onChanged: () => undefined,
    });
    store = captures;
    captures.openSession({ id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' });
    const octets = encode(createPdu('submit_sm', { sequenceNumber: 1 }));
    const append = (): void => {
      captures.append({ kind: 'pdu', timeNs: 5n, sessionId: 1, direction: 'out', octets, sentence: '' });
    };
    const isOn = (): boolean => captures.state.kind === 'on';
    let flushed = 0;
    while (isOn() && flushed < 100_000) {
      for (let index = 0; index < 100; index += 1) append();
      captures.flush();
      if (isOn()) flushed += 100;
    }
    expect(captures.state.sentence).toMatch(/^The disk is full/);
    const [capture] = captures.list();
    let count = 0;
    const sink = { session: () => undefined, record: () => void (count += 1) };
    expect(await readCaptureFile({ path: join(folder, capture?.name ?? ''), sink })).toEqual([]);
    expect(count).toBe(flushed);

    disk.remount('ro');
    clock.advance(5000);
    expect(captures.state.sentence).toMatch(/^The disk is read-only/);
    disk.remount(`rw,size=${ROOM_OCTETS * 2}`);
    clock.advance(5000);
    expect(captures.state.kind).toBe('on');
  });
});
