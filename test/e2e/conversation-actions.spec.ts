import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import type { RunningApp } from './harness/running-app';
import { answerField, bubble, conversations, messageField, rail, thread, writeTo } from './screens';

async function sendFirst(page: Page): Promise<void> {
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
}

async function choose(page: Page, text: string, item: string): Promise<void> {
  await bubble(page, text).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function chooseOfConversation(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for this conversation' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function clipboardOf({ electron, page }: RunningApp): Promise<string> {
  if (electron !== null) return electron.evaluate(({ clipboard }) => clipboard.readText());
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a message is copied, sent again, and written again', async ({ app }) => {
  const { page } = app;
  if (app.electron === null) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await sendFirst(page);
  await choose(page, 'Hello from Trunkline', 'Copy text');
  await expect.poll(() => clipboardOf(app)).toBe('Hello from Trunkline');
  await choose(page, 'Hello from Trunkline', 'Copy message ID');
  await expect.poll(() => clipboardOf(app)).toMatch(/^[0-9A-F]{10}$/);
  await chooseOfConversation(page, 'Copy number');
  await expect.poll(() => clipboardOf(app)).toBe('12025550123');

  await choose(page, 'Hello from Trunkline', 'Send again');
  await expect(bubble(page, 'Hello from Trunkline')).toHaveCount(2);
  await expect(bubble(page, 'Hello from Trunkline').last()).toContainText('Delivered');
  await choose(page, 'Hello from Trunkline', 'Write this text again');
  await expect(messageField(page)).toHaveValue('Hello from Trunkline');
  await expect(messageField(page)).toBeFocused();
});

test('a thread is exported as text, CSV and JSON, and with its numbers masked', async ({ app }) => {
  const { page } = app;
  await messageField(page).fill('Comma, "quote" and 12025550188');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Comma')).toContainText('Delivered');
  await answerField(page).fill('=1+1');
  await answerField(page).press('Enter');
  await expect(bubble(page, '=1+1')).toBeVisible();
  const exported = async (item: string, name: string): Promise<string> => {
    const path = join(app.dataDir, name);
    await app.saveNextDownloadTo(path);
    await chooseOfConversation(page, item);
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).not.toBe('');
    return readFile(path, 'utf8');
  };
  const text = await exported('Export as text', 'thread.txt');
  expect(text).toMatch(/12025550147 → 12025550123 {2}\[delivered\]\nComma, "quote" and 12025550188\n/);
  expect(text).toMatch(/12025550123 → 12025550147 {2}\[received\]\n=1\+1\n/);
  const csv = await exported('Export as CSV', 'thread.csv');
  expect(csv.split('\r\n')[0]).toBe('time,direction,from,to,state,reason,segments,trunk,text');
  expect(csv).toContain('"Comma, ""quote"" and 12025550188"');
  // A spreadsheet is not to take it for a formula.
  expect(csv).toContain(",'=1+1\r\n");
  const json = JSON.parse(await exported('Export as JSON', 'thread.json')) as { text: string }[];
  expect(json.map((row) => row.text)).toEqual(['Comma, "quote" and 12025550188', '=1+1']);
  const masked = await exported('Export as text, numbers masked', 'masked.txt');
  expect(masked).toContain('120••••••47 → 120••••••23');
  expect(masked).toContain('120••••••88');
  expect(masked).not.toContain('1202555');
});

test('a conversation is marked as spam, found there, and taken back', async ({ app }) => {
  const { page } = app;
  const filter = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'Filter conversations' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await sendFirst(page);
  await writeTo(page, '12025550177', 'Another number');
  await expect(conversations(page)).toHaveCount(2);
  await chooseOfConversation(page, 'Mark as spam');
  await expect(conversations(page)).toHaveCount(1);
  // It stays open, and says what it is.
  await expect(page.getByRole('heading', { name: /12025550177.*Spam/ })).toBeVisible();
  await filter('Spam');
  await expect(conversations(page)).toHaveCount(1);
  await expect(conversations(page)).toContainText('Another number');
  await conversations(page).click();
  await chooseOfConversation(page, 'Not spam');
  await expect(conversations(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(conversations(page)).toHaveCount(2);
});

test('a deleted conversation gives way to the next one, and comes back with Undo', async ({ app }) => {
  const { page } = app;
  await sendFirst(page);
  await writeTo(page, '12025550177', 'Another number');
  await expect(bubble(page, 'Another number')).toContainText('Delivered');
  await chooseOfConversation(page, 'Delete conversation');
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();
  await expect(conversations(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(bubble(page, 'Another number')).toBeVisible();
  await expect(conversations(page)).toHaveCount(2);

  // By keyboard, from the list: the focus stays in it, and on the menu of a row it comes back to it.
  const list = page.getByRole('listbox', { name: 'Conversations' });
  await list.focus();
  await list.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Delete conversation' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();
  await list.press('Delete');
  await expect(conversations(page)).toHaveCount(1);
  await expect(list).toBeFocused();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  // F6 leads to the offer, while the page keeps its other panes.
  for (let press = 0; press < 10; press += 1) {
    if (await page.getByRole('button', { name: 'Undo' }).evaluate((each) => each === document.activeElement))
      break;
    await page.keyboard.press('F6');
  }
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(conversations(page)).toHaveCount(2);
});

test('a deleted message leaves the focus in its thread', async ({ app }) => {
  const { page } = app;
  await sendFirst(page);
  await bubble(page, 'Hello from Trunkline').getByRole('button', { name: 'Details' }).focus();
  await page.keyboard.press('Shift+F10');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toHaveCount(0);
  await expect(thread(page)).toBeFocused();
});

test('each day of a thread has its heading', async ({ app }) => {
  const { page } = app;
  await sendFirst(page);
  await expect(thread(page).getByText('Today', { exact: true })).toBeVisible();
  await page.clock.setFixedTime(new Date(Date.now() + 24 * 60 * 60 * 1000));
  await page.reload();
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();
  await expect(thread(page).getByText('Yesterday', { exact: true })).toBeVisible();
  await expect(thread(page).getByText('Today', { exact: true })).toHaveCount(0);
});

test('delete everything leaves no message, receipt or conversation, on screen and in the file', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).fill('A secret to be forgotten');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'A secret')).toContainText('Delivered');
  await rail(page, 'Settings').click();
  await page.getByRole('listbox', { name: 'Settings' }).getByRole('option', { name: 'Messages' }).click();
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('with no way to undo it');
  await question.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByText('Every message was deleted')).toBeVisible();
  await rail(page, 'Messages').click();
  await expect(page.getByText('No conversations yet')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('secret');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await app.restart(async () => {
    const names = (await readdir(app.dataDir)).filter((name) => name.startsWith('messages.sqlite'));
    expect(names).toContain('messages.sqlite');
    for (const name of names) {
      const octets = await readFile(join(app.dataDir, name));
      expect(octets.includes('A secret to be forgotten'), name).toBe(false);
    }
  });
  await expect(app.page.getByText('No conversations yet')).toBeVisible();
});
