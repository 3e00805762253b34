import { app } from 'electron';
import type { HostLogger } from '#electron/host/host-services';

/** A fault of ours ends in the log file; the trunks stay bound and every other part goes on. */
export function setUpErrorReports(log: HostLogger): void {
  process.on('uncaughtException', (error) => log.error('An error was caught by nobody', error));
  process.on('unhandledRejection', (reason) => log.error('A rejection was caught by nobody', reason));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.warn(`A process of the window ended: ${type}, ${reason} (${exitCode})`);
  });
}
