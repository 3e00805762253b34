import type { SmppTime } from './submission';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** The relative form counts days to 31; what is longer is written in months of 30 and years of 365 days. */
const MONTH_DAYS = 30;
const YEAR_DAYS = 365;
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

function two(value: number): string {
  return String(value).padStart(2, '0');
}
