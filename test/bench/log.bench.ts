import { dirname } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PduLog } from '#electron/host/pdu-log/pdu-log';
import { systemClock } from '#electron/smpp/system-clock';
import { createPdu } from '#shared/smpp/pdu';
import { encode } from '#shared/smpp/encode';
import { formatNumber, printDelay, printFigure, printTimes, printTitle } from './harness';

const workersDir = dirname(process.argv[1] ?? '');
const MILLION = 1_000_000;
const MIB = 1024 * 1024;
/** A batch of the host's loop: so many PDUs are recorded before it turns. */
const PDUS_PER_TURN = 2000;
/** Then the worker is waited for: no host records faster than the log reads for long. */
const PDUS_PER_PAUSE = 100_000;

/** The PDUs of a busy trunk, 115 octets on average: submits with text, their responses, receipts. */
function samplePdus(): readonly Uint8Array[] {
  const latin1 = new TextEncoder();
  const pdus: Uint8Array[] = [];
  for (let number = 1; number <= 500; number += 1) {
    const sequenceNumber = number * 2;
    const messageId = (0x1a2b3c00 + number).toString(16);
    const body = {
      sourceAddr: '37060000001',
      destinationAddr: `3706${String(1_000_000 + number * 17)}`,
      registeredDelivery: 1,
      shortMessage: latin1.encode(
        `Your code is ${100_000 + number * 137}. It is valid for ten minutes. Tell it to nobody, whoever asks.`,
      ),
    };
    const receipt = `id:${messageId} sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:Your code is`;
    pdus.push(
      encode(createPdu('submit_sm', { sequenceNumber, body })),
      encode(createPdu('submit_sm_resp', { sequenceNumber, body: { messageId } })),
      encode(
        createPdu('deliver_sm', {
          sequenceNumber: number,
          body: {
            ...body,
            sourceAddr: body.destinationAddr,
            destinationAddr: body.sourceAddr,
            esmClass: 4,
            shortMessage: latin1.encode(receipt),
          },
        }),
      ),
    );
  }
  return pdus;
}

const pdus = samplePdus();
const averageOctets = pdus.reduce((sum, pdu) => sum + pdu.length, 0) / pdus.length;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const residentMib = (): number => process.memoryUsage().rss / MIB;

async function fill(
  log: PduLog,
  count: number,
): Promise<{ readonly hostMs: number; readonly allMs: number }> {
  const { recorder } = log.openSession('Demo trunk');
  const started = performance.now();
  let hostMs = 0;
  for (let recorded = 0; recorded < count;) {
    const from = performance.now();
    const end = Math.min(count, recorded + PDUS_PER_TURN);
    for (; recorded < end; recorded += 1) {
      recorder.recordPdu(recorded % 3 === 0 ? 'out' : 'in', pdus[recorded % pdus.length]!, from);
    }
    hostMs += performance.now() - from;
    if (recorded % PDUS_PER_PAUSE === 0) await log.pdu(1);
    else await turn();
  }
  const { viewId, counts } = log.openView('');
  await counts;
  await log.closeView(viewId);
  return { hostMs, allMs: performance.now() - started };
}

async function pageTimes(
  log: PduLog,
  viewId: number,
  rowCount: number,
  rows: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let page = 0; page < 100; page += 1) {
    const start = Math.floor((rowCount - rows) * ((page * 37) % 100) * 0.01);
    const from = performance.now();
    await log.rows(viewId, Math.max(0, start), rows);
    times.push(performance.now() - from);
  }
  return times;
}

/** How long a filter takes over the whole log, and how long pages of another view take meanwhile. */
async function filterTime(
  log: PduLog,
  filter: string,
  whole: number,
  rowCount: number,
): Promise<{ readonly ms: number; readonly matches: number; readonly slowestPageMs: number }> {
  const from = performance.now();
  const { viewId, counts } = log.openView(filter);
  let state = await counts;
  const pages: number[] = [];
  while (state.isFiltering) {
    const asked = performance.now();
    await log.rows(whole, Math.floor(rowCount / 2), 100);
    pages.push(performance.now() - asked);
    state = await log.rows(viewId, 0, 1);
  }
  const ms = performance.now() - from;
  await log.closeView(viewId);
  return { ms, matches: state.rowCount, slowestPageMs: Math.max(0, ...pages) };
}

async function measure(count: number): Promise<void> {
  printTitle(`PDU log, ${formatNumber(count)} PDUs of ${averageOctets.toFixed(0)} octets`);
  globalThis.gc?.();
  const before = residentMib();
  const log = PduLog.open({ workersDir, clock: systemClock, onError: (error) => console.error(error) });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const { hostMs, allMs } = await fill(log, count);
  printFigure('recorded, in the log', `${formatNumber(count / (allMs / 1000))} PDUs/s`);
  printFigure('time of the host for one PDU', `${formatNumber((hostMs * 1e6) / count)} ns`);
  globalThis.gc?.();
  printFigure('resident memory', `${formatNumber(residentMib())} MiB`, `${formatNumber(before)} MiB before`);

  const { viewId, counts } = log.openView('');
  const { rowCount } = await counts;
  if (rowCount !== count) throw new Error(`${count} PDUs were recorded, ${rowCount} are in the log.`);
  for (const rows of [50, 500]) {
    const times = await pageTimes(log, viewId, rowCount, rows);
    printTimes(`page of ${rows} rows`, times, 'aim: under 5 ms');
  }
  for (const filter of ['submit_sm_resp', '37061004', 'code nobody', 'stat:delivrd', 'nothing-has-this']) {
    const { ms, matches, slowestPageMs } = await filterTime(log, filter, viewId, rowCount);
    const remark = `${matches.toLocaleString('en')} rows; slowest page meanwhile ${formatNumber(slowestPageMs)} ms`;
    printFigure(`filter “${filter}”`, `${formatNumber(ms)} ms`, remark);
  }
  delay.disable();
  printDelay(delay);
  await log.close();
}

await measure(MILLION / 5);
await measure(MILLION);
