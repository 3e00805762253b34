import { expect, test } from './harness/app-test';
import { rail } from './screens';

test('source addresses are made, imported with a report, and changed together', async ({ app }) => {
  const { page } = app;
  await rail(page, 'Sources').click();
  await page.getByRole('button', { name: 'New source address' }).first().click();
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('+4917012345678');
  await page.getByRole('textbox', { name: 'Label', exact: true }).fill('Main number');
  await page.keyboard.press('ControlOrMeta+s');
  const rows = page.getByRole('listbox', { name: 'Source addresses' }).getByRole('option');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Main number');

  await page.getByRole('button', { name: 'Import a CSV', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import source addresses' });
  await dialog.getByLabel('CSV file').setInputFiles({
    name: 'numbers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'number,label,inbound,trunk',
        '+4917012345678,Main number,,',
        '+491701234567,Second,yes,Demo trunk',
        'ACME,Name,no,',
        '+491701234568,Third,yes,No such trunk',
      ].join('\n'),
    ),
  });
  await expect(dialog).toContainText('4 lines; columns found: address, label, inbound, trunk.');
  await expect(dialog).toContainText('No such trunk');
  await dialog.getByRole('button', { name: 'Import 2' }).click();
  await expect(dialog.getByRole('status')).toHaveText('2 added, 0 changed, 1 left as they were, 1 refused.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(rows).toHaveCount(3);

  await rows.first().click();
  await page.getByRole('listbox', { name: 'Source addresses' }).press('ControlOrMeta+a');
  await page.getByRole('combobox', { name: 'Outbound P2P SMS' }).click();
  await page.getByRole('option', { name: 'Off', exact: true }).click();
  await page.getByRole('button', { name: 'Apply to 3' }).click();
  await expect(page.getByText('3 source addresses were changed.')).toBeVisible();
});
