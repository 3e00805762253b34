import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { openSettings, rail, trunkRows, unfold } from './screens';

const numbers = ['+4917012345671', '+4917012345672', '+4917012345673', '+12025550123', 'ACME', 'OTHER'];

const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true });
const rowsOf = (page: Page, name: string) => list(page, name).getByRole('option');

/** Six source addresses, and the demo trunk's two lists. */
async function openLists(page: Page): Promise<void> {
  await rail(page, 'Sources').click();
  await page.getByRole('button', { name: 'Import a CSV', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import source addresses' });
  await dialog.getByLabel('CSV file').setInputFiles({
    name: 'numbers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      ['number,inbound', ...numbers.map((number, at) => `${number},${at === 0 ? 'yes' : ''}`)].join('\n'),
    ),
  });
  await dialog.getByRole('button', { name: `Import ${numbers.length}` }).click();
  await expect(dialog.getByRole('status')).toContainText(`${numbers.length} added`);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await rail(page, 'Trunks').click();
  await trunkRows(page).first().click();
  await openSettings(page);
  await unfold(page, 'Source addresses');
  await page.getByRole('switch', { name: 'Allow any DID(s) for SMS OUT' }).click();
  await expect(rowsOf(page, 'Available')).toHaveCount(numbers.length);
}

test('source addresses are found by a search, chosen by keyboard and moved with Enter, both ways', async ({
  app,
}) => {
  const { page } = app;
  await openLists(page);
  await page.getByRole('searchbox', { name: 'Search available' }).fill('49170');
  await expect(rowsOf(page, 'Available')).toHaveCount(3);
  await list(page, 'Available').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rowsOf(page, 'Allowed')).toHaveCount(2);
  await expect(rowsOf(page, 'Available')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search available' }).fill('');
  await expect(rowsOf(page, 'Available')).toHaveCount(4);

  await list(page, 'Allowed').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing is allowed yet.')).toBeVisible();
  await expect(rowsOf(page, 'Available')).toHaveCount(6);
});

test('source addresses are dragged between the two lists, several at once, and nowhere else', async ({
  app,
}) => {
  const { page } = app;
  await openLists(page);
  const side = (name: string) => page.getByRole('region', { name, exact: true });
  await rowsOf(page, 'Available').nth(0).click();
  await rowsOf(page, 'Available')
    .nth(1)
    .click({ modifiers: ['ControlOrMeta'] });
  await rowsOf(page, 'Available').nth(0).locator('[draggable]').dragTo(side('Allowed'));
  await expect(rowsOf(page, 'Allowed')).toHaveCount(2);
  await expect(rowsOf(page, 'Available')).toHaveCount(4);
  // One that was not chosen is dragged alone.
  await rowsOf(page, 'Available').nth(2).locator('[draggable]').dragTo(side('Allowed'));
  await expect(rowsOf(page, 'Allowed')).toHaveCount(3);
  await rowsOf(page, 'Allowed').nth(0).locator('[draggable]').dragTo(side('Available'));
  await expect(rowsOf(page, 'Allowed')).toHaveCount(2);
  await expect(rowsOf(page, 'Available')).toHaveCount(4);

  // The lists of inbound numbers are another matter, whatever is chosen in them.
  await rowsOf(page, 'Other inbound numbers').first().click();
  await rowsOf(page, 'Available').nth(0).locator('[draggable]').dragTo(side('Received here'));
  await expect(page.getByText('This trunk receives for no number yet.')).toBeVisible();
  await expect(rowsOf(page, 'Available')).toHaveCount(4);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('All changes are saved.')).toBeVisible();
  await app.restart();
  await rail(app.page, 'Trunks').click();
  await openSettings(app.page);
  await unfold(app.page, 'Source addresses');
  await expect(rowsOf(app.page, 'Allowed')).toHaveCount(2);
});
