import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { button, filterBox, list, openTroubledCapture, row, rows, statistics } from './log-screen';

const chart = (page: Page, name: string): Locator =>
  statistics(page).getByRole('slider', { name: new RegExp(`^${name},`) });
const allTimes = (page: Page): Locator => page.getByRole('button', { name: /: show all times$/ });

/** Draws over a part of a chart, as shares of its width. */
async function drag(page: Page, name: string, from: number, to: number): Promise<void> {
  const box = await chart(page, name).locator('.u-over').boundingBox();
  if (box === null) throw new Error(`The chart of ${name} is not drawn.`);
  const y = box.y + box.height / 2;
  const cursor = chart(page, name).locator('.u-cursor-x');
  const seen = (): Promise<string> => cursor.evaluate((line) => getComputedStyle(line).transform);
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  const before = await seen();
  await page.mouse.move(box.x + to * box.width, y);
  // The chart follows the pointer frame by frame.
  await expect.poll(seen).not.toBe(before);
  await page.mouse.up();
}

test('what is selected in a chart is the range of the list, and can be taken back alone', async ({
  app,
}, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  await filterBox(page).fill('command == submit_sm');
  await expect(rows(page)).toHaveCount(5);
  await button(page, 'Statistics').click();
  await expect(statistics(page)).toContainText('5 PDUs over 2 h 1 min.');

  // The second session is two hours later: the last of five messages is alone there.
  await drag(page, 'Rate', 0.5, 0.999);
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, 29)).toBeVisible();
  await expect(filterBox(page)).toHaveValue(/^command == submit_sm and time >= 2026-11-20T23:/);

  // Its statistics are of the range alone, and a range within it takes its place.
  await button(page, 'Statistics').click();
  await expect(statistics(page)).toContainText('1 PDU.');
  await expect(chart(page, 'Rate')).toHaveAccessibleName(/PDUs at most 1/);
  await chart(page, 'Window').press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(row(page, 29)).toBeVisible();

  await allTimes(page).click();
  await expect(filterBox(page)).toHaveValue('command == submit_sm');
  await expect(rows(page)).toHaveCount(5);
  await expect(allTimes(page)).toHaveCount(0);
});

test('a range is chosen with the keys, over latencies, and told', async ({ app }, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  await filterBox(page).fill('session == 2');
  await expect(rows(page)).toHaveCount(8);
  await button(page, 'Statistics').click();
  await expect(chart(page, 'Latency')).toHaveAccessibleName(
    /^Latency, ms: Median at most 30, p90 at most 1,250, p99 at most 1,250, Longest at most 1,250$/,
  );
  await chart(page, 'Latency').press('End');
  await expect(chart(page, 'Latency')).toHaveAttribute('aria-valuetext', /Median 10, p90 1,250/);
  await page.keyboard.press('Shift+PageUp');
  await page.keyboard.press('Enter');
  // The answer that took 1.25 s, and the two of the unbind.
  await expect(rows(page)).toHaveCount(3);
  await expect(row(page, 30)).toBeVisible();
  await page.keyboard.press('F6');
  await allTimes(page).press('Enter');
  await expect(filterBox(page)).toHaveValue('session == 2');
});

test('the numbers lead to what they are made of', async ({ app }, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  const go = async (name: string): Promise<void> => {
    await filterBox(page).fill('');
    await button(page, 'Statistics').click();
    await statistics(page).getByRole('button', { name, exact: true }).click();
    await expect(list(page)).toBeVisible();
  };
  await button(page, 'Statistics').click();
  await expect(statistics(page).getByRole('row', { name: 'Longest 1.25 s' })).toBeVisible();
  await expect(statistics(page).getByRole('row', { name: 'Without a response 2' })).toBeVisible();
  await go('Longest');
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, 30)).toBeVisible();
  await go('Without a response');
  await expect(rows(page)).toHaveCount(2);
  await go('Rate limit exceeded (ESME_RTHROTTLED, 0x58)');
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, 10)).toBeVisible();
  await go('0x00010203');
  await expect(row(page, 21)).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
});

test('statistics of one PDU, and of none', async ({ app }, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  await button(page, 'Statistics').click();
  await filterBox(page).fill('number == 17');
  await expect(statistics(page)).toContainText('1 PDU. Drag');
  await expect(statistics(page)).toContainText('in 10 ms');
  await expect(statistics(page)).toContainText('No response in the list has its request.');
  await expect(statistics(page)).toContainText('There is no response in the list.');
  await filterBox(page).fill('number == 1700');
  await expect(page.getByText('Nothing to count')).toBeVisible();
});
