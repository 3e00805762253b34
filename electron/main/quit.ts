import { app } from 'electron';

/** Unbinding every trunk takes a round trip; a peer that does not answer must not keep the program alive. */
const LONGEST_END_MS = 8000;

/** Runs `end` once, after the window has closed and before the process ends. */
export function setUpQuit(end: () => Promise<void>): void {
  let isEnding = false;
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
