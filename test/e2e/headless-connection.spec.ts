import { makeTempFolder } from '#test/support/temp-folder';
import { expect, test } from './harness/app-test';
import { startHeadlessProcess } from './harness/launch-headless';
import { bar } from './screens';

test('a page whose host ends says so, and is of no use to the next run until it has its URL', async ({
  openBrowser,
}) => {
  const folder = makeTempFolder();
  const host = await startHeadlessProcess(folder.path);
  const { port } = new URL(host.url);
  const context = await (await openBrowser()).newContext();
  const page = await context.newPage();
  const ready = page.locator('[data-ready="true"]');
  await page.goto(host.url);
  await expect(ready).toBeVisible();

  await host.stop();
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  await expect(bar(page)).toContainText('State not known');

  const next = await startHeadlessProcess(folder.path, port);
  await expect(page.getByText('This address is of an earlier run.')).toBeVisible();
  const stranger = await context.newPage();
  await stranger.goto(new URL(next.url).origin);
  await expect(stranger.getByRole('alert')).toContainText('This address is not complete.');
  // Whoever is shut out is not told that there are no trunks, messages and PDUs.
  await expect(stranger.getByRole('main')).toHaveCount(0);
  // In the same tab: only the fragment of the URL changes.
  await page.goto(next.url);
  await expect(page.getByText('This address is of an earlier run.')).toBeHidden();
  await expect(ready).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');

  await context.close();
  await next.stop();
  folder.remove();
});

test('a browser whose language is no language tag shows the page, and the charts too', async ({
  openBrowser,
}) => {
  const folder = makeTempFolder();
  const host = await startHeadlessProcess(folder.path);
  const context = await (await openBrowser()).newContext();
  // What Chromium says in the locale "C".
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' });
  });
  const page = await context.newPage();
  await page.goto(host.url);
  await expect(page.locator('[data-ready="true"]')).toBeVisible();
  expect(await page.evaluate(() => Intl.getCanonicalLocales(navigator.language))).toHaveLength(1);

  await context.close();
  await host.stop();
  folder.remove();
});
