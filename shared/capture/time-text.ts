const NS_PER_MS = 1_000_000n;
const NS_PER_SECOND = 1_000_000_000n;
/** The last moment that a date can say (ECMA-262). */
const LAST_MS = 8_640_000_000_000_000n;

/** "2026-09-05T14:30:00.123456789Z". */
export function timeText(timeNs: bigint): string {
  const ms = timeNs / NS_PER_MS;
  if (ms > LAST_MS || timeNs < 0n) return `${timeNs} ns`;
  const seconds = new Date(Number(ms)).toISOString().slice(0, -5);
  return `${seconds}.${(timeNs % NS_PER_SECOND).toString().padStart(9, '0')}Z`;
}

/** Nanoseconds since the Unix epoch of a time in that form, with up to nine digits of fraction; null for any other. */
export function timeFromText(text: string): bigint | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  const ms = found === null ? Number.NaN : Date.parse(`${found[1] ?? ''}Z`);
  if (Number.isNaN(ms)) return null;
  return BigInt(ms) * NS_PER_MS + BigInt((found?.[2] ?? '').padEnd(9, '0'));
}

/** Nanoseconds of a time in milliseconds with a fraction, as exact as a number can say it. */
export function nsFromMs(timeMs: number): bigint {
  const whole = Math.floor(timeMs);
  return BigInt(whole) * NS_PER_MS + BigInt(Math.round((timeMs - whole) * 1_000_000));
}
