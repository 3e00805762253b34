const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clockExact = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const clockShort = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const dayShort = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** Midnight in the user's zone: equal for two times of one day. */
export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** With seconds, in the user's locale. */
export const formatTime = (ms: number): string => clock.format(ms);

/** With milliseconds, for what happens several times a second. */
export const formatExactTime = (ms: number): string => clockExact.format(ms);

/** A date alone, with its year. */
export const formatDate = (ms: number): string => date.format(ms);

/** "Today", "Yesterday", or the date; the year where it is another. */
export function formatDay(ms: number, nowMs: number): string {
  const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(ms)) / 86_400_000);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const isThisYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? day : dayWithYear).format(ms);
}

/** For a narrow column: the time today, the day before. */
export const formatWhen = (ms: number, nowMs: number): string =>
  startOfDay(ms) === startOfDay(nowMs) ? clockShort.format(ms) : dayShort.format(ms);

/** Date and time whole, for what happened once. */
export const formatMoment = (ms: number, nowMs: number): string =>
  startOfDay(ms) === startOfDay(nowMs) ? formatTime(ms) : `${formatDay(ms, nowMs)}, ${formatTime(ms)}`;

export const formatCount = (count: number): string => whole.format(count);

/** "1 segment", "2 segments". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
