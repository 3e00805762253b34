import { expect, test } from 'vitest';
import { classes } from '../../../../renderer/ui/classes';

test('a name stands for the classes of every module that declares it', () => {
  const css = classes({ box: 'shared-box', wide: 'shared-wide' }, { box: 'own-box', narrow: 'own-narrow' });
  expect(css('box')).toBe('shared-box own-box');
  expect(css('wide', 'narrow')).toBe('shared-wide own-narrow');
});

test('what is off or declared by none is left out', () => {
  const css = classes({ box: 'b' });
  expect(css('box', false, null, undefined, 'other')).toBe('b');
});
