import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaptureStore } from '#electron/host/capture/capture-store';
import { systemClock } from '#electron/smpp/system-clock';
import { defaultCaptureSettings } from '#shared/model/log-source';
import { connect } from '#shared/rpc/connect';
import { makeTempFolder } from '#test/support/temp-folder';
import { openSocketWire } from '#test/support/socket-wire';
import { formatNumber, printFigure, printTitle } from './harness';
import { SamplePdus } from './log-samples';
import { program, serveHost } from './served-host';

const COUNT = 1_000_000;
const AIM_BYTES = 226e6;
/** V8 gives back what a load has left some seconds after it. */
const SETTLE_MS = 30_000;

function writeCapture(folder: string): number {
  const samples = new SamplePdus();
  const store = new CaptureStore({
    folder,
    application: 'Trunkline',
    settings: { ...defaultCaptureSettings, rotateBytes: 1_000_000_000 },
    clock: systemClock,
    onChanged: () => undefined,
  });
  store.openSession({ id: 1, name: 'Demo trunk', role: 'esme', localAddress: '', remoteAddress: '' });
  const startNs = BigInt(Date.now()) * 1_000_000n;
  for (let recorded = 0; recorded < COUNT; recorded += 1) {
    const { octets, isOut } = samples.next();
    store.append({
      kind: 'pdu',
      timeNs: startNs + BigInt(recorded) * 100_000n,
      sessionId: 1,
      direction: isOut ? 'out' : 'in',
      octets,
      sentence: '',
    });
    if (recorded % 10_000 === 0) store.flush();
  }
  store.close();
  return samples.averageOctets;
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Octets that the process has in memory, as the system counts them; its pages of programs and libraries included. */
function residentBytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'latin1');
  return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) * 1024;
}

async function measure(): Promise<void> {
  printTitle(`Memory of the whole headless host, ${formatNumber(COUNT)} PDUs in the log`);
  const folder = makeTempFolder();
  const captures = join(folder.path, 'captures');
  mkdirSync(captures);
  const average = writeCapture(captures);
  const served = await serveHost(folder.path);
  const { child, url } = served;
  try {
    await wait(SETTLE_MS);
    const idle = residentBytes(child);
    const host = connect(await openSocketWire(url), { reportError: (error) => console.error(error) });
    const name = readdirSync(captures)[0] ?? '';
    let opened = await host.call('pduLog.openCapture', { from: { kind: 'stored', name } });
    while (opened.state === 'reading') {
      await wait(500);
      const { captures: all } = await host.call('pduLog.openedCaptures', {});
      opened = all.find(({ captureId }) => captureId === opened.captureId) ?? opened;
    }
    if (opened.rowCount !== COUNT) throw new Error(`${opened.rowCount} rows: ${opened.sentence}`);
    const source = { kind: 'capture', captureId: opened.captureId } as const;
    const view = await host.call('pduLog.openView', { filter: '', source });
    await host.call('pduLog.rows', { viewId: view.viewId, start: COUNT / 2, count: 100 });
    printFigure('resident when it has opened', `${formatNumber(residentBytes(child) / 1e6)} MB`);
    await wait(SETTLE_MS);
    const loaded = residentBytes(child);
    printFigure('resident when idle', `${formatNumber(idle / 1e6)} MB`);
    printFigure(
      `resident with ${formatNumber(COUNT)} PDUs of ${average.toFixed(1)} octets`,
      `${formatNumber(loaded / 1e6)} MB`,
      `aim: ${formatNumber(AIM_BYTES / 1e6)} MB at most`,
    );
  } finally {
    await served.stop();
    folder.remove();
  }
}

if (process.platform !== 'linux') console.log('\nmemory: only Linux tells it; left out.');
else if (existsSync(program)) await measure();
else console.log('\nmemory: the application is not built (npm run build); left out.');
