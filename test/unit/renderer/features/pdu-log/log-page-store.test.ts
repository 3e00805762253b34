import { describe, expect, test } from 'vitest';
import { createLogAppearanceStore } from '../../../../../renderer/features/pdu-log/log-appearance';
import {
  createLogPageStore,
  sequencePanel,
  type LogPageStore,
} from '../../../../../renderer/features/pdu-log/log-page-store';
import { createPduLogStore, type PduLogStore } from '../../../../../renderer/features/pdu-log/pdu-log-store';
import { settled } from '#test/support/settled';
import { FakeLog } from './fake-log';

const storage = { getItem: () => null, setItem: () => undefined };

function rig(): { live: PduLogStore; page: LogPageStore; log: FakeLog; hide: () => void } {
  const log = new FakeLog();
  const live = createPduLogStore(log.client);
  const appearance = createLogAppearanceStore(storage);
  const page = createLogPageStore(live, appearance, (captureId) =>
    createPduLogStore(log.client, { source: { kind: 'capture', captureId } }),
  );
  return { live, page, log, hide: () => appearance.setState({ hidesKeepalive: true }) };
}

describe('createLogPageStore', () => {
  test('shows a capture beside the live log, which goes on unchanged', async () => {
    const { live, page, log } = rig();
    log.record(3);
    await settled();
    page.showCapture(7);
    await settled();
    expect(page.getState().log.getState().source).toEqual({ kind: 'capture', captureId: 7 });
    expect(page.getState().log.getState().isFollowing).toBe(false);
    expect(live.getState()).toMatchObject({ source: { kind: 'live' }, rowCount: 3, isFollowing: true });
    page.showLive();
    expect(page.getState().log).toBe(live);
  });

  test('a capture keeps its filter and selection until it is closed', async () => {
    const { live, page, log } = rig();
    log.record(5);
    page.showCapture(7);
    const { log: capture } = page.getState();
    await settled();
    capture.setFilter('odd');
    await capture.selectNumber(3);
    page.showLive();
    page.showCapture(7);
    expect(page.getState().log).toBe(capture);
    expect(page.getState().log.getState()).toMatchObject({ filter: 'odd', selected: 3 });

    page.forgetCapture(7);
    await settled();
    expect(page.getState().log).toBe(live);
    expect(log.openViews.size).toBe(1);
    page.showCapture(7);
    expect(page.getState().log).not.toBe(capture);
  });

  test('what is drawn or compared stays with the log it is of', () => {
    const { page } = rig();
    page.setState({ panel: sequencePanel, compared: { left: 1, right: 2 } });
    page.showLive();
    expect(page.getState().compared).toEqual({ left: 1, right: 2 });
    page.showCapture(7);
    expect(page.getState()).toMatchObject({ panel: { kind: 'list' }, compared: null });
  });

  test('every log hides enquire_link where that is chosen', () => {
    const { live, page, hide } = rig();
    page.showCapture(7);
    const { log: capture } = page.getState();
    page.showLive();
    hide();
    expect(live.getState().hidesKeepalive).toBe(true);
    expect(capture.getState().hidesKeepalive).toBe(true);
  });
});
