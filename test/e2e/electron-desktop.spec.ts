import { makeTempFolder } from '#test/support/temp-folder';
import { Desktop, desktopProblem } from './desktop/desktop';
import { expect, test as base } from './harness/app-test';
import { electronProblem, launchElectron } from './harness/launch-electron';
import type { Launched } from './harness/running-app';
import { createTrunk, fillNewTrunk, rail, trunkField, trunkRows, trunkState, unfold } from './screens';
import { ScriptedSmsc } from './scripted-smsc';
import { startSmsc, type SmscProcess } from './smsc-process';

interface OnDesktop {
  readonly desktop: Desktop;
  readonly launched: Launched;
}

/** Electron on a desktop that the test can look at. */
const test = base.extend<{ readonly onDesktop: OnDesktop }>({
  onDesktop: async ({ shellKind: _shell }, use, testInfo) => {
    const problem = desktopProblem() ?? electronProblem();
    testInfo.skip(problem !== null, problem ?? '');
    const folder = makeTempFolder();
    const data = makeTempFolder();
    const desktop = await Desktop.start(folder.path);
    const problems: string[] = [];
    const launched = await launchElectron(data.path, problems, desktop.environment);
    await use({ desktop, launched });
    await launched.stop();
    await desktop.stop();
    data.remove();
    folder.remove();
    expect(problems, 'what the page complained of').toEqual([]);
  },
});

let smsc: SmscProcess | null = null;
test.afterEach(async () => {
  await smsc?.kill();
});

/** The tray's colours are those of the states: red for what is down, green for what is up. */
const isRed = ([red = 0, green = 0]: readonly number[]): boolean => red > green * 2;
const isGreen = ([red = 0, green = 0]: readonly number[]): boolean => green > red * 2;

test('the desktop is told that a trunk went down and that it is back, unless that is off; the tray shows the worst state', async ({
  onDesktop: { desktop, launched },
}) => {
  const { page, electron } = launched;
  // What the dock is told, where there is one: here nothing shows it.
  await electron?.evaluate(({ app }) => {
    const counts: number[] = [];
    Object.assign(globalThis, { badgeCounts: counts });
    app.setBadgeCount = (count = 0) => {
      counts.push(count);
      return true;
    };
  });
  const badge = (): Promise<number | undefined> | undefined =>
    electron?.evaluate(() => (globalThis as unknown as { badgeCounts: number[] }).badgeCounts.at(-1));
  const colour = async (): Promise<readonly number[]> => (await desktop.trayColour()) ?? [];
  const titles = (): readonly string[] => desktop.notifications.map(({ title }) => title);

  smsc = await startSmsc('acme', 'secret1');
  const { port } = smsc;
  await fillNewTrunk(page, { name: 'Carrier A', port });
  await unfold(page, 'Timers');
  await trunkField(page, 'Connection timeout').fill('1');
  await page.getByRole('button', { name: 'Create trunk' }).click();
  await expect(trunkState(page)).toContainText('Logged in');
  await expect.poll(() => desktop.trayTooltip()).toBe('Trunkline: 2 trunks are logged in');
  expect(isGreen(await colour())).toBe(true);
  expect(titles()).toEqual([]);

  await smsc.kill();
  await expect.poll(titles).toEqual(['Carrier A went down']);
  expect(desktop.notifications[0]?.body).toContain('closed the connection without an unbind');
  await expect.poll(() => desktop.trayTooltip()).toBe('Trunkline: Carrier A is down');
  await expect.poll(async () => isRed(await colour())).toBe(true);
  await expect.poll(() => badge()).toBe(1);

  smsc = await startSmsc('acme', 'secret1', port);
  await expect.poll(titles).toEqual(['Carrier A went down', 'Carrier A is back']);
  await expect.poll(() => desktop.trayTooltip()).toBe('Trunkline: 2 trunks are logged in');
  await expect.poll(async () => isGreen(await colour())).toBe(true);
  await expect.poll(() => badge()).toBe(0);

  await rail(page, 'Settings').click();
  await page.getByRole('option', { name: 'Notifications' }).click();
  const wanted = page.getByRole('switch', { name: 'Trunks' });
  await wanted.click();
  await expect(wanted).not.toBeChecked();
  await smsc.kill();
  await expect.poll(() => desktop.trayTooltip()).toBe('Trunkline: Carrier A is down');
  smsc = await startSmsc('acme', 'secret1', port);
  await rail(page, 'Trunks').click();
  await expect(trunkRows(page).filter({ hasText: 'Carrier A' })).toContainText('Logged in');
  await expect.poll(() => desktop.trayTooltip()).toBe('Trunkline: 2 trunks are logged in');
  expect(titles()).toHaveLength(2);
});

test('what a rule tells the desktop hides its numbers while the window does', async ({
  onDesktop: { desktop, launched },
}) => {
  const { page, electron } = launched;
  const scripted = await ScriptedSmsc.start();
  await createTrunk(page, { name: 'Scripted', port: scripted.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await rail(page, 'Messages').click();
  await page.getByRole('button', { name: 'More for messages' }).click();
  await page.getByRole('menuitem', { name: 'Inbound rules' }).click();
  await page.getByRole('button', { name: 'New rule' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Alarms');
  await page.getByRole('combobox', { name: 'Add what it does' }).click();
  await page.getByRole('option', { name: 'Notify' }).click();
  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('button', { name: 'Back to messages' }).click();
  const isFocused = (): Promise<boolean> | undefined =>
    electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
  await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await expect.poll(isFocused).toBe(false);

  let reference = 0;
  const comesIn = (text: string): void => {
    reference += 1;
    scripted.deliver('12025550123', '12025550147', { reference, total: 1, number: 1, text });
  };
  comesIn('Call 12025550188');
  await expect
    .poll(() => desktop.notifications)
    .toEqual([{ title: 'Alarms: message from 12025550123', body: 'Call 12025550188' }]);
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await page.getByRole('button', { name: 'Mask numbers' }).click();
  await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await expect.poll(isFocused).toBe(false);
  comesIn('Or call 12025550199');
  await expect
    .poll(() => desktop.notifications.at(-1))
    .toEqual({ title: 'Alarms: message from 120••••••23', body: 'Or call 120••••••99' });
  // In the window itself as well.
  const titles = page.getByRole('heading', { name: /^Alarms: message from/ });
  await expect(titles.first()).toHaveText('Alarms: message from 120••••••23');
  await expect(titles.filter({ hasText: '12025550123' })).toHaveCount(0);
  await scripted.stop();
});
