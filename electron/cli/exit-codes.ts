/** What a script learns from the exit code. */
export const exitCodes = {
  /** All that was asked for happened. */
  ok: 0,
  /** It did not. */
  failed: 1,
  /** The arguments cannot be used. */
  usage: 2,
  bindFailed: 3,
  /** A receipt did not come in time, or said something other than delivered. */
  receipt: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Arguments that cannot be used; the message is a sentence that says which and why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
