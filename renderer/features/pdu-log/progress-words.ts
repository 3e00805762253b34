import { megabytes } from '../settings/megabytes';

export interface OctetProgress {
  readonly done: number;
  readonly total: number;
  /** For so long the rate was measured, and so many octets went by. */
  readonly sinceMs: number;
  readonly doneSince: number;
}

/** " · 43 % of 350 MB · 12 MB/s · 17 s left"; the last two once there is something to measure. */
export function progressWords({ done, total, sinceMs, doneSince }: OctetProgress): string {
  if (total === 0) return '';
  const percent = Math.min(100, Math.floor((done / total) * 100));
  const amount = ` · ${percent} % of ${megabytes(total)}`;
  if (sinceMs < 1000 || doneSince <= 0) return amount;
  const perSecond = (doneSince / sinceMs) * 1000;
  const leftSeconds = Math.max(1, Math.ceil((total - done) / perSecond));
  const left = leftSeconds < 90 ? `${leftSeconds} s` : `${Math.ceil(leftSeconds / 60)} min`;
  return `${amount} · ${megabytes(perSecond)}/s · ${left} left`;
}
