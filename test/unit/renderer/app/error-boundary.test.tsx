// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, render } from '#test/support/render';
import { ErrorBoundary } from '../../../../renderer/app/error-boundary';

it('keeps what failed in its place, says so, and draws it again when asked', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isBroken = true;
  function Part() {
    if (isBroken) throw new Error('the data has no end');
    return <p>Fine again</p>;
  }
  const { element } = await render(
    <>
      <p>The rest</p>
      <ErrorBoundary what="This page">
        <Part />
      </ErrorBoundary>
    </>,
    new FakeHostClient(),
  );
  expect(element.textContent).toContain('The rest');
  expect(element.textContent).toContain('This page could not be drawn');
  expect(element.textContent).toContain('the data has no end');
  isBroken = false;
  await click(button(element, 'Draw it again'));
  expect(element.textContent).toBe('The restFine again');
});
