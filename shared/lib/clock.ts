/** A timer that was started; cancelling twice, or after it fired, does nothing. */
export interface TimerHandle {
  cancel(): void;
}

/** The only source of time for the engine and the host, so that a test owns it. */
export interface Clock {
  /** Wall-clock time in milliseconds since the Unix epoch, with a fraction; never goes backwards in a process. */
  now(): number;
  /** Calls `fire` once after `delayMs`. A timer never keeps the process alive by itself when `isBackground`. */
  startTimer(delayMs: number, fire: () => void, options?: { readonly isBackground?: boolean }): TimerHandle;
}
