import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Host } from '#electron/host/create-host';
import type { OpenedCapture } from '#shared/model/log-source';
import { submitManyRequest } from '#shared/model/submission';
import type { TrunkId } from '#shared/model/ids';
import { formatNumber, printDelay, printFigure, printTimes, printTitle } from './harness';
import { bindTrunk, client, openBenchHost, signal } from './host-rig';
import { writeSampleCapture } from './sample-capture';
import { startPeer } from './session-rig';

const MILLION = 1_000_000;
const NAME = '2026-11-22T10-30-00.000Z.pcapng';
/** Messages of one bulk send; the next one follows when they are stored. */
const BULK = 10_000;
const ROUNDS = 3;
const filters = ['command == submit_sm', 'status != 0', 'text ~ "code"', 'latency > 100us', 'worked hurry'];

/** Sends to many without an end, as one who writes to all customers. */
function sendInBulk(host: Host, trunkId: TrunkId): () => Promise<number> {
  const stop = new AbortController();
  const sending = (async () => {
    let sent = 0;
    for (; !stop.signal.aborted; sent += BULK) {
      const request = submitManyRequest.parse({
        target: { kind: 'trunk', trunkId },
        sourceAddress: '37060000001',
        destinations: Array.from({ length: BULK }, (_, index) => `+3706${1_000_000 + index}`),
        text: 'Our shop is open on Sunday from ten to four. Come and see what is new.',
        isReceiptRequested: true,
      });
      await host.handlers['message.submitMany'](request, client, signal);
    }
    return sent;
  })();
  return () => {
    stop.abort();
    return sending;
  };
}

async function openCapture(host: Host): Promise<OpenedCapture> {
  const ready = new Promise<OpenedCapture>((resolve) => {
    const stop = host.hub.on('pduLog.captureProgressed', (capture) => {
      if (capture.state === 'reading') return;
      stop();
      resolve(capture);
    });
  });
  await host.handlers['pduLog.openCapture']({ from: { kind: 'stored', name: NAME } }, client, signal);
  return ready;
}

/** Filters the capture, looks at pages of it and searches it. */
async function lookThrough(host: Host, captureId: number, filter: string): Promise<number> {
  const from = performance.now();
  const source = { kind: 'capture', captureId } as const;
  const view = await host.handlers['pduLog.openView']({ filter, source }, client, signal);
  const { viewId } = view;
  for (let { isFiltering } = view; isFiltering;) {
    ({ isFiltering } = await host.handlers['pduLog.rows']({ viewId, start: 0, count: 500 }, client, signal));
  }
  const tookMs = performance.now() - from;
  const find = { viewId, from: -1, direction: 'next', expression: 'nothing-has-this' } as const;
  await host.handlers['pduLog.find'](find, client, signal);
  await host.handlers['pduLog.closeView']({ viewId }, client, signal);
  return tookMs;
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
mkdirSync(join(folder, 'captures'));
writeSampleCapture(join(folder, 'captures', NAME), MILLION);
const peer = await startPeer('receipts');
const host = await openBenchHost(folder);
try {
  const trunkId = await bindTrunk(host, peer.port);
  const stopSending = sendInBulk(host, trunkId);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const opening: number[] = [];
  const looking: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    const { captureId, rowCount, sentence } = await openCapture(host);
    if (rowCount !== MILLION) throw new Error(`${rowCount} rows: ${sentence}`);
    opening.push(performance.now() - from);
    for (const filter of filters) looking.push(await lookThrough(host, captureId, filter));
    await host.handlers['pduLog.closeCapture']({ captureId }, client, signal);
  }
  delay.disable();
  const seconds = (performance.now() - started) / 1000;
  printTitle('A capture of a million PDUs is opened, filtered and searched while a bulk send runs');
  printDelay(delay);
  printTimes('opened', opening);
  printTimes('filtered, with its first rows', looking);
  printFigure('messages handed in meanwhile', `${formatNumber((await stopSending()) / seconds)} /s`);
} finally {
  await host.close();
  peer.stop();
  rmSync(folder, { recursive: true });
}
