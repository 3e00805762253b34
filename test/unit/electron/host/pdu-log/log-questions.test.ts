import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import type { OpenedCapture } from '#shared/model/log-source';
import { defaultCaptureSettings } from '#shared/model/log-source';
import { closeLogsAfterEach, openLog, openView } from './open-log';
import { bindTransceiver, deliverSm, enquireLink, submitSm, submitSmResp } from './sample-pdus';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trunkline-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
closeLogsAfterEach();

const live = { sourceId: 0 };

/** Rows 1 to 6: a message and its response, its receipt, an unanswered request, a refusal, an answer to nothing. */
function recordTraffic(log: PduLog): void {
  const { recorder } = log.openSession('Alpha');
  recorder.recordPdu('out', submitSm({ sequenceNumber: 1, text: 'Your code is 42' }), 1000);
  recorder.recordPdu('in', submitSmResp(1, 0, '1a2b'), 1002.5);
  recorder.recordPdu(
    'in',
    deliverSm({
      sequenceNumber: 9,
      text: 'id:1a2b sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:',
      body: { esmClass: 4 },
    }),
    1100,
  );
  recorder.recordPdu('out', submitSm({ sequenceNumber: 2, text: 'second' }), 1200);
  recorder.recordPdu('in', submitSmResp(2, 0x58), 1900);
  recorder.recordPdu('in', submitSmResp(77, 0, 'none'), 2000);
}

async function shownBy(log: PduLog, filter: string, sourceId = 0): Promise<number[]> {
  const { viewId, counts } = log.openView(filter, sourceId);
  await counts;
  const { rows } = await log.rows(viewId, 0, 100);
  await log.closeView(viewId);
  return rows.map(({ number }) => number);
}

function opened(log: PduLog): Promise<OpenedCapture> {
  return new Promise((resolve) => {
    const stop = log.onOpened((capture) => {
      if (capture.state === 'reading') return;
      stop();
      resolve(capture);
    });
  });
}

describe('what belongs together', () => {
  it('knows requests by their responses, with the latency, and what has no partner', async () => {
    const log = openLog();
    recordTraffic(log);
    const { viewId } = await openView(log, '');
    const { rows } = await log.rows(viewId, 0, 10);
    expect(rows.map(({ partner, latencyMs }) => [partner, latencyMs])).toEqual([
      [2, 2.5],
      [1, 2.5],
      [null, null],
      [5, 700],
      [4, 700],
      [null, null],
    ]);
    expect(rows.map(({ traits }) => traits)).toEqual([
      [],
      [],
      ['receipt', 'unanswered'],
      [],
      ['error'],
      ['orphan'],
    ]);
    expect(rows[5]?.hasProblem).toBe(true);
    await expect(log.pdu(6)).resolves.toMatchObject({ findings: [{ code: 'orphan', section: '5.1.4' }] });
  });

  it('finds a message’s receipts and a receipt’s message', async () => {
    const log = openLog();
    recordTraffic(log);
    await expect(log.related({ ...live, number: 1 })).resolves.toMatchObject({
      answeredBy: 2,
      receipts: [3],
      messageId: '1a2b',
      isUnanswered: false,
    });
    await expect(log.related({ ...live, number: 3 })).resolves.toMatchObject({
      submit: 1,
      isUnanswered: true,
    });
    await expect(log.related({ ...live, number: 99 })).resolves.toBeNull();
  });

  it('finds the segments of a long message, and not those of another with the same reference', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const part = (sequenceNumber: number, number: number, to: string) =>
      submitSm({
        sequenceNumber,
        to,
        body: { esmClass: 0x40, shortMessage: Uint8Array.of(5, 0, 3, 7, 2, number, 0x41) },
      });
    recorder.recordPdu('out', part(1, 1, '1'), 1);
    recorder.recordPdu('out', part(2, 1, '2'), 2);
    recorder.recordPdu('out', part(3, 2, '1'), 3);
    await expect(log.related({ ...live, number: 3 })).resolves.toMatchObject({ siblings: [1, 3] });
  });

  it('marks a sequence number that was still in flight, and what the state forbids', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    const bind = bindTransceiver(1, 'me', 'secret');
    recorder.recordPdu('out', bind, 1);
    recorder.recordPdu('out', submitSm({ sequenceNumber: 2 }), 2);
    recorder.recordPdu('out', submitSm({ sequenceNumber: 2 }), 3);
    recorder.recordPdu('out', enquireLink(3), 4);
    await expect(shownBy(log, 'forbidden')).resolves.toEqual([2, 3]);
    await expect(shownBy(log, 'duplicate')).resolves.toEqual([3]);
  });
});

