const MOST_MEGABYTES = 1_000_000;

/** "12 kB", "1.2 MB", "350 MB", "4.1 GB". */
export function megabytes(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000).toLocaleString()} kB`;
  const size = bytes / 1_000_000;
  return `${size < 10 ? size.toFixed(1) : Math.round(size).toLocaleString()} MB`;
}

export type MegabytesRead =
  { readonly ok: true; readonly bytes: number } | { readonly ok: false; readonly sentence: string };

/** What was typed as megabytes, in bytes. */
export function megabytesField(typed: string): MegabytesRead {
  const value = Number(typed.trim());
  const isGood = /^\d+$/.test(typed.trim()) && value >= 1 && value <= MOST_MEGABYTES;
  return isGood
    ? { ok: true, bytes: value * 1_000_000 }
    : { ok: false, sentence: `Enter 1 to ${MOST_MEGABYTES.toLocaleString('en-US')} MB.` };
}

const MOST_HOURS = 8784;

export type HoursRead =
  { readonly ok: true; readonly hours: number } | { readonly ok: false; readonly sentence: string };

/** What was typed as hours. */
export function hoursField(typed: string): HoursRead {
  const hours = Number(typed.trim());
  const isGood = /^\d+$/.test(typed.trim()) && hours >= 1 && hours <= MOST_HOURS;
  return isGood
    ? { ok: true, hours }
    : { ok: false, sentence: `Enter 1 to ${MOST_HOURS.toLocaleString('en-US')} hours.` };
}
