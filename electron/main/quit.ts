import { app } from 'electron';

/** Unbinding every trunk takes a round trip; a peer that does not answer must not keep the program alive. */
const LONGEST_END_MS = 8000;

/**
 * Chromium quits in order at the first signal and lets the next one of its kind kill the process. Ctrl+C arrives more
 * than once: from the terminal, and passed on by `npm start`.
 */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `end` once, after the window has closed and before the process ends. */
export function setUpQuit(end: () => Promise<void>): void {
  let isEnding = false;
  for (const signal of stopSignals) {
    // Chromium took the signals over after the libraries had begun to listen; only a first listener takes them back.
    process.removeAllListeners(signal);
    process.on(signal, () => app.quit());
  }
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    const bounded = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_END_MS));
    void Promise.race([end(), bounded]).then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
}
