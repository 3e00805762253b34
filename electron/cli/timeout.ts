/** Resolves to 'timeout' after so many seconds; never when they are null. `cancel` lets go of the process. */
export function timeoutAfter(seconds: number | null): {
  readonly promise: Promise<'timeout'>;
  readonly cancel: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<'timeout'>((resolve) => {
    if (seconds !== null) timer = setTimeout(() => resolve('timeout'), seconds * 1000);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
