import { expect, test } from './harness/app-test';
import { bar, messageField, rail, trunkRows } from './screens';

test('everything is reached from the command palette', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('unbind demo');
  await expect(page.getByRole('option', { name: 'Unbind Demo trunk' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText('Idle');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('bind demo');
  await expect(page.getByRole('option', { name: 'Unbind Demo trunk' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText('Logged in');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('simulator');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Simulator' })).toBeVisible();
});

test('a section of the settings is reached from the palette, and is still there on coming back', async ({
  app,
}) => {
  const { page } = app;
  const captures = page.getByRole('heading', { name: 'Captures' });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('captures');
  await page.keyboard.press('Enter');
  await expect(captures).toBeVisible();
  await rail(page, 'Trunks').click();
  await expect(captures).toHaveCount(0);
  await rail(page, 'Settings').click();
  await expect(captures).toBeVisible();
});

test('pages, dock and shortcut sheet answer to their keys', async ({ app }) => {
  const { page } = app;
  const dock = page.getByRole('region', { name: 'PDU dock' });
  await expect(dock).toBeVisible();
  await page.keyboard.press('ControlOrMeta+j');
  await expect(dock).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+j');
  await expect(dock).toBeVisible();

  await page.keyboard.press('ControlOrMeta+2');
  await expect(rail(page, 'Trunks')).toHaveAttribute('aria-current', 'page');
  await trunkRows(page).first().click();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Show or hide the PDU dock');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('F6 goes from pane to pane and back to where one was', async ({ app }) => {
  const { page } = app;
  await expect(messageField(page)).toBeFocused();
  const pane = () =>
    page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label'));
  const start = await pane();
  const seen = [start];
  do {
    await page.keyboard.press('F6');
    seen.push(await pane());
  } while (seen.at(-1) !== start && seen.length < 12);
  expect(seen).toEqual([
    'Composer',
    'Handset',
    'Filter and tools',
    'List of PDUs',
    'State',
    'Pages',
    'Messages',
    'Composer',
  ]);
  await expect(messageField(page)).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('F6');
  await expect(messageField(page)).toBeFocused();
});

test('the theme is switched, kept, and shown at once', async ({ app }) => {
  const { page } = app;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible();
  const light = await ground();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  await expect.poll(ground).toBe(dark);
});

test('the window opens where the user left it', async ({ app }) => {
  const { page } = app;
  await rail(page, 'Settings').click();
  await page.keyboard.press('ControlOrMeta+j');
  await page.reload();
  await expect(rail(page, 'Settings')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('region', { name: 'PDU dock' })).toHaveCount(0);
});

test('settings tell where things are kept and what runs', async ({ app }) => {
  const { page } = app;
  await rail(page, 'Settings').click();
  await page.getByRole('option', { name: 'Storage and passwords' }).click();
  await expect(page.getByText(app.dataDir)).toBeVisible();
  await expect(page.getByText('Kept for this run only', { exact: true })).toBeVisible();
  await page.getByRole('option', { name: 'About' }).click();
  await expect(page.getByText(/^(Node|Electron) \d+\.\d+/)).toBeVisible();
});

test('the simulator is stopped and started, and the demo trunk follows', async ({ app }) => {
  const { page } = app;
  await rail(page, 'Simulator').click();
  const simulator = page.getByRole('region', { name: 'Simulator' });
  await expect(simulator.getByRole('row', { name: /Transceiver/ })).toBeVisible();
  await simulator.getByRole('button', { name: 'Stop' }).click();
  await expect(simulator.getByText('Stopped')).toBeVisible();
  await expect(bar(page)).not.toContainText('Logged in');
  await simulator.getByRole('button', { name: 'Start' }).click();
  await expect(simulator.getByText('Running')).toBeVisible();
  await expect(bar(page)).toContainText('Logged in');

  const bind = simulator.getByRole('button', { name: 'Bind the Demo trunk' });
  await expect(bind).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Shift+b');
  await expect(bar(page)).toContainText('Idle');
  await bind.click();
  await expect(bar(page)).toContainText('Logged in');
});
