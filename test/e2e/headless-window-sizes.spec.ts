import type { Page } from '@playwright/test';
import { addTlv, choose, flip, numbers, openOptions, typed } from './composer-screen';
import { expect, test } from './harness/app-test';
import { bubble, messageField, paste, rail } from './screens';

const pageNames = ['Messages', 'Trunks', 'Sources', 'Log', 'Simulator', 'Settings'];

/** Names of the controls of which a part is beside what is drawn; a table may be scrolled sideways. */
const cutControls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isCut = (control: Element): boolean => {
      const { left, right, width } = control.getBoundingClientRect();
      if (width <= 1 || control.closest('table, [role="grid"]') !== null) return false;
      for (let around = control.parentElement; around !== null; around = around.parentElement) {
        const box = around.getBoundingClientRect();
        const { overflowX } = getComputedStyle(around);
        if (overflowX !== 'visible' && (left < box.left - 1 || right > box.right + 1)) return true;
      }
      return left < -1 || right > window.innerWidth + 1;
    };
    return [...document.querySelectorAll('button, input, textarea')]
      .filter(isCut)
      .map((control) => control.getAttribute('aria-label') ?? control.textContent);
  });

for (const [name, width, height] of [
  ['a small window', 1024, 700],
  ['a large one', 1920, 1080],
  ['a small window at 200 % zoom', 512, 350],
] as const) {
  test(`every page fits ${name}`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    for (const pageName of pageNames) {
      await rail(page, pageName).click();
      await expect(rail(page, pageName)).toHaveAttribute('aria-current', 'page');
      const overflow = await page.evaluate(() => ({
        x: document.documentElement.scrollWidth - window.innerWidth,
        y: document.documentElement.scrollHeight - window.innerHeight,
      }));
      expect(overflow, pageName).toEqual({ x: 0, y: 0 });
      expect(await cutControls(page), pageName).toEqual([]);
    }
  });
}

test('a message with many options and numbers fits a small window', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1024, height: 700 });
  await messageField(page).fill('“żółw” – of many');
  await numbers(page).fill('');
  await paste(numbers(page), Array.from({ length: 30 }, (_, at) => 12025550100 + at).join('\n'));
  await openOptions(page);
  await choose(page, 'Alphabet', 'GSM 7-bit packed');
  await choose(page, 'validity_period', /^After/);
  await typed(page, 'validity_period, how many').fill('3');
  await addTlv(page, 'Principal entity');
  await addTlv(page, 'ussd_service_op');
  await flip(page, 'Application ports');
  for (const kind of [/^submit_multi/, /^broadcast_sm/]) {
    await choose(page, 'PDU', kind);
    expect(await cutControls(page)).toEqual([]);
  }
});

test('a message can be sent and read at 200 % zoom', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 512, height: 350 });
  await messageField(page).fill('Large print');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Large print')).toContainText('Delivered');
  await page.getByRole('button', { name: 'Messages', exact: true }).last().click();
  await expect(page.getByRole('option', { name: /Large print/ })).toBeVisible();
});
