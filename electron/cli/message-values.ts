import type { AdvancedOptions, SmppTime, TlvEntry } from '#shared/model/submission';
import { UsageError } from './exit-codes';

/** The field as the specification writes it (SMPP 3.4 section 7.1.1): "YYMMDDhhmmsstnnp". */
const RAW_TIME = /^\d{15}[-+R]$/;
const DURATION = /^(?:\d{1,9}[dhms])+$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[-+]\d\d:\d\d)?)?$/;
const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** One octet, in decimal or after 0x; null where the option is left out. */
export function octetOf(option: string, value: string | null): number | null {
  if (value === null) return null;
  const number = /^(?:\d{1,3}|0x[0-9a-f]{1,2})$/i.test(value) ? Number(value) : Number.NaN;
  if (number <= 255) return number;
  throw new UsageError(`--${option} takes an octet, 0 to 255 or 0x00 to 0xff, not “${value}”.`);
}

/** esm_class by its parts (SMPP 3.4 section 5.2.12). */
export function esmClassOf(octet: number): AdvancedOptions['esmClass'] {
  return {
    mode: octet & 0x03,
    messageType: (octet >> 2) & 0x0f,
    isUdhi: (octet & 0x40) !== 0,
    isReplyPath: (octet & 0x80) !== 0,
  };
}

/** A date, a duration such as 1d12h, or the characters of the field. */
export function timeOf(option: string, value: string | null): SmppTime {
  if (value === null || value === '') return { kind: 'none' };
  if (RAW_TIME.test(value)) return { kind: 'raw', value };
  if (DURATION.test(value)) {
    const parts = [...value.matchAll(/(\d+)([dhms])/g)];
    const seconds = parts.reduce(
      (sum, [, count, unit = 's']) => sum + Number(count) * (unitSeconds[unit] ?? 0),
      0,
    );
    return { kind: 'in', seconds };
  }
  const atMs = isRealDate(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(atMs)) return { kind: 'at', atMs };
  throw new UsageError(
    `--${option} takes a date (2026-09-05T14:30, with Z for UTC), a duration (30m, 1d12h) or the 16 characters of the field, not “${value}”.`,
  );
}

/** 30 February is a date to JavaScript, and in March. */
function isRealDate(value: string): boolean {
  const [, year, month, day] = (DATE.exec(value) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** "name=value" with a name of the dictionary, or "0xTAG=0xHEX". */
export function tlvOf(value: string): TlvEntry {
  const [, name = '', content = ''] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (name === '') throw new UsageError(`--tlv takes name=value or 0xTAG=0xHEX, not “${value}”.`);
  if (/^[0-9]/.test(name) && !/^0x/i.test(name)) {
    throw new UsageError(`--tlv: a tag is written in hexadecimal after 0x, as 0x1400, not “${name}”.`);
  }
  if (!/^0x/i.test(name)) return { kind: 'name', name, value: content };
  if (!/^0x[0-9a-f]{1,4}$/i.test(name)) {
    throw new UsageError(`--tlv: a tag is 0x0000 to 0xffff, not “${name}”.`);
  }
  const hex = content.replace(/^0x/i, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) {
    throw new UsageError(`--tlv ${name}: write the octets as pairs of hexadecimal digits, not “${content}”.`);
  }
  return { kind: 'tag', tag: Number(name), hex };
}
