import { expect, it } from 'vitest';
import type { CaptureState } from '#shared/model/log-source';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { createCaptureStore } from '../../../../../renderer/features/pdu-log/capture-store';

const disk = (usedBytes: number): CaptureState => ({
  settings: { isOn: true, limitBytes: 2e9, rotateBytes: 2e8, rotateHours: 24 },
  folder: '/captures',
  usedBytes,
  state: 'on',
  sentence: 'Every PDU goes to a capture on disk.',
  captures: [],
});

it('what is on disk grows without a word, and is asked for anew', async () => {
  let usedBytes = 1000;
  const client = new FakeHostClient({
    'pduLog.openedCaptures': () => ({ captures: [] }),
    'pduLog.captures': () => disk(usedBytes),
  });
  const store = createCaptureStore(client);
  await settled();
  usedBytes = 2000;
  expect(store.getState().disk?.usedBytes).toBe(1000);
  await store.refresh();
  expect(store.getState().disk?.usedBytes).toBe(2000);
  store.stop();
});
