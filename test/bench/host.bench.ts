import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Host } from '#electron/host/create-host';
import type { TrunkId } from '#shared/model/ids';
import { submitRequest } from '#shared/model/submission';
import { formatNumber, printDelay, printFigure, printTimes, printTitle } from './harness';
import { bindTrunk, client, openBenchHost, signal } from './host-rig';
import { startPeer } from './session-rig';

const WARM_UP_MS = 2000;
const MEASURED_MS = 8000;
/** Messages that were handed in and are not stored yet: a person's hands, many times over. */
const SUBMITTING = 40;
const LOG_LOOK_MS = 200;

/** Hands in messages one after the other, as many at a time as `SUBMITTING`, until it is told to stop. */
function submitContinuously(host: Host, trunkId: TrunkId, storedMs: number[]): () => Promise<void> {
  let isOn = true;
  const submitters = Array.from({ length: SUBMITTING }, async (_, submitter) => {
    for (let number = 0; isOn; number += 1) {
      const from = performance.now();
      await host.handlers['message.submit'](
        submitRequest.parse({
          target: { kind: 'trunk', trunkId },
          sourceAddress: '37060000001',
          destinationAddress: `3706${1_000_000 + submitter * 100 + (number % 100)}`,
          text: `Your code is ${100_000 + number}. It is valid for ten minutes. Tell it to nobody.`,
          isReceiptRequested: true,
        }),
        client,
        signal,
      );
      storedMs.push(performance.now() - from);
    }
  });
  return async () => {
    isOn = false;
    await Promise.all(submitters);
  };
}

/** A window whose log follows the tail: asks for the last screen of rows a few times a second. */
function followLog(host: Host, viewId: number, pageMs: number[]): () => void {
  const look = async (): Promise<void> => {
    const { rowCount } = await host.handlers['pduLog.rows']({ viewId, start: 0, count: 1 }, client, signal);
    const from = performance.now();
    await host.handlers['pduLog.rows'](
      { viewId, start: Math.max(0, rowCount - 60), count: 60 },
      client,
      signal,
    );
    pageMs.push(performance.now() - from);
  };
  const timer = setInterval(() => void look().catch((error: unknown) => console.error(error)), LOG_LOOK_MS);
  return () => clearInterval(timer);
}

async function measure(host: Host, port: number): Promise<void> {
  const trunkId = await bindTrunk(host, port);
  const { viewId } = await host.handlers['pduLog.openView']({ filter: '' }, client, signal);
  const storedMs: number[] = [];
  const pageMs: number[] = [];
  // Of every PDU: what is told of messages is told now and then when there are many.
  const accepted = await host.handlers['pduLog.openView'](
    { filter: 'command == submit_sm_resp and status == 0' },
    client,
    signal,
  );
  const countAccepted = async (): Promise<number> => {
    const page = await host.handlers['pduLog.rows'](
      { viewId: accepted.viewId, start: 0, count: 1 },
      client,
      signal,
    );
    return page.rowCount;
  };
  const stopSubmitting = submitContinuously(host, trunkId, storedMs);
  const stopFollowing = followLog(host, viewId, pageMs);
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  storedMs.length = 0;
  pageMs.length = 0;
  const acceptedBefore = await countAccepted();
  const from = performance.now();
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
  delay.disable();
  const rate = ((await countAccepted()) - acceptedBefore) / ((performance.now() - from) / 1000);
  stopFollowing();
  const figures = { storedMs: [...storedMs], pageMs: [...pageMs] };
  await stopSubmitting();
  printTitle('The whole host: stored, sent, answered, logged, with the log open and following');
  printFigure('messages accepted', `${formatNumber(rate)} /s`);
  printTimes('handed in until stored', figures.storedMs);
  printTimes('the log’s last 60 rows', figures.pageMs, 'aim: under 5 ms');
  printDelay(delay);
  printFigure('resident memory', `${formatNumber(process.memoryUsage().rss / 1024 / 1024)} MiB`);
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
const peer = await startPeer();
const host = await openBenchHost(folder);
try {
  await measure(host, peer.port);
} finally {
  await host.close();
  peer.stop();
  rmSync(folder, { recursive: true });
}
