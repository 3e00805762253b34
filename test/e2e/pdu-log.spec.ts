import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { field, rows, sendMessage } from './log-screen';

const octet = (page: Page, offset: number): Locator => page.locator(`[data-offset="${offset}"]`).first();

async function openLogPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the log page' }).click();
  await expect(page.getByRole('button', { name: 'Open the log page' })).toHaveCount(0);
}

test('a message is followed down to the octet, and back from the octet to its field', async ({ app }) => {
  const { page } = app;
  await sendMessage(page, 'Down to the octet');
  await openLogPage(page);

  await rows(page).filter({ hasText: 'Down to the octet' }).filter({ hasText: 'submit_sm' }).click();
  // The tree draws what is in view: the last field is reached as a person would.
  await field(page, 'command_length').click();
  await page.getByRole('tree', { name: 'Fields' }).press('End');
  await expect(field(page, 'short_message')).toHaveAttribute('aria-selected', 'true');
  const selected = page.locator('[data-offset][class*="selected"]');
  // Each octet stands twice: as hexadecimal and as text.
  await expect(selected).toHaveCount(2 * 'Down to the octet'.length);
  const shown = await selected.allTextContents();
  expect(shown.slice(-'Down to the octet'.length).length).toBe('Down to the octet'.length);
  expect(new Set(shown)).toContain('44');

  // Octets 4 to 7 are command_id (SMPP 3.4, section 3.2).
  await octet(page, 5).click();
  await expect(field(page, 'command_id')).toHaveAttribute('aria-selected', 'true');
  await expect(selected).toHaveCount(8);

  await page.getByRole('group', { name: 'Octets' }).press('ArrowRight');
  await expect(field(page, 'command_status')).toHaveAttribute('aria-selected', 'true');
});

test('the list is walked with the keyboard, and the password of the bind is masked', async ({ app }) => {
  const { page } = app;
  await openLogPage(page);
  await rows(page).filter({ hasText: 'bind_transceiver' }).first().click();
  const password = field(page, 'password');
  await expect(password).toContainText('********');

  await page.getByRole('grid', { name: 'PDUs' }).press('ArrowDown');
  await expect(field(page, 'command_id')).toContainText('bind_transceiver_resp');
  await page.getByRole('grid', { name: 'PDUs' }).press('Home');
  await expect(password).toBeVisible();
  await page.getByRole('grid', { name: 'PDUs' }).press('Escape');
  await expect(page.getByRole('tree', { name: 'Fields' })).toHaveCount(0);
});

test('a filter shows what matches, and a paused view does not move while the log goes on', async ({
  app,
}) => {
  const { page } = app;
  await sendMessage(page, 'First needle');
  await openLogPage(page);
  const filter = page.getByRole('combobox', { name: 'Filter PDUs' });
  await filter.fill('needle submit_sm');
  await expect(rows(page)).toHaveCount(1);
  await filter.fill('nothing has this');
  await expect(page.getByText('No PDU matches the filter')).toBeVisible();
  await filter.fill('');
  await expect(rows(page).filter({ hasText: 'bind_transceiver_resp' })).toBeVisible();

  await page.getByRole('button', { name: 'Pause the view; capture goes on' }).click();
  const before = await rows(page).count();
  await page.getByRole('button', { name: 'Messages' }).click();
  await sendMessage(page, 'Second needle');
  await page.getByRole('button', { name: 'Open the log page' }).click();
  await expect(page.getByText(/more since the pause/)).toBeVisible();
  expect(await rows(page).count()).toBe(before);
  await page.getByRole('button', { name: 'Resume the view' }).click();
  await expect(rows(page).filter({ hasText: 'Second needle' }).first()).toBeVisible();
});
