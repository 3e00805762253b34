// @vitest-environment jsdom
import { act, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, render } from '#test/support/render';
import { Menu, type MenuItem } from '../../../../renderer/ui/menu';

const item = (id: string, more: Partial<MenuItem> = {}): MenuItem => ({
  id,
  label: id,
  onSelect: vi.fn(),
  ...more,
});
const shown = (): readonly Element[] => [...document.querySelectorAll('[role="menuitem"]')];

it('keeps the items of an open menu while others come and go', async () => {
  const open = item('Open', { startsGroup: true });
  let setItems: (items: readonly MenuItem[]) => void = () => undefined;
  function Changing() {
    const [items, set] = useState<readonly MenuItem[]>([item('Live'), open]);
    setItems = set;
    return <Menu items={items} trigger={<button type="button">Log shown</button>} />;
  }
  const { element } = await render(<Changing />, new FakeHostClient());
  await click(button(element, 'Log shown'));
  const [live, last] = shown();
  expect(last?.textContent).toBe('Open');
  act(() => setItems([item('Live'), item('Capture'), open]));
  expect(shown().map((each) => each.textContent)).toEqual(['Live', 'Capture', 'Open']);
  expect(shown()[0]).toBe(live);
  expect(shown()[2]).toBe(last);
  act(() => setItems([open]));
  expect(shown()).toEqual([last]);
});
