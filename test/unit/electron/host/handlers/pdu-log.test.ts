import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventHub } from '#electron/host/event-hub';
import { TransferFiles } from '#electron/host/files/transfer-files';
import { createPduLogHandlers } from '#electron/host/handlers/pdu-log';
import { PduLog } from '#electron/host/pdu-log/pdu-log';
import { systemClock } from '#electron/smpp/system-clock';
import type { EventPayload } from '#shared/contract/index';
import { defaultCaptureSettings } from '#shared/model/log-source';
import type { ClientContext } from '#shared/rpc/handlers';
import { workersDir } from '#test/support/workers';
import { enquireLink } from '../pdu-log/sample-pdus';

type Grown = EventPayload<'pduLog.viewGrew'>;

/** A client that keeps what it is told and can go. */
class TestClient implements ClientContext {
  readonly id: number;
  readonly told: Grown[] = [];
  readonly #releases: (() => void)[] = [];
  #waiting: (() => void)[] = [];

  constructor(id: number) {
    this.id = id;
  }

  readonly emit: ClientContext['emit'] = (name, payload) => {
    if (name !== 'pduLog.viewGrew') throw new Error(`Unexpected event ${name}`);
    this.told.push(payload as Grown);
    for (const wake of this.#waiting.splice(0)) wake();
  };

  onGone(release: () => void): void {
    this.#releases.push(release);
  }

  go(): void {
    for (const release of this.#releases) release();
  }

  async toldOf(fits: (view: Grown) => boolean): Promise<Grown> {
    for (;;) {
      const found = this.told.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-log-handlers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function handlersOf(log: PduLog) {
  const onError = (error: unknown): void => void errors.push(error);
  return createPduLogHandlers({
    log,
    files: new TransferFiles({ folder: join(folder, 'files'), onError }),
    hub: new EventHub(onError),
    settings: { capture: defaultCaptureSettings, changeCapture: () => undefined },
  });
}

const signal = new AbortController().signal;
let log: PduLog;
const errors: unknown[] = [];

beforeEach(() => {
  errors.length = 0;
  log = PduLog.open({ workersDir, clock: systemClock, onError: (error) => errors.push(error) });
});
afterEach(async () => {
  await log.close();
  expect(errors).toEqual([]);
});

describe('the commands of the PDU log', () => {
  it('tell each client of its own views only', async () => {
    const handlers = handlersOf(log);
    const one = new TestClient(1);
    const two = new TestClient(2);
    const ofOne = await handlers['pduLog.openView']({ filter: '' }, one, signal);
    const ofTwo = await handlers['pduLog.openView']({ filter: 'submit_sm' }, two, signal);
    expect(ofOne).toMatchObject({ rowCount: 0, totalCount: 0, lostCount: 0, isFiltering: false });
    log.openSession('Alpha').recorder.recordPdu('in', enquireLink(9), 1);

    await expect(one.toldOf((view) => view.totalCount === 1)).resolves.toMatchObject({ rowCount: 1 });
    await expect(two.toldOf((view) => view.totalCount === 1)).resolves.toMatchObject({ rowCount: 0 });
    expect(new Set(one.told.map((view) => view.viewId))).toEqual(new Set([ofOne.viewId]));
    expect(new Set(two.told.map((view) => view.viewId))).toEqual(new Set([ofTwo.viewId]));
  });

  it('answer rows, places and PDUs', async () => {
    const handlers = handlersOf(log);
    const client = new TestClient(1);
    const { recorder } = log.openSession('Alpha');
    for (let number = 1; number <= 3; number += 1) recorder.recordPdu('out', enquireLink(number), number);
    const { viewId } = await handlers['pduLog.openView']({ filter: '2' }, client, signal);
    const page = await handlers['pduLog.rows']({ viewId, start: 0, count: 10 }, client, signal);
    expect(page).toMatchObject({ start: 0, rowCount: 1, totalCount: 3 });
    expect(page.rows.map((row) => row.number)).toEqual([2]);
    await expect(handlers['pduLog.locate']({ viewId, number: 2 }, client, signal)).resolves.toEqual({
      position: 0,
    });
    const { pdu } = await handlers['pduLog.pdu']({ number: 2 }, client, signal);
    expect(pdu).toMatchObject({ hex: '00000010000000150000000000000002', row: { number: 2 } });
    await expect(handlers['pduLog.pdu']({ number: 4 }, client, signal)).resolves.toEqual({ pdu: null });
    await expect(handlers['pduLog.clear']({}, client, signal)).resolves.toEqual({});
    await expect(client.toldOf((view) => view.rowCount === 0)).resolves.toMatchObject({ totalCount: 0 });
  });

  it('keep a client’s views from others, and close them when it goes', async () => {
    const handlers = handlersOf(log);
    const one = new TestClient(1);
    const two = new TestClient(2);
    const { viewId } = await handlers['pduLog.openView']({ filter: '' }, one, signal);
    const rows = { viewId, start: 0, count: 1 };
    await expect(handlers['pduLog.rows'](rows, two, signal)).rejects.toMatchObject({ code: 'not-found' });
    await expect(handlers['pduLog.closeView']({ viewId }, two, signal)).rejects.toMatchObject({
      code: 'not-found',
    });
    one.go();
    await expect(handlers['pduLog.rows'](rows, one, signal)).rejects.toMatchObject({ code: 'not-found' });
    await expect(log.rows(viewId, 0, 1)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('close a view whose client goes while it is being opened', async () => {
    const handlers = handlersOf(log);
    const client = new TestClient(1);
    const opening = handlers['pduLog.openView']({ filter: '' }, client, signal);
    client.go();
    const { viewId } = await opening;
    await expect(log.rows(viewId, 0, 1)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuse more views than a client can use', async () => {
    const handlers = handlersOf(log);
    const client = new TestClient(1);
    const open = () => handlers['pduLog.openView']({ filter: '' }, client, signal);
    for (let count = 0; count < 16; count += 1) await open();
    await expect(open()).rejects.toMatchObject({ code: 'refused' });
    const closing = handlers['pduLog.closeView']({ viewId: 1 }, client, signal);
    await expect(closing).resolves.toEqual({});
    await expect(open()).resolves.toMatchObject({ rowCount: 0 });
  });
});
