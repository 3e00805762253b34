import { expect, test } from './harness/app-test';
import { bubble, messageField, rail, trunkRows } from './screens';

test('without a trunk it is said what is missing, in a conversation and for a new message', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await rail(page, 'Trunks').click();
  await trunkRows(page).first().click();
  await page.keyboard.press('Delete');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(trunkRows(page)).toHaveCount(0);

  await rail(page, 'Messages').click();
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();
  const composer = page.getByRole('region', { name: 'Composer' });
  await expect(composer).toContainText('There is no trunk to send over. Make one on the Trunks page.');
  // Nothing is said of a source address: there is nothing that it could be wrong for.
  await expect(composer.getByRole('combobox', { name: 'From' })).toHaveAttribute('aria-invalid', 'false');
  await messageField(page).fill('Into the void');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Into the void')).toHaveCount(0);
  await expect(messageField(page)).toHaveValue('Into the void');

  await page.getByRole('button', { name: 'New message' }).first().click();
  await expect(page.getByText('No trunk to send over', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Go to trunks' }).click();
  await expect(page.getByRole('button', { name: 'New trunk' }).first()).toBeVisible();
});
