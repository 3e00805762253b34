import type { Clock } from '#shared/lib/clock';

export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/** Settles as `use` does or, when that takes longer, rejects. What came too late is ignored, also when it rejects. */
export function withTimeLimit<T>(clock: Clock, limitMs: number, use: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = (): void => {
      reject(new TimeLimitError(`no answer within ${limitMs / 1000} seconds`));
    };
    const timer = clock.startTimer(limitMs, giveUp, { isBackground: true });
    use().then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
