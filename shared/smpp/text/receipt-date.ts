/** A date of a receipt. Receipts do not say their time zone, but for the full SMPP time format. */
export interface ReceiptDate {
  readonly raw: string;
  /** "2026-09-05T14:30:00", the sender's clock; null when the digits are no date. */
  readonly local: string | null;
  /** Minutes that the sender's clock is ahead of UTC; null where it is not said. */
  readonly utcOffsetMinutes: number | null;
}

/**
 * Reads YYMMDDhhmm (SMPP 3.4 Appendix B), with seconds, with four-digit years, the SMPP time format of 16 characters
 * (SMPP 3.4 section 7.1.1), Unix seconds, and ISO dates. Null for an empty value.
 */
export function parseReceiptDate(value: string): ReceiptDate | null {
  const raw = value.trim();
  if (raw === '') return null;
  const smpp = /^(\d{12})\d(\d{2})([+-])$/.exec(raw);
  if (smpp !== null) {
    const minutes = Number(smpp[2]) * 15;
    return {
      raw,
      local: fromDigits(smpp[1] ?? '', 2),
      utcOffsetMinutes: smpp[3] === '-' ? -minutes : minutes,
    };
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?/.exec(raw);
  if (iso !== null) return { raw, local: fromDigits(iso.slice(1).join(''), 4), utcOffsetMinutes: null };
  const digits = /^\d+$/.test(raw) ? raw : '';
  const local = dateOfDigits(digits);
  if (local !== null) return { raw, local, utcOffsetMinutes: null };
  const unix = digits.length === 10 ? fromUnixSeconds(Number(digits)) : null;
  return { raw, local: unix, utcOffsetMinutes: unix === null ? null : 0 };
}

/** 12 digits are YYMMDDhhmmss where that is a date, else YYYYMMDDhhmm. */
function dateOfDigits(digits: string): string | null {
  switch (digits.length) {
    case 10:
      return fromDigits(digits, 2);
    case 12:
      return fromDigits(digits, 2) ?? fromDigits(digits, 4);
    case 14:
      return fromDigits(digits, 4);
    default:
      return null;
  }
}

function fromDigits(digits: string, yearDigits: 2 | 4): string | null {
  const yearPart = digits.slice(0, yearDigits);
  const rest = digits.slice(yearDigits);
  // SMPP 3.4 appendix C: 38 to 99 are of the last century.
  const year =
    yearDigits === 4 ? Number(yearPart) : Number(yearPart) + (Number(yearPart) >= 38 ? 1900 : 2000);
  const [month = '', day = '', hour = '', minute = '', second = '00'] = rest.match(/\d{2}/g) ?? [];
  const isDate =
    year >= 1938 && Number(month) >= 1 && Number(month) <= 12 && isDayOf(year, Number(month), Number(day));
  const isTime = hour !== '' && Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 60;
  return isDate && isTime ? `${year}-${month}-${day}T${hour}:${minute}:${second}` : null;
}

function isDayOf(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Taken for Unix time only from 2001 on: smaller numbers of ten digits do not exist. */
function fromUnixSeconds(seconds: number): string | null {
  return seconds >= 1_000_000_000 ? new Date(seconds * 1000).toISOString().slice(0, 19) : null;
}
