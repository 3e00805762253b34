import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PduLog } from '#electron/host/pdu-log/pdu-log';
import { FakeClock } from '#test/support/fake-clock';
import { workersDir } from '#test/support/workers';
import { nextGrown, openView } from './open-log';
import { enquireLink } from './sample-pdus';

/** The real worker, but it dies when a session of this name is registered for the first time. */
const fatalWorker = (marker: string): string => `
  import { existsSync, writeFileSync } from 'node:fs';
  import { parentPort } from 'node:worker_threads';
  import ${JSON.stringify(pathToFileURL(join(workersDir, 'log-worker.js')).href)};
  parentPort.on('message', (message) => {
    if (message.kind !== 'session' || message.facts.name !== 'Fatal' || existsSync(${JSON.stringify(marker)})) return;
    writeFileSync(${JSON.stringify(marker)}, '');
    throw new Error('died for the test');
  });
`;

let folder: string;
let log: PduLog | null = null;
const errors: unknown[] = [];
const onError = (error: unknown): void => void errors.push(error);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trunkline-log-'));
  errors.length = 0;
});
afterEach(async () => {
  await log?.close();
  log = null;
  await rm(folder, { recursive: true });
});

describe('a log whose worker dies', () => {
  it('starts again, says what was lost, and goes on with the next number and the same views', async () => {
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'log-worker.js'), fatalWorker(join(folder, 'died')));
    const clock = new FakeClock();
    log = PduLog.open({ workersDir: folder, clock, onError });
    const { recorder } = log.openSession('Alpha');
    const view = await openView(log, '');
    const filtered = await openView(log, 'enquire_link');
    for (let number = 1; number <= 20; number += 1) recorder.recordPdu('in', enquireLink(number), number);
    expect((await log.rows(view.viewId, 0, 50)).rowCount).toBe(20);

    const told = nextGrown(log, view.viewId, (counts) => counts.lostCount > 0);
    log.openSession('Fatal');
    await expect(log.rows(view.viewId, 0, 50)).rejects.toMatchObject({ code: 'unavailable' });
    expect(errors.map(String)).toEqual(['Error: died for the test']);
    await expect(told).resolves.toMatchObject({ rowCount: 1, totalCount: 0, lostCount: 20 });

    expect((await log.rows(view.viewId, 0, 50)).rows).toMatchObject([{ kind: 'loss', timeMs: clock.now() }]);

    const filteredOn = nextGrown(log, filtered.viewId, (counts) => counts.rowCount === 2);
    recorder.recordPdu('in', enquireLink(21), 21);
    const { rows } = await log.rows(view.viewId, 0, 50);
    expect(rows).toMatchObject([
      {
        kind: 'loss',
        number: 20,
        text: '20 earlier PDUs are no longer in memory. The log was interrupted and has started again.',
      },
      { kind: 'pdu', number: 21, sequenceNumber: 21, trunk: 'Alpha' },
    ]);
    await filteredOn;
    expect((await log.rows(filtered.viewId, 0, 50)).rows.map((row) => row.number)).toEqual([20, 21]);
  });

  it('goes on without it, tries again later, and says how many PDUs were not recorded', async () => {
    const clock = new FakeClock();
    log = PduLog.open({ workersDir: folder, clock, onError });
    const { recorder } = log.openSession('Alpha');
    // The first restart follows at once; after the second death it waits.
    await waitUntil(() => errors.length >= 2 && clock.pendingTimers > 0);
    for (let number = 1; number <= 3; number += 1) recorder.recordPdu('in', enquireLink(number), number);
    await expect(log.openView('').counts).rejects.toMatchObject({ code: 'unavailable' });

    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(
      join(folder, 'log-worker.js'),
      `import ${JSON.stringify(pathToFileURL(join(workersDir, 'log-worker.js')).href)};`,
    );
    clock.advance(60_000);
    recorder.recordPdu('in', enquireLink(4), 4);
    const view = await openView(log, '');
    const { rows } = await log.rows(view.viewId, 0, 50);
    expect(rows).toMatchObject([
      { number: 1, kind: 'loss', text: '3 PDUs were not recorded here: the log could not take them.' },
      { number: 2, kind: 'pdu', sequenceNumber: 4 },
    ]);
  });

  it('closes when there is no worker at all, and leaves no timer', async () => {
    const clock = new FakeClock();
    log = PduLog.open({ workersDir: folder, clock, onError });
    // Nothing was recorded, so the only timer is that of the next start.
    await waitUntil(() => clock.pendingTimers > 0);
    log.openSession('Alpha').recorder.recordPdu('in', enquireLink(1), 1);
    await log.close();
    clock.assertNoTimers();
  });
});

/** Turns the loop until it is so; the test's own time limit ends it otherwise. */
async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => setImmediate(resolve));
}
