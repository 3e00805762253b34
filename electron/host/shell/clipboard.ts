import type { ShellCommands } from '#electron/host/host-services';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { RpcError } from '#shared/rpc/errors';

export interface ClipboardOptions {
  readonly shell: ShellCommands;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** The system's clipboard, with text that leaves it again by itself: after a time, or when the host is closed. */
export class Clipboard {
  readonly #options: ClipboardOptions;
  #waiting: { readonly text: string; readonly timer: TimerHandle } | null = null;

  constructor(options: ClipboardOptions) {
    this.#options = options;
  }

  /** `clearAfterSeconds` null leaves the text there. Rejects with `unavailable` where the shell has no clipboard. */
  async write(text: string, clearAfterSeconds: number | null): Promise<void> {
    const { shell, clock } = this.#options;
    if (shell.writeClipboard === undefined) {
      throw new RpcError(
        'unavailable',
        'This host cannot write to the clipboard; the browser does that itself.',
      );
    }
    this.#waiting?.timer.cancel();
    this.#waiting = null;
    await shell.writeClipboard(text);
    if (clearAfterSeconds === null) return;
    const timer = clock.startTimer(clearAfterSeconds * 1000, () => void this.clear(), { isBackground: true });
    this.#waiting = { text, timer };
  }

  /** Takes away what was to be cleared, unless something else has been copied meanwhile. */
  async clear(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    waiting.timer.cancel();
    const { shell, onError } = this.#options;
    try {
      const held = await shell.readClipboard?.();
      if (held === undefined || held === waiting.text) await shell.writeClipboard?.('');
    } catch (error) {
      onError(error);
    }
  }
}
