import { describe, expect, it } from 'vitest';
import { formatDay, formatWhen, plural } from '../../../../renderer/ui/format';

const noon = (day: number) => new Date(2026, 10, day, 12).getTime();

describe('formatDay', () => {
  it('names today and yesterday', () => {
    expect(formatDay(noon(22), noon(22))).toBe('Today');
    expect(formatDay(new Date(2026, 10, 21, 23, 59).getTime(), new Date(2026, 10, 22, 0, 1).getTime())).toBe(
      'Yesterday',
    );
  });

  it('tells the year only of another one', () => {
    expect(formatDay(noon(3), noon(22))).not.toContain('2026');
    expect(formatDay(new Date(2025, 10, 3).getTime(), noon(22))).toContain('2025');
  });
});

describe('formatWhen', () => {
  it('is the time today and the day before', () => {
    expect(formatWhen(noon(22), noon(22))).toMatch(/12/);
    expect(formatWhen(noon(20), noon(22))).toMatch(/20/);
  });
});

describe('plural', () => {
  it('is one thing or many', () => {
    expect(plural(1, 'segment')).toBe('1 segment');
    expect(plural(0, 'segment')).toBe('0 segments');
    expect(plural(3, 'reply', 'replies')).toBe('3 replies');
  });
});
