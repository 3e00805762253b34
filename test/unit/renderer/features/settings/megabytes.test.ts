import { expect, it } from 'vitest';
import { hoursField, megabytes, megabytesField } from '../../../../../renderer/features/settings/megabytes';

it('sizes are written in the unit that keeps them short', () => {
  expect([0, 12_300, 1_250_000, 350_000_000, 4_100_000_000].map(megabytes)).toEqual([
    '0 kB',
    '13 kB',
    '1.3 MB',
    '350 MB',
    '4.1 GB',
  ]);
});

it('what is typed is whole megabytes, or refused with what to enter', () => {
  expect(megabytesField(' 500 ')).toEqual({ ok: true, bytes: 500_000_000 });
  for (const typed of ['', '0', '-1', '1.5', 'many', '2000000']) {
    expect(megabytesField(typed)).toEqual({ ok: false, sentence: 'Enter 1 to 1,000,000 MB.' });
  }
});

it('hours are whole, up to a year', () => {
  expect(hoursField(' 24 ')).toEqual({ ok: true, hours: 24 });
  for (const typed of ['', '0', '-1', '1.5', 'many', '8785']) {
    expect(hoursField(typed)).toEqual({ ok: false, sentence: 'Enter 1 to 8,784 hours.' });
  }
});
