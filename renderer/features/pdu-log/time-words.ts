import { z } from 'zod';
import type { PduRow } from '#shared/model/pdu-row';
import { dayText, timeOfDay } from './row-words';

export const timeModes = ['clock', 'date', 'reference', 'delta', 'bind'] as const;
export const timeMode = z.enum(timeModes);
export type TimeMode = z.infer<typeof timeMode>;

export const timeModeNames: Readonly<Record<TimeMode, string>> = {
  clock: 'Time of day',
  date: 'Date and time',
  reference: 'Since the first PDU',
  delta: 'Since the PDU before',
  bind: 'Since the bind',
};

/** How times are told, and from where "since" counts: nanoseconds as digits, null where that is not known. */
export interface TimeDisplay {
  readonly mode: TimeMode;
  readonly referenceNs: string | null;
}

const NS_PER_MS = 1_000_000n;
const NS_PER_S = 1_000_000_000n;

/** The time of a row in one of the ways; `referenceNs` is what "since" counts from, as decimal digits. */
export function timeWords(row: PduRow, mode: TimeMode, referenceNs: string | null): string {
  switch (mode) {
    case 'clock':
      return timeOfDay(row.timeMs);
    case 'date':
      return `${dayText(row.timeMs)} ${timeOfDay(row.timeMs)}`;
    case 'reference':
      return referenceNs === null ? '' : secondsOfNs(BigInt(row.timeNs) - BigInt(referenceNs));
    case 'delta':
      return row.deltaNs === null ? '' : secondsOfNs(BigInt(Math.round(row.deltaNs)));
    case 'bind':
      return row.sinceBindNs === null ? '' : secondsOfNs(BigInt(Math.round(row.sinceBindNs)));
  }
}

/**
 * "14:03:22–14:05:00", with the dates where they are not the same, and with milliseconds where the stretch is short; in
 * local time.
 */
export function rangeWords(fromMs: number, toMs: number): string {
  const isOneDay = dayText(fromMs) === dayText(toMs);
  const isShort = toMs - fromMs < 60_000;
  const clock = (ms: number): string => (isShort ? timeOfDay(ms) : timeOfDay(ms).slice(0, 'hh:mm:ss'.length));
  const of = (ms: number): string => (isOneDay ? clock(ms) : `${dayText(ms)} ${clock(ms)}`);
  return `${of(fromMs)}–${of(toMs)}`;
}

/** "12.000345 s": microseconds, since nothing in a capture is surer than that. */
export function secondsOfNs(ns: bigint): string {
  const sign = ns < 0n ? '−' : '';
  const size = ns < 0n ? -ns : ns;
  const micros = (size % NS_PER_S) / (NS_PER_MS / 1000n);
  return `${sign}${(size / NS_PER_S).toLocaleString()}.${String(micros).padStart(6, '0')} s`;
}
