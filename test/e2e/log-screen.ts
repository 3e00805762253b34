import type { Locator, Page, TestInfo } from '@playwright/test';
import { expect } from './harness/app-test';
import { bubble, messageField, rail } from './screens';
import { writeTroubledCapture } from './troubled-capture';

/** The Log page, by the names on screen. */
export const list = (page: Page): Locator => page.getByRole('grid', { name: 'PDUs' });
export const rows = (page: Page): Locator => list(page).getByRole('row');
/** The row of a PDU by its number; also while a menu hides all else from screen readers. */
export const row = (page: Page, number: number): Locator =>
  page.locator(`[role="grid"] [data-number="${number}"]`);
export const selectedRows = (page: Page): Locator => list(page).getByRole('row', { selected: true });
export const field = (page: Page, name: string): Locator =>
  page.locator(`[role="treeitem"][data-field="${name}"]`);
export const fieldTree = (page: Page): Locator => page.getByRole('tree', { name: 'Fields' });
export const litOctets = (page: Page): Locator => page.locator('[data-offset][class*="selected"]');
export const filterBox = (page: Page): Locator => page.getByRole('combobox', { name: 'Filter PDUs' });
export const drawing = (page: Page): Locator => page.getByRole('listbox', { name: 'Sequence diagram' });
export const statistics = (page: Page): Locator => page.getByRole('region', { name: 'Statistics' });
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

export async function openLog(page: Page): Promise<void> {
  await rail(page, 'Log').click();
  await expect(button(page, 'Statistics')).toBeVisible();
}

/** Sends over the demo trunk and waits for the receipt: so there is something in the log. */
export async function sendMessage(page: Page, text: string): Promise<void> {
  await messageField(page).fill(text);
  await messageField(page).press('Enter');
  await expect(bubble(page, text)).toContainText('Delivered');
}

/** Opens a file on the Log page, and resolves once it is there. */
export async function openCapture(page: Page, path: string, timeout = 15_000): Promise<void> {
  await openLog(page);
  await page.getByRole('button', { name: /^Log shown/ }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Open a capture…' }).click();
  await (await chooser).setFiles(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  await expect(button(page, `Log shown: ${name}`)).toBeVisible({ timeout });
}

export async function openTroubledCapture(page: Page, info: TestInfo): Promise<void> {
  const path = info.outputPath('troubled.pcapng');
  writeTroubledCapture(path);
  await openCapture(page, path);
}

export async function chooseFromMenu(page: Page, of: Locator, item: string): Promise<void> {
  await of.click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
