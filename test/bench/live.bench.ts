import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { trunkSettings } from '#shared/model/trunk';
import { makeTempFolder } from '#test/support/temp-folder';
import { formatNumber, printFigure, printTitle, quantile } from './harness';
import type { LiveCount, LiveOrder, LiveReport } from './live.peer';
import { shells, type LiveWindow, type Shell } from './live-window';
import { program } from './served-host';
import { traceTasks, type Task } from './task-trace';

const builtDir = dirname(process.argv[1] ?? '');
const TRUNK = 'Live traffic';
const PDUS_PER_SECOND = Number(process.env['LIVE_PDUS_PER_SECOND'] ?? 10_000);
const SECONDS = Number(process.env['LIVE_SECONDS'] ?? 60);
const RUNS = Number(process.env['LIVE_RUNS'] ?? 3);
const KIND = (process.env['LIVE_KIND'] ?? 'deliver_sm') as LiveOrder['kind'];
/** Before it is measured: pages are loaded, functions compiled, caches filled. */
const WARM_UP_SECONDS = 5;
const AIM_MS = 50;
/** Most are the browser's own doings and shorter: those that are felt are told apart from them as well. */
const WORTH_COUNTING_MS = 1;

class Peer {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(): Promise<Peer> {
    const child = fork(join(builtDir, 'live.peer.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message: { readonly port: number }) => resolve(message.port));
      child.once('error', reject);
    });
    return new Peer(child, port);
  }

  send(seconds: number): Promise<LiveReport> {
    return this.#ask({ requestsPerSecond: PDUS_PER_SECOND / 2, seconds, kind: KIND } satisfies LiveOrder);
  }

  async count(): Promise<number> {
    return (await this.#ask<LiveCount>('count')).pdus;
  }

  stop(): void {
    this.#child.disconnect();
  }

  #ask<T>(order: LiveOrder | 'count'): Promise<T> {
    return new Promise((resolve) => {
      this.#child.once('message', (answer: T) => resolve(answer));
      this.#child.send(order);
    });
  }
}

interface PageMemory {
  readonly heapBytes: number;
  readonly residentBytes: number | null;
}

async function memoryOf({ tools }: LiveWindow, pid: number | null): Promise<PageMemory> {
  for (let times = 0; times < 3; times += 1) await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  return { heapBytes: usedSize, residentBytes: pid === null ? null : residentOf(pid) };
}

function residentOf(pid: number): number | null {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024;
  } catch {
    return null;
  }
}

/** What the toolbar counts: "12 of 600,004 PDUs" is 12. */
async function countShown({ page }: LiveWindow, filter: string): Promise<number> {
  await page.getByRole('combobox', { name: 'Filter PDUs' }).fill(filter);
  const status = page.getByRole('status').filter({ hasText: /of [\d,]+ PDUs?$/ });
  await status.waitFor();
  let shown = '';
  // Until it says the same twice: the filter is evaluated after a pause in typing.
  for (let said = await status.textContent(); said !== shown; said = await status.textContent()) {
    shown = said ?? '';
    await new Promise((done) => setTimeout(done, 1000));
  }
  return Number(/^([\d,]+) of/.exec(shown)?.[1]?.replaceAll(',', ''));
}

interface Run {
  readonly rate: number;
  readonly tasks: readonly Task[];
  readonly updates: number;
  readonly before: PageMemory;
  readonly after: PageMemory;
  readonly missing: number;
  readonly losses: number;
}

