import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { ConnectError } from './connect-error';

export interface AttemptLimits {
  readonly clock: Clock;
  readonly signal: CancelSignal | undefined;
  /** "host:port", for the sentence. */
  readonly address: string;
  readonly timeoutMs: number;
}

/** One step with a time limit that can be cancelled; when it fails, what `start` opened is destroyed. */
export async function attempt<T>(
  start: (succeed: (value: T) => void, fail: (error: ConnectError) => void) => { destroy(): unknown },
  limits: AttemptLimits,
  onTimeout: () => ConnectError,
): Promise<T> {
  const { clock, signal, address, timeoutMs } = limits;
  return await new Promise<T>((resolve, reject) => {
    let timer: TimerHandle | null = null;
    let opened: { destroy(): unknown } | null = null;
    let isDone = false;
    const finish = (): boolean => {
      if (isDone) return false;
      isDone = true;
      timer?.cancel();
      signal?.removeEventListener('abort', cancel);
      return true;
    };
    const fail = (error: ConnectError): void => {
      if (!finish()) return;
      opened?.destroy();
      reject(error);
    };
    const cancel = (): void =>
      fail(new ConnectError('cancelled', `The connection to ${address} was called off.`));
    if (signal?.aborted === true) {
      cancel();
      return;
    }
    opened = start((value) => {
      if (finish()) resolve(value);
    }, fail);
    timer = clock.startTimer(timeoutMs, () => fail(onTimeout()));
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
