import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { waitUntilReady, type RunningApp } from './harness/running-app';
import { button, chooseFromMenu, openTroubledCapture, openLog, row } from './log-screen';

const heads = (page: Page): Locator => page.locator('[aria-hidden] > [data-column]');
const shown = (page: Page): Promise<(string | null)[]> =>
  heads(page).evaluateAll((each) => each.map((head) => head.getAttribute('data-column')));
const widthOf = async (page: Page, column: string): Promise<number> =>
  (await page.locator(`[aria-hidden] > [data-column="${column}"]`).boundingBox())?.width ?? 0;
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Columns of the PDU list' });

const atFirst = ['number', 'time', 'direction', 'trunk', 'command', 'status', 'sequence', 'from', 'to'];

async function arrange(page: Page): Promise<void> {
  await button(page, 'Times and columns').press('Enter');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Order and width…' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
}

/** The browser of a test forgets what another start of the host left; a page that is loaded again has it. */
async function startAgain(app: RunningApp): Promise<void> {
  if (app.kind === 'electron') await app.restart();
  else {
    await app.page.reload();
    await waitUntilReady(app.page);
  }
  await openLog(app.page);
}

test('columns are chosen, ordered and resized by keyboard, and remembered', async ({ app }, info) => {
  await openTroubledCapture(app.page, info);
  await expect.poll(() => shown(app.page)).toEqual([...atFirst, 'text', 'latency', 'length']);

  await arrange(app.page);
  await dialog(app.page).getByRole('switch', { name: 'Status' }).press('Space');
  await dialog(app.page).getByRole('switch', { name: 'Session' }).press('Space');
  const toTheRight = dialog(app.page).getByRole('button', { name: 'Move No. to the right' });
  await toTheRight.press('Enter');
  // The line went down with its button, which keeps the focus.
  await expect(toTheRight).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(toTheRight).toBeFocused();
  // Down to the last place, where there is nothing more to the right.
  for (let place = 0; place < 10; place += 1) await app.page.keyboard.press('Alt+ArrowDown');
  await expect(toTheRight).toBeDisabled();
  await expect(dialog(app.page).getByRole('button', { name: 'Move No. to the left' })).toBeFocused();

  const width = dialog(app.page).getByRole('spinbutton', { name: 'Width of Command in pixels' });
  await width.fill('2');
  await expect(width).toHaveAttribute('aria-invalid', 'true');
  await width.fill('240');
  await expect(width).toHaveAttribute('aria-invalid', 'false');
  await width.press('ArrowUp');
  await app.page.keyboard.press('Escape');
  await expect(dialog(app.page)).toBeHidden();
  await expect(button(app.page, 'Times and columns')).toBeFocused();

  const chosen = ['time', 'direction', 'trunk', 'session', 'command', 'sequence', 'from', 'to', 'text'];
  const places = [...chosen, 'latency', 'length', 'number'];
  await expect.poll(() => shown(app.page)).toEqual(places);
  const wide = await widthOf(app.page, 'command');
  expect(wide).toBeGreaterThan(240);

  await startAgain(app);
  await expect.poll(() => shown(app.page)).toEqual(places);
  expect(await widthOf(app.page, 'command')).toBe(wide);

  await arrange(app.page);
  await dialog(app.page).getByRole('button', { name: 'Columns as at first' }).press('Enter');
  await dialog(app.page).getByRole('button', { name: 'Done' }).press('Enter');
  await expect.poll(() => shown(app.page)).toEqual([...atFirst, 'text', 'latency', 'length']);
  expect(await widthOf(app.page, 'command')).toBe(164);
});

test('the heads are dragged to another place and resized at their edge', async ({ app }) => {
  const { page } = app;
  await openLog(page);
  await page.locator('[data-column="to"]').dragTo(page.locator('[data-column="number"]'));
  await expect.poll(async () => (await shown(page))[0]).toBe('to');
  const before = await widthOf(page, 'command');
  const edge = await page.locator('[data-column="command"] [class*="edge"]').boundingBox();
  if (edge === null) throw new Error('A head has an edge.');
  await page.mouse.move(edge.x + 3, edge.y + 5);
  await page.mouse.down();
  await page.mouse.move(edge.x + 63, edge.y + 5);
  await page.mouse.up();
  await expect.poll(() => widthOf(page, 'command')).toBe(before + 60);
  await page.locator('[data-column="to"]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Columns as at first' }).click();
  await expect.poll(async () => (await shown(page))[0]).toBe('number');
  expect(await widthOf(page, 'command')).toBe(before);
});

test('times are told in five ways, over two sessions and two days', async ({ app }, info) => {
  await openTroubledCapture(app.page, info);
  const tell = async (how: string): Promise<void> => {
    await button(app.page, 'Times and columns').click();
    await app.page.getByRole('menuitem', { name: `Time: ${how}` }).click();
  };
  const expectTimes = async (times: Readonly<Record<number, string | RegExp>>): Promise<void> => {
    for (const [number, time] of Object.entries(times))
      await expect(row(app.page, Number(number))).toContainText(time);
  };
  await expectTimes({ 1: '22:15:00.000', 2: '22:15:00.012', 25: '00:16:06.400' });
  await tell('date and time');
  await expectTimes({ 1: '2026-11-20 22:15:00.000', 25: '2026-11-21 00:16:06.400' });
  await tell('since the first PDU');
  await expectTimes({ 1: '0.000000 s', 2: '0.012500 s', 25: '7,266.400200 s' });
  await tell('since the PDU before');
  await expectTimes({ 2: '0.012500 s', 8: '0.000200 s', 25: '7,200.000000 s' });
  await expect(row(app.page, 1)).not.toContainText(/\d s/);
  // The first is counted from the answer that let it in; what was refused never began.
  await tell('since the bind');
  await expectTimes({
    2: '0.000000 s',
    3: '1.000000 s',
    24: '66.387700 s',
    28: '0.000000 s',
    29: '0.250000 s',
  });
  for (const number of [1, 25, 26, 27]) await expect(row(app.page, number)).not.toContainText(/\d s/);
  // A filter changes what was before, and nothing else.
  await app.page.getByRole('combobox', { name: 'Filter PDUs' }).fill('command == submit_sm');
  await expectTimes({ 29: '0.250000 s' });
  await tell('since the PDU before');
  await expectTimes({ 7: '2.941000 s', 8: '0.000200 s' });
  await app.page.getByRole('combobox', { name: 'Filter PDUs' }).fill('');

  await chooseFromMenu(app.page, row(app.page, 25), 'Count times from here');
  await tell('since the first PDU');
  await expectTimes({ 24: '−7,200.000000 s', 25: '0.000000 s', 26: '0.030000 s' });

  await startAgain(app);
  await expect(app.page.locator('[aria-hidden] > [data-column="time"]')).toHaveText('Since the first PDU');
});
