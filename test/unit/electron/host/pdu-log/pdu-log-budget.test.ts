import { describe, expect, it } from 'vitest';
import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { closeLogsAfterEach, nextGrown, openLog, openView } from './open-log';
import { enquireLink, submitSm } from './sample-pdus';

closeLogsAfterEach();

const budgetBytes = 64 * 1024;

function record(log: PduLog, from: number, to: number): void {
  const { recorder } = log.openSession('Alpha');
  for (let number = from; number <= to; number += 1) {
    const isEven = number % 2 === 0;
    recorder.recordPdu(
      'out',
      isEven ? submitSm({ sequenceNumber: number, text: `text ${number}` }) : enquireLink(number),
      number,
    );
  }
}

describe('a log that has used its budget', () => {
  it('drops the oldest rows, says so in the first row, and keeps every number', async () => {
    const log = openLog({ budgetBytes });
    const view = await openView(log, '');
    record(log, 1, 3000);
    const page = await log.rows(view.viewId, 0, 500);
    const { lostCount, totalCount, rowCount } = page;
    expect(lostCount).toBeGreaterThan(0);
    expect(totalCount + lostCount).toBe(3000);
    expect(rowCount).toBe(totalCount + 1);
    const [loss, oldest] = page.rows;
    expect(loss).toMatchObject({
      kind: 'loss',
      number: lostCount,
      text: `${lostCount.toLocaleString('en')} earlier PDUs are no longer in memory.`,
    });
    expect(oldest).toMatchObject({ kind: 'pdu', number: lostCount + 1, sequenceNumber: lostCount + 1 });

    // To the last row, each number is the one that it was recorded under.
    const last = await log.rows(view.viewId, rowCount - 3, 10);
    expect(last.rows.map((row) => [row.number, row.sequenceNumber])).toEqual([
      [2998, 2998],
      [2999, 2999],
      [3000, 3000],
    ]);
    await expect(log.pdu(lostCount)).resolves.toBeNull();
    await expect(log.pdu(lostCount + 1)).resolves.not.toBeNull();
    await expect(log.locate(view.viewId, lostCount)).resolves.toBeNull();
    await expect(log.locate(view.viewId, lostCount + 1)).resolves.toBe(1);
    await expect(log.locate(view.viewId, 3000)).resolves.toBe(rowCount - 1);
  });

  it('says the loss in filtered views too, and keeps their positions right', async () => {
    const log = openLog({ budgetBytes });
    const view = await openView(log, 'submit_sm text');
    record(log, 1, 800);
    await nextGrown(log, view.viewId, (counts) => !counts.isFiltering && counts.rowCount > 0);
    record(log, 801, 4000);
    const counts = await nextGrown(
      log,
      view.viewId,
      (grown) => !grown.isFiltering && grown.totalCount + grown.lostCount === 4000,
    );
    expect(counts.lostCount).toBeGreaterThan(800);
    const { rows } = await log.rows(view.viewId, 0, 500);
    const firstEven = counts.lostCount + 1 + ((counts.lostCount + 1) % 2);
    expect(rows[0]).toMatchObject({ kind: 'loss', number: counts.lostCount });
    expect(rows.slice(1).map((row) => row.number)).toEqual(
      Array.from({ length: rows.length - 1 }, (_, index) => firstEven + 2 * index),
    );
    expect(counts.rowCount).toBe(1 + (4000 - firstEven) / 2 + 1);
    await expect(log.locate(view.viewId, firstEven)).resolves.toBe(1);
    await expect(log.locate(view.viewId, 4000)).resolves.toBe(counts.rowCount - 1);
  });

  it('keeps a PDU that is larger than a chunk, alone if it must', async () => {
    const log = openLog({ budgetBytes });
    const { recorder } = log.openSession('Alpha');
    record(log, 1, 100);
    const large = new Uint8Array(100_000).fill(0x41);
    recorder.recordOctets('in', large, 101, 'Too long.');
    recorder.recordPdu('in', enquireLink(102), 102);
    const view = await openView(log, '');
    const { rows } = await log.rows(view.viewId, 0, 500);
    expect(rows.at(-1)).toMatchObject({ number: 102, sequenceNumber: 102 });
    expect(view.totalCount + view.lostCount).toBe(102);
  });

  it('forgets the loss after a clear', async () => {
    const log = openLog({ budgetBytes });
    record(log, 1, 3000);
    await log.clear();
    record(log, 3001, 3002);
    const view = await openView(log, '');
    expect(view).toMatchObject({ rowCount: 2, totalCount: 2, lostCount: 0 });
    expect((await log.rows(view.viewId, 0, 5)).rows.map((row) => row.number)).toEqual([3001, 3002]);
  });
});
