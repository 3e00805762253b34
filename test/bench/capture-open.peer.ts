import { dirname } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PduLog } from '#electron/host/pdu-log/pdu-log';
import { systemClock } from '#electron/smpp/system-clock';

/** Opens a capture as the host does, in a process of its own so that its memory can be told; prints what it found. */
const [, program = '', path = ''] = process.argv;
const log = PduLog.open({
  workersDir: dirname(program),
  clock: systemClock,
  onError: (error) => {
    throw error;
  },
});
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// The log's worker keeps no process alive.
const alive = setInterval(() => undefined, 1000);
const started = performance.now();
const opened = await new Promise((resolve, reject) => {
  log.onOpened((capture) => {
    if (capture.state !== 'reading') resolve(capture);
  });
  log.openCapture('bench.pcapng', path).catch(reject);
});
const openMs = performance.now() - started;
delay.disable();
console.log(
  JSON.stringify({ opened, openMs, delayP99Ms: delay.percentile(99) / 1e6, delayMaxMs: delay.max / 1e6 }),
);
await log.close();
clearInterval(alive);
