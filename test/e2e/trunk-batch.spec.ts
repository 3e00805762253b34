import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeTempFolder } from '#test/support/temp-folder';
import { expect, test } from './harness/app-test';
import { createTrunk, rail, trunkField, trunkRows, trunkState } from './screens';
import { startSmsc, type SmscProcess } from './smsc-process';

let smsc: SmscProcess;
test.beforeAll(async () => {
  smsc = await startSmsc('acme', 'secret1');
});
test.afterAll(() => smsc.stop());

/** Chooses what the menu of the first row offers, for all that is listed. */
async function order(page: Page, name: string): Promise<void> {
  await trunkRows(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name }).click();
}

test('several chosen trunks are unbound, bound, disabled and enabled together', async ({ app }) => {
  const { page } = app;
  for (const name of ['Carrier A', 'Carrier B', 'Carrier C']) {
    await createTrunk(page, { name, port: smsc.port });
    await expect(trunkState(page)).toContainText('Logged in');
  }
  await page.getByRole('searchbox', { name: 'Search trunks' }).fill('carrier');
  await expect(trunkRows(page)).toHaveCount(3);
  const inState = (state: string) => trunkRows(page).filter({ hasText: state });
  await trunkRows(page).first().click();
  await trunkRows(page)
    .nth(2)
    .click({ modifiers: ['Shift'] });

  await order(page, 'Unbind 3 trunks');
  await expect(inState('Idle')).toHaveCount(3);
  await order(page, 'Bind 3 trunks');
  await expect(inState('Logged in')).toHaveCount(3);
  await order(page, 'Disable 3 trunks');
  await expect(inState('Disabled')).toHaveCount(3);
  await order(page, 'Enable 3 trunks');
  await expect(inState('Logged in')).toHaveCount(3);

  // What is not chosen stays as it is.
  await page.getByRole('searchbox', { name: 'Search trunks' }).fill('');
  await expect(trunkRows(page)).toHaveCount(4);
  await trunkRows(page).nth(2).click();
  await trunkRows(page)
    .nth(3)
    .click({ modifiers: ['ControlOrMeta'] });
  await trunkRows(page).nth(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Unbind 2 trunks' }).click();
  await expect(inState('Idle')).toHaveCount(2);
  await expect(inState('Logged in')).toHaveCount(2);
});

test('a copy is a new trunk that is not saved yet, with the password of its original', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await trunkRows(page).filter({ hasText: 'Carrier A' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByText('A copy of Carrier A, not saved yet.')).toBeVisible();
  await expect(trunkField(page, 'Friendly name')).toHaveValue('Carrier A (copy)');
  await expect(trunkField(page, 'TX port')).toHaveValue(String(smsc.port));
  await expect(trunkField(page, 'Password')).toHaveValue('');
  await expect(page.getByText('That of Carrier A is copied.')).toBeVisible();
  await expect(trunkRows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(trunkRows(page)).toHaveCount(2);

  await page.getByRole('button', { name: 'More for this trunk' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByRole('region', { name: 'Connection test' })).toContainText('The connection works.');
  await page.getByRole('button', { name: 'Create trunk' }).click();
  await expect(trunkRows(page)).toHaveCount(3);
  await expect(trunkState(page)).toContainText('Carrier A (copy)');
  await expect(trunkState(page)).toContainText('Disabled');
  const copy = trunkRows(page).filter({ hasText: 'Carrier A (copy)' });
  await copy.click();
  await copy.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(trunkState(page)).toContainText('Logged in');

  // The next one has a name of its own, and leaves the password out when told so.
  await copy.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(trunkField(page, 'Friendly name')).toHaveValue('Carrier A (copy) (copy)');
  await page.getByRole('button', { name: 'Leave it out' }).click();
  await expect(page.getByText('That of Carrier A (copy) is not copied.')).toBeVisible();
  await page.getByRole('button', { name: 'Create trunk' }).click();
  await expect(trunkRows(page)).toHaveCount(4);
});

test('the timeline is saved as a CSV file with every change', async ({ app }) => {
  const { page } = app;
  const folder = makeTempFolder();
  try {
    await createTrunk(page, { name: 'Carrier A', port: smsc.port });
    await expect(trunkState(page)).toContainText('Logged in');
    await trunkState(page).getByRole('button', { name: 'Unbind' }).click();
    await expect(trunkState(page)).toContainText('Idle');
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Logged in');
    const path = join(folder.path, 'timeline.csv');
    await app.saveNextDownloadTo(path);
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const text = (): Promise<string> => readFile(path, 'utf8').catch(() => '');
    await expect.poll(text).toContain('Logged in');
    const lines = (await text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe('Number,Time (UTC),Bind,State,Cause,command_status');
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,\d{4}-\d\d-\d\dT[\d:.]+Z,/);
    expect(lines.some((line) => line.includes('Idle'))).toBe(true);
    expect(lines.join('\n')).not.toContain('secret1');
  } finally {
    folder.remove();
  }
});

test('a password that was refused and shown is in no file of the data folder: no log, no capture, no settings', async ({
  app,
}) => {
  const { page } = app;
  const password = 'pw-7Qz9';
  await createTrunk(page, { name: 'Carrier A', port: smsc.port, password });
  await expect(trunkState(page)).toContainText('Login failed');
  await page.getByRole('button', { name: 'More for this trunk' }).click();
  await page.getByRole('menuitem', { name: 'Credentials…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Credentials of Carrier A' });
  await dialog.getByRole('button', { name: 'Show password' }).click();
  await expect(dialog).toContainText(password);
  await page.keyboard.press('Escape');
  await rail(page, 'Log').click();
  await expect(page.getByText('bind_transceiver').first()).toBeVisible();
  const holding = async (): Promise<string[]> => {
    const names = await readdir(app.dataDir, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const found: string[] = [];
    for (const file of files) {
      if ((await readFile(file)).includes(password)) found.push(file);
    }
    return found;
  };
  await app.restart(async () => {
    expect(await holding()).toEqual([]);
  });
  expect(await holding()).toEqual([]);
});
