import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { RunningApp } from './harness/running-app';
import { programEnvironment, waitUntilReady } from './harness/running-app';
import { expect, test } from './harness/app-test';
import { bubble, messageField, thread } from './screens';

/** The two ways in which a window goes: the page is loaded anew, or the program ends. */
const ways: readonly (readonly [string, (app: RunningApp) => Promise<void>])[] = [
  [
    'a reload',
    async ({ page }) => {
      await page.reload();
      await waitUntilReady(page);
    },
  ],
  ['a restart', (app) => app.restart()],
];

async function sendFirst(page: Page): Promise<void> {
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await messageField(page).fill('Another one');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Another one')).toContainText('Delivered');
}

async function deleteMessage(page: Page, text: string): Promise<void> {
  await bubble(page, text).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await expect(bubble(page, text)).toHaveCount(0);
}

/** What the message store holds, read beside the running program. */
async function storedTexts(dataDir: string): Promise<string[]> {
  const program = resolve(import.meta.dirname, '../../bin/trunkline.mjs');
  const words = [program, 'messages', '--data-dir', dataDir, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: programEnvironment() });
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { text: string }).text);
}

for (const [name, leave] of ways) {
  test(`what was typed last survives ${name}`, async ({ app }) => {
    await messageField(app.page).fill('');
    // The first key is kept at once, those that follow wait a little.
    await messageField(app.page).pressSequentially('Half a thought, to its last letter');
    await leave(app);
    await expect(messageField(app.page)).toHaveValue('Half a thought, to its last letter');
  });

  test(`a delete that could still be undone is carried out at ${name}`, async ({ app }) => {
    await sendFirst(app.page);
    await deleteMessage(app.page, 'Hello from Trunkline');
    await expect(app.page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await leave(app);
    await expect(bubble(app.page, 'Another one')).toBeVisible();
    await expect(thread(app.page).getByRole('article')).toHaveCount(1);
  });

  test(`a delete that was undone stays undone after ${name}`, async ({ app }) => {
    await sendFirst(app.page);
    await deleteMessage(app.page, 'Hello from Trunkline');
    await app.page.getByRole('button', { name: 'Undo' }).click();
    await leave(app);
    await expect(bubble(app.page, 'Hello from Trunkline')).toBeVisible();
    await expect(thread(app.page).getByRole('article')).toHaveCount(2);
  });
}

test('a delete that could still be undone is carried out when its window is killed', async ({ app }) => {
  const { electron, page } = app;
  await sendFirst(page);
  await deleteMessage(page, 'Hello from Trunkline');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  if (electron === null) {
    // Nothing of the page runs any more; the connection to the host ends with it.
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
  } else {
    await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
  }
  await expect.poll(() => storedTexts(app.dataDir)).toEqual(['Another one']);
});
