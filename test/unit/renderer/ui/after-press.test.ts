// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterPress, pressBegins } from '../../../../renderer/ui/after-press';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('does at once what is wanted while nothing is pressed', () => {
  const work = vi.fn();
  afterPress(work);
  expect(work).toHaveBeenCalledTimes(1);
});

it.each(['pointerup', 'pointercancel'])('waits for the click that a press becomes: %s', (end) => {
  const done: string[] = [];
  pressBegins();
  pressBegins();
  afterPress(() => done.push('judged'));
  window.dispatchEvent(new Event(end));
  done.push('clicked');
  vi.runAllTimers();
  expect(done).toEqual(['clicked', 'judged']);
  afterPress(() => done.push('later'));
  expect(done).toEqual(['clicked', 'judged', 'later']);
});