async function measureRun(shell: Shell): Promise<Run> {
  const folder = makeTempFolder();
  const peer = await Peer.start();
  const window = await shell.open(folder.path);
  const { page, tools } = window;
  try {
    await window.createTrunk(
      trunkSettings.parse({ name: TRUNK, host: '127.0.0.1', txPort: peer.port, systemId: 'bench' }),
    );
    await page.getByRole('button', { name: 'Log', exact: true }).click();
    await page.getByRole('grid', { name: 'PDUs' }).getByText(TRUNK).last().waitFor();
    const stopWarmUp = await traceTasks(tools);
    await peer.send(WARM_UP_SECONDS);
    const { pid } = await stopWarmUp();
    const memoryBefore = await memoryOf(window, pid);
    const stopTrace = await traceTasks(tools);
    await page.evaluate(countUpdates);
    const report = await peer.send(SECONDS);
    const { tasks } = await stopTrace();
    const updates = await page.evaluate(() => (globalThis as { updates?: number }).updates ?? 0);
    const memoryAfter = await memoryOf(window, pid);
    const recorded = await countShown(window, `trunk == "${TRUNK}"`);
    const losses = await countShown(window, '"not recorded here"');
    const sent = await peer.count();
    return {
      rate: (report.requests * 2) / (report.elapsedMs / 1000),
      tasks,
      updates,
      before: memoryBefore,
      after: memoryAfter,
      missing: sent - recorded,
      losses,
    };
  } finally {
    await window.stop();
    peer.stop();
    folder.remove();
  }
}

/** In the page: how often what the list shows changes. */
function countUpdates(): void {
  const counted = globalThis as { updates?: number };
  counted.updates = 0;
  const grid = document.querySelector('[role=grid]');
  if (grid === null) return;
  let lastCount = grid.getAttribute('aria-rowcount');
  new MutationObserver(() => {
    const count = grid.getAttribute('aria-rowcount');
    if (count !== lastCount) counted.updates = (counted.updates ?? 0) + 1;
    lastCount = count;
  }).observe(grid, { attributes: true });
}

/** "0.1 / 9.3 / 64 ms". */
function spreadOf(timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((left, right) => left - right);
  const shown = [quantile(sorted, 0.5), quantile(sorted, 0.99), sorted.at(-1) ?? 0].map(formatNumber);
  return `${shown.join(' / ')} ms`;
}

const megabytes = (bytes: number | null): string => (bytes === null ? '?' : formatNumber(bytes / 1e6));

function printRun(number: number, run: Run): void {
  const wall = spreadOf(run.tasks.map(({ wallMs }) => wallMs));
  const worth = run.tasks.filter(({ wallMs }) => wallMs >= WORTH_COUNTING_MS);
  const long = worth.filter(({ wallMs }) => wallMs >= AIM_MS);
  const busy = run.tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / (SECONDS * 1000);
  printTitle(`Run ${number}`);
  printFigure('PDUs a second', formatNumber(run.rate), `asked for: ${formatNumber(PDUS_PER_SECOND)}`);
  printFigure(
    'tasks of the page, p50 / p99 / longest',
    wall,
    `aim: p99 under ${AIM_MS} ms; ${run.tasks.length} in all`,
  );
  printFigure(
    `those of ${WORTH_COUNTING_MS} ms and more`,
    spreadOf(worth.map(({ wallMs }) => wallMs)),
    `${worth.length}, of which ${long.length} of ${AIM_MS} ms and more`,
  );
  printFigure(
    'the same in time of a processor',
    spreadOf(worth.map(({ cpuMs }) => cpuMs)),
    `the thread has ${(busy * 100).toFixed(0)} % of one`,
  );
  printFigure('the list grew', `${formatNumber(run.updates / SECONDS)} times a second`);
  printFigure(
    'heap of the page, before and after',
    `${megabytes(run.before.heapBytes)} / ${megabytes(run.after.heapBytes)} MB`,
    `resident: ${megabytes(run.before.residentBytes)} / ${megabytes(run.after.residentBytes)} MB`,
  );
  printFigure('PDUs not in the log', String(run.missing), `rows that tell of loss: ${run.losses}; aim: 0`);
}

async function measure(shell: Shell): Promise<void> {
  const runs: Run[] = [];
  for (let number = 1; number <= RUNS; number += 1) {
    const run = await measureRun(shell);
    runs.push(run);
    printRun(number, run);
  }
}

if (!existsSync(program)) console.log('\nlive: the application is not built (npm run build); left out.');
else {
  for (const shell of await shells()) {
    const title = `${shell.name}: ${formatNumber(PDUS_PER_SECOND)} PDUs a second for ${SECONDS} s (${KIND}), the log open and following`;
    printTitle(title);
    if (shell.problem !== null) printFigure('left out', shell.problem);
    else if (process.env['LIVE_SHELL'] === undefined || shell.name.startsWith(process.env['LIVE_SHELL']))
      await measure(shell);
  }
}
