const absolute = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:(\d)(\d{2})([+-]))?$/;
const relative = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})\d{3}R$/;
const units = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/**
 * A time of SMPP 3.4 section 7.1.1 in words: "2026-01-31 23:59:00.0 UTC+02:00", "in 1 hour". Twelve digits are the
 * local time of the SMSC. Null for what is none of these.
 */
export function describeTime(text: string): string | null {
  const relativeParts = relative.exec(text);
  if (relativeParts !== null) return describeRelative(relativeParts.slice(1).map(Number));
  const parts = absolute.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  const clock = `${fullYear(year)}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
  const [, , , , , , , tenths, quarters, sign] = parts;
  if (tenths === undefined || quarters === undefined || sign === undefined) {
    return `${clock}, local time of the SMSC`;
  }
  const quarterHours = Number(quarters);
  if (quarterHours > 48) return null;
  const offset = `${two(Math.floor(quarterHours / 4))}:${two((quarterHours % 4) * 15)}`;
  return `${clock}.${tenths} UTC${sign}${offset}`;
}

/**
 * When an absolute time with its distance from UTC is (SMPP 3.4 section 7.1.1.1), in milliseconds since the Unix epoch.
 * Null for a relative time, the local time of an SMSC, and what is no time.
 */
export function instantOf(text: string): number | null {
  const parts = absolute.exec(text);
  const [, , , , , , , tenths, quarters, sign] = parts ?? [];
  if (parts === null || tenths === undefined || quarters === undefined || describeTime(text) === null)
    return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const atMs = Date.UTC(fullYear(year), month - 1, day, hour, minute, second, Number(tenths) * 100);
  const offsetMs = Number(quarters) * 15 * 60_000;
  return sign === '-' ? atMs + offsetMs : atMs - offsetMs;
}

function describeRelative(parts: readonly number[]): string {
  const named = parts.flatMap((count, index) => {
    const unit = units[index] ?? '';
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return named.length === 0 ? 'at once' : `in ${named.join(' ')}`;
}

/** 38 to 99 are 19xx, 00 to 37 are 20xx (SMPP 3.4 appendix C). */
function fullYear(year: number): number {
  return year >= 38 ? 1900 + year : 2000 + year;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
