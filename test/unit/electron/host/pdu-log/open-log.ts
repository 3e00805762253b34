import { afterEach } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import type { ViewCounts } from '#electron/host/pdu-log/log-protocol';
import { PduLog, type PduLogOptions } from '#electron/host/pdu-log/pdu-log';
import { workersDir } from '#test/support/workers';

const opened: PduLog[] = [];
const errors: unknown[] = [];

/** A log with the real worker, closed after the test; an error that no test asked for fails it. */
export function openLog(options: Partial<PduLogOptions> = {}): PduLog {
  const log = PduLog.open({
    workersDir,
    clock: systemClock,
    onError: (error) => errors.push(error),
    ...options,
  });
  opened.push(log);
  return log;
}

export function closeLogsAfterEach(): void {
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()));
    const seen = errors.splice(0);
    if (seen.length > 0) throw new Error(`The log reported: ${seen.map(String).join('; ')}`);
  });
}

/** The first report of this view that fits. */
export function nextGrown(
  log: PduLog,
  viewId: number,
  fits: (view: ViewCounts) => boolean,
): Promise<ViewCounts> {
  return new Promise((resolve) => {
    const stop = log.onGrew((view) => {
      if (view.viewId !== viewId || !fits(view)) return;
      stop();
      resolve(view);
    });
  });
}

/** Opens a view and answers its id when it is there. */
export async function openView(log: PduLog, filter: string): Promise<ViewCounts> {
  const { viewId, counts } = log.openView(filter);
  return { viewId, ...(await counts) };
}