describe('a filter that asks for responses', () => {
  it('shows a request once its response came, and hides one that is answered', async () => {
    const log = openLog();
    const { recorder } = log.openSession('Alpha');
    recorder.recordPdu('out', submitSm({ sequenceNumber: 1 }), 1);
    recorder.recordPdu('out', submitSm({ sequenceNumber: 2 }), 2);
    const failed = await openView(log, 'command == submit_sm and status != 0');
    const waiting = await openView(log, 'unanswered');
    expect([failed.rowCount, waiting.rowCount]).toEqual([0, 2]);
    recorder.recordPdu('in', submitSmResp(1, 0x58), 3);
    expect((await log.rows(failed.viewId, 0, 5)).rows.map(({ number }) => number)).toEqual([1]);
    expect((await log.rows(waiting.viewId, 0, 5)).rows.map(({ number }) => number)).toEqual([2]);
  });
});

describe('statistics, search and ladder', () => {
  it('counts what a view shows', async () => {
    const log = openLog();
    recordTraffic(log);
    const { viewId } = await openView(log, '');
    const statistics = await log.statistics({ viewId, buckets: 10 });
    expect(statistics).toMatchObject({
      rowCount: 6,
      startMs: 1000,
      endMs: 2000,
      latency: { count: 2, p50Ms: 2.5, p90Ms: 700, maxMs: 700 },
      unansweredCount: 1,
    });
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(statistics.series.pdus)).toBe(6);
    expect(sum(statistics.series.messages)).toBe(3);
    expect(Math.max(...statistics.series.windowUse)).toBe(1);
    expect(statistics.statuses.map(({ commandStatus, count }) => [commandStatus, count])).toEqual([
      [0, 2],
      [0x58, 1],
    ]);
    const { p50Ms, p99Ms, maxMs } = statistics.series.latency;
    expect(p50Ms.filter((value) => value !== null)).toEqual([2.5, 700]);
    expect([p50Ms.length, p99Ms.length, maxMs]).toEqual([
      statistics.series.pdus.length,
      statistics.series.pdus.length,
      p50Ms,
    ]);
    const range = { fromMs: 1150, toMs: 1950 };
    await expect(log.statistics({ viewId, range })).resolves.toMatchObject({ rowCount: 2 });
  });

  it('finds the next and the previous row, going round once', async () => {
    const log = openLog();
    recordTraffic(log);
    const { viewId } = await openView(log, '');
    const find = (from: number, direction: 'next' | 'previous', expression = 'command == submit_sm') =>
      log.find({ viewId, from, direction, expression });
    await expect(find(-1, 'next')).resolves.toEqual({ position: 0, number: 1, isWrapped: false });
    await expect(find(0, 'next')).resolves.toEqual({ position: 3, number: 4, isWrapped: false });
    await expect(find(3, 'next')).resolves.toEqual({ position: 0, number: 1, isWrapped: true });
    await expect(find(3, 'previous')).resolves.toEqual({ position: 0, number: 1, isWrapped: false });
    await expect(find(0, 'previous')).resolves.toEqual({ position: 3, number: 4, isWrapped: true });
    await expect(find(0, 'next', 'text ~ "nowhere"')).resolves.toMatchObject({ position: null });
  });

  it('answers pages of a session and of picked rows', async () => {
    const log = openLog();
    recordTraffic(log);
    log.openSession('Beta').recorder.recordPdu('out', enquireLink(1), 3000);
    const session = await log.ladder({
      of: { kind: 'session', sourceId: 0, sessionId: 1 },
      start: 2,
      count: 2,
    });
    expect(session).toMatchObject({ total: 6, rows: [{ number: 3 }, { number: 4 }] });
    const picked = await log.ladder({
      of: { kind: 'numbers', sourceId: 0, numbers: [7, 2] },
      start: 0,
      count: 9,
    });
    expect(picked.rows.map(({ number }) => number)).toEqual([2, 7]);
  });
});

