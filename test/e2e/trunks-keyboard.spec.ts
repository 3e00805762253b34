import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { messageField, trunkField, trunkRows, trunkState } from './screens';
import { startSmsc, type SmscProcess } from './smsc-process';

let smsc: SmscProcess;
test.beforeAll(async () => {
  smsc = await startSmsc('acme', 'secret1');
});
test.afterAll(() => smsc.stop());

/** More than any page has places for the focus. */
const MOST_STOPS = 150;

/** Presses Tab until the focus is there, as a person does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < MOST_STOPS; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The focus does not get there with Tab.');
}
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}
/** By the command palette. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
}
/** The first page has taken the focus, and takes it no more from what is typed elsewhere. */
const settledPage = (page: Page): Promise<void> => expect(messageField(page)).toBeFocused();
/** Deletes what is chosen in a list, after the question. */
async function remove(page: Page, list: Locator, button: string | RegExp): Promise<void> {
  await tabTo(page, list);
  await page.keyboard.press('Delete');
  await press(page, page.getByRole('alertdialog').getByRole('button', { name: button }));
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
}

test('a trunk is made, tested, saved, unbound, bound and deleted without a mouse', async ({ app }) => {
  const { page } = app;
  await settledPage(page);
  await command(page, 'New trunk');
  await expect(trunkField(page, 'Friendly name')).toBeFocused();
  await page.keyboard.type('Carrier A');
  await typeInto(page, trunkField(page, 'Host'), '127.0.0.1');
  await typeInto(page, trunkField(page, 'TX port'), String(smsc.port));
  await typeInto(page, trunkField(page, 'System ID'), 'acme');
  await typeInto(page, trunkField(page, 'Password'), 'secret1');
  await press(page, page.getByRole('button', { name: 'Test connection' }));
  await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('The connection works.');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(trunkState(page)).toContainText('Carrier A');
  await expect(trunkState(page)).toContainText('Logged in');

  await press(page, trunkState(page).getByRole('button', { name: 'Unbind' }));
  await expect(trunkState(page)).toContainText('Idle');
  await page.keyboard.press('ControlOrMeta+Shift+b');
  await expect(trunkState(page)).toContainText('Logged in');
  await page.keyboard.press('ControlOrMeta+Shift+b');
  await expect(trunkState(page)).toContainText('Idle');

  await remove(page, page.getByRole('listbox', { name: 'Trunks' }), /^Delete/);
  await expect(trunkRows(page)).toHaveCount(1);
  await expect(trunkRows(page)).toContainText('Demo trunk');
});

test('a group and a source address are made and deleted without a mouse', async ({ app }) => {
  const { page } = app;
  await settledPage(page);
  await command(page, 'Trunks');
  await press(
    page,
    page.getByRole('group', { name: 'What is listed' }).getByRole('button', { name: 'Groups' }),
  );
  await press(page, page.getByRole('button', { name: 'New group' }).first());
  await typeInto(page, page.getByRole('textbox', { name: 'Name', exact: true }), 'Both');
  await press(page, page.getByRole('button', { name: 'Create group' }));
  const groups = page.getByRole('listbox', { name: 'Trunk groups' });
  await expect(groups.getByRole('option')).toContainText('Both');
  await remove(page, groups, /^Delete/);
  await expect(page.getByText('No trunk groups')).toBeVisible();

  await command(page, 'Sources');
  await press(page, page.getByRole('button', { name: 'New source address' }).first());
  await typeInto(page, page.getByRole('textbox', { name: 'Address', exact: true }), '+4917012345678');
  await page.keyboard.press('ControlOrMeta+s');
  const sources = page.getByRole('listbox', { name: 'Source addresses' });
  await expect(sources.getByRole('option')).toHaveCount(1);
  await remove(page, sources, /^Delete/);
  await expect(sources).toHaveCount(0);
});
