import type { Page } from '@playwright/test';
import { writeSampleCapture } from '../bench/sample-capture';
import { expect, test } from './harness/app-test';
import { button, drawing, list, openCapture, row, selectedRows } from './log-screen';

/** More than the scroll bar of a browser can tell apart. */
const ROWS = 1_000_000;

interface Seen {
  /** Rows on screen that have not come. */
  readonly blanks: number;
  readonly first: number;
  readonly last: number;
}

function seen(page: Page): Promise<Seen> {
  return list(page).evaluate((grid) => {
    const numbers = [...grid.querySelectorAll('[role="row"]')].map((each) =>
      Number(each.getAttribute('data-number')),
    );
    const there = numbers.filter((number) => number > 0);
    return {
      blanks: numbers.length - there.length,
      first: Math.min(...there),
      last: Math.max(...there),
    };
  });
}

test('a million rows are scrolled, dragged through and jumped in, and no row stays blank', async ({
  app,
}, info) => {
  test.setTimeout(180_000);
  const { page } = app;
  const path = info.outputPath('million.pcapng');
  writeSampleCapture(path, ROWS);
  await openCapture(page, path, 90_000);
  await expect(page.getByText(/^Reading/)).toHaveCount(0, { timeout: 90_000 });
  await expect(page.getByRole('status').filter({ hasText: /^1,000,000 PDUs$/ })).toBeVisible();
  const restsAt = async (where: (seen: Seen) => boolean): Promise<void> => {
    await expect
      .poll(async () => {
        const now = await seen(page);
        return now.blanks === 0 && where(now);
      })
      .toBe(true);
  };

  await list(page).press('End');
  await restsAt(({ last }) => last === ROWS);
  await expect(row(page, ROWS)).toHaveAttribute('aria-selected', 'true');
  await list(page).press('PageUp');
  await restsAt(({ first }) => first > ROWS - 100);
  await list(page).press('Home');
  await restsAt(({ first }) => first === 1);
  for (let press = 0; press < 50; press += 1) await list(page).press('PageDown');
  await expect(selectedRows(page)).toHaveCount(1);
  await restsAt(({ first }) => first > 300 && first < 2000);

  const box = await list(page).boundingBox();
  if (box === null) throw new Error('The list is drawn.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const before = await seen(page);
  for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 2400);
  await restsAt(({ first }) => first > before.first + 3000);

  // As the bar is dragged: in leaps, many within a frame.
  for (const share of [0.1, 0.35, 0.2, 0.8, 0.5]) {
    await list(page).evaluate((grid, to) => {
      const from = grid.scrollTop / grid.scrollHeight;
      for (let step = 1; step <= 20; step += 1)
        grid.scrollTop = grid.scrollHeight * (from + ((to - from) * step) / 20);
    }, share);
    await restsAt(({ first }) => Math.abs(first / ROWS - share) < 0.01);
  }

  await list(page).press('Control+f');
  const find = page.getByRole('textbox', { name: 'Find PDUs' });
  await find.fill('number == 765432');
  await find.press('Enter');
  await expect(row(page, 765_432)).toBeVisible({ timeout: 30_000 });
  await restsAt(({ first, last }) => first <= 765_432 && last >= 765_432);
  await find.fill('number == 12');
  await find.press('Shift+Enter');
  await expect(row(page, 12)).toBeVisible({ timeout: 30_000 });

  await button(page, 'Statistics').click();
  await expect(page.getByText('1,000,000 PDUs over 3 min 20 s.')).toBeVisible();
  await button(page, 'Sequence diagram').click();
  await drawing(page).press('End');
  await expect(drawing(page).locator(`[data-number="${ROWS}"]`)).toBeVisible();
});

test('the opening of a large capture is given up on the way', async ({ app }, info) => {
  const { page } = app;
  const path = info.outputPath('large.pcapng');
  writeSampleCapture(path, 600_000);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Log' }).click();
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Log shown/ }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Open a capture…' }).click();
    await (await chooser).setFiles(path);
  };
  await open();
  await expect(page.getByText(/^Opening large\.pcapng · \d+ % of/)).toBeVisible();
  await button(page, 'Cancel').click();
  await expect(page.getByText(/^Opening/)).toHaveCount(0);
  await expect(button(page, 'Log shown: Live log')).toBeVisible();
  await page.getByRole('button', { name: /^Log shown/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Open a capture…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'large.pcapng' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  // What was read when the reading is stopped stays open, and is said to be a part.
  await open();
  await button(page, 'Stop reading').click({ timeout: 60_000 });
  await expect(page.getByText(/^Reading was stopped after \d+ % of the file/)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^[\d,]+ PDUs$/ })).not.toHaveText('600,000 PDUs');
  await expect(row(page, 1)).toBeVisible();
});
