import type { SmppTime } from './submission';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** The relative form counts days to 31; what is longer is written in months of 30 and years of 365 days. */
const MONTH_DAYS = 30;
const YEAR_DAYS = 365;
/** Of an hour, between local time and UTC. */
const MAX_QUARTERS = 48;
const MAX_SECONDS = 99 * YEAR_DAYS * DAY_SECONDS;

/**
 * The field's characters (SMPP 3.4 section 7.1.1): a moment as "YYMMDDhhmmss000+" in UTC, a duration as
 * "YYMMDDhhmmss000R", none as an empty string.
 */
export function formatSmppTime(time: SmppTime): string {
  switch (time.kind) {
    case 'none':
      return '';
    case 'raw':
      return time.value;
    case 'at': {
      const date = new Date(time.atMs);
      const parts = [
        date.getUTCFullYear() % 100,
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
      ];
      const tenths = Math.floor(date.getUTCMilliseconds() / 100);
      return `${parts.map(two).join('')}${tenths}00+`;
    }
    case 'in': {
      const seconds = Math.min(time.seconds, MAX_SECONDS);
      const days = Math.floor(seconds / DAY_SECONDS);
      const years = Math.floor(days / YEAR_DAYS);
      const months = Math.floor((days % YEAR_DAYS) / MONTH_DAYS);
      const parts = [
        years,
        months,
        (days % YEAR_DAYS) % MONTH_DAYS,
        Math.floor((seconds % DAY_SECONDS) / HOUR_SECONDS),
        Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS),
        seconds % MINUTE_SECONDS,
      ];
      return `${parts.map(two).join('')}000R`;
    }
  }
}

const absoluteForm = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:(\d)(\d{2})([+-]))?$/;
const relativeForm = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})\d{3}R$/;
const QUARTER_MS = 15 * MINUTE_SECONDS * 1000;

/**
 * The moment that a field says, in milliseconds since the Unix epoch, with durations counted from `nowMs`; null for what
 * is neither form. Twelve digits, the local time of the SMSC, are read as UTC.
 */
export function readSmppTime(text: string, nowMs: number): number | null {
  const parts = relativeForm.exec(text) ?? absoluteForm.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (text.endsWith('R')) {
    const days = year * YEAR_DAYS + month * MONTH_DAYS + day;
    const seconds = days * DAY_SECONDS + hour * HOUR_SECONDS + minute * MINUTE_SECONDS + second;
    return nowMs + seconds * 1000;
  }
  // 38 to 99 are 19xx (SMPP 3.4 appendix C).
  const fullYear = year >= 38 ? 1900 + year : 2000 + year;
  const tenths = Number(parts[7] ?? 0);
  const utcMs = Date.UTC(fullYear, month - 1, day, hour, minute, second, tenths * 100);
  const read = new Date(utcMs);
  const isReal = read.getUTCMonth() === month - 1 && read.getUTCDate() === day && read.getUTCHours() === hour;
  const quarters = Number(parts[8] ?? 0);
  if (!isReal || minute > 59 || second > 59 || quarters > MAX_QUARTERS) return null;
  return utcMs + (parts[9] === '-' ? quarters : -quarters) * QUARTER_MS;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