describe('a log that is captured', () => {
  const capture = () => ({ folder, application: 'Trunkline test', settings: defaultCaptureSettings });

  it('exports and opens what it wrote, with notes', async () => {
    const log = openLog({ capture: capture() });
    recordTraffic(log);
    await log.setNote({ ...live, number: 4, note: 'refused here', isMarked: true });
    await expect(shownBy(log, 'mark and note ~ "refused"')).resolves.toEqual([4]);
    const state = await log.captures();
    expect(state).toMatchObject({ state: 'on', captures: [{ endedAtMs: null }] });
    const done = opened(log);
    const { captureId } = await log.openCapture(state.captures[0]?.name ?? '', null);
    await expect(done).resolves.toMatchObject({ captureId, state: 'ready', rowCount: 6, sentence: '' });
    await expect(log.notes(captureId)).resolves.toEqual([
      { number: 4, note: 'refused here', isMarked: true },
    ]);
    for (const filter of ['text ~ "CODE"', 'latency > 500ms', 'receipt', 'alpha', 'status == error']) {
      await expect(shownBy(log, filter, captureId)).resolves.toEqual(await shownBy(log, filter));
    }
    const path = join(folder, 'out.pcapng');
    const of = { kind: 'numbers', sourceId: captureId, numbers: [1, 2] } as const;
    const masking = { areNumbersMasked: false, areTextsMasked: false };
    await expect(log.export({ of, format: 'pcapng', masking, path })).resolves.toEqual({ rowCount: 2 });
    const again = opened(log);
    await log.openCapture('out.pcapng', path);
    await expect(again).resolves.toMatchObject({ state: 'ready', rowCount: 2 });
    await log.closeCapture(captureId);
    await expect(openView(log, '').then(() => log.openView('', captureId).counts)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('reads PDUs back from the disk when they have left memory, and never writes a password', async () => {
    const log = openLog({ capture: capture(), budgetBytes: 64 * 1024 });
    const { recorder } = log.openSession('Alpha');
    recorder.recordPdu('out', bindTransceiver(1, 'me', 'secret99'), 0);
    for (let number = 2; number <= 3000; number += 1) {
      recorder.recordPdu('out', submitSm({ sequenceNumber: number, text: `text ${number}` }), number);
    }
    const view = await openView(log, '');
    expect(view).toMatchObject({ totalCount: 3000, lostCount: 0 });
    const { rows } = await log.rows(view.viewId, 1, 3);
    expect(rows.map(({ text }) => text)).toEqual(['text 2', 'text 3', 'text 4']);
    await expect(shownBy(log, 'text == "text 77"')).resolves.toEqual([77]);
    const state = await log.captures();
    const octets = await readFile(join(folder, state.captures[0]?.name ?? ''));
    expect(octets.includes('secret99')).toBe(false);
  });

  it('leaves out what a trunk records while its capture is off', async () => {
    const log = openLog({ capture: capture() });
    const session = log.openSession('Alpha');
    const { recorder } = session;
    recorder.recordPdu('out', submitSm({ sequenceNumber: 1, text: 'kept first' }), 0);
    session.describe({ isCaptured: false });
    recorder.recordPdu('out', submitSm({ sequenceNumber: 2, text: 'not kept' }), 1);
    session.describe({ isCaptured: true });
    recorder.recordPdu('out', submitSm({ sequenceNumber: 3, text: 'kept again' }), 2);
    await expect(shownBy(log, '')).resolves.toEqual([1, 2, 3]);
    const state = await log.captures();
    const done = opened(log);
    const { captureId } = await log.openCapture(state.captures[0]?.name ?? '', null);
    await expect(done).resolves.toMatchObject({ state: 'ready', rowCount: 2 });
    await expect(shownBy(log, 'text ~ "kept"', captureId)).resolves.toEqual([1, 2]);
  });

  it('says what is wrong with a file that is none', async () => {
    const log = openLog({ capture: capture() });
    const done = opened(log);
    await log.openCapture('nothing.pcap', join(folder, 'nothing.pcap'));
    await expect(done).resolves.toMatchObject({ state: 'failed', rowCount: 0 });
    await expect(log.openCapture('nothing', null)).rejects.toMatchObject({ code: 'not-found' });
  });
});
