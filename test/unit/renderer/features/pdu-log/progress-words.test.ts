import { describe, expect, it } from 'vitest';
import { progressWords } from '../../../../../renderer/features/pdu-log/progress-words';

describe('how far a file has come', () => {
  it('is told with its rate and the time left once there is something to measure', () => {
    const half = { done: 50_000_000, total: 100_000_000, sinceMs: 5000, doneSince: 50_000_000 };
    expect(progressWords(half)).toBe(' · 50 % of 100 MB · 10 MB/s · 5 s left');
    expect(progressWords({ ...half, sinceMs: 400 })).toBe(' · 50 % of 100 MB');
    expect(progressWords({ ...half, doneSince: 0 })).toBe(' · 50 % of 100 MB');
    expect(progressWords({ ...half, sinceMs: 300_000 })).toBe(' · 50 % of 100 MB · 167 kB/s · 5 min left');
  });

  it('is nothing for a size that is not known', () => {
    expect(progressWords({ done: 5, total: 0, sinceMs: 5000, doneSince: 5 })).toBe('');
  });
});
