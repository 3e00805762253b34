const MOST_MEGABYTES = 1_000_000;

/** "1.2 MB", "350 MB", "4.1 GB". */
export function megabytes(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
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
