import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import {
  bubble,
  createTrunk,
  fillNewTrunk,
  messageField,
  openSettings,
  paste,
  rail,
  trunkField,
  trunkRows,
  trunkState,
  unfold,
  writeTo,
} from './screens';
import { startSmsc, type SmscProcess } from './smsc-process';

let smsc: SmscProcess;
test.beforeAll(async () => {
  smsc = await startSmsc('acme', 'secret1');
});
test.afterAll(() => smsc.stop());

/** Between the trunks and their groups, on one page. */
const viewSwitch = (page: Page, name: 'Trunks' | 'Groups'): Locator =>
  page.getByRole('group', { name: 'What is listed' }).getByRole('button', { name });

test('the connection is tested before anything is saved, step by step', async ({ app }) => {
  const { page } = app;
  await fillNewTrunk(page, { name: 'Carrier A', port: smsc.port, password: 'wrong' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  const panel = page.getByRole('region', { name: 'Connection test' });
  await expect(panel).toContainText('The connection does not work.');
  await expect(panel).toContainText('ESME_RINVPASWD');
  await trunkField(page, 'Password').fill('secret1');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(panel).toContainText('The connection works.');
  await expect(trunkRows(page)).toHaveCount(1);
});

test('a setting is found by its words, and 3.3 refuses a transceiver with the reason', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await openSettings(page);
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('interface_version');
  await page.getByRole('searchbox', { name: 'Find a setting' }).press('Enter');
  await page.getByRole('combobox', { name: 'SMPP version' }).click();
  await page.getByRole('option', { name: 'SMPP 3.3' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('SMPP 3.3 has no transceiver.')).toBeVisible();
});

test('a password is shown on demand, and is hidden again', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await page.getByRole('button', { name: 'More for this trunk' }).click();
  await page.getByRole('menuitem', { name: 'Credentials…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Credentials of Carrier A' });
  await expect(dialog).toContainText('acme');
  await expect(dialog).not.toContainText('secret1');
  await dialog.getByRole('button', { name: 'Show password' }).click();
  await expect(dialog).toContainText('secret1');
  await dialog.getByRole('button', { name: 'Hide password' }).click();
  await expect(dialog).not.toContainText('secret1');
});

test('a pair shows both binds, and carries messages both ways', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Pair', port: smsc.port, bindType: 'Transmitter + receiver' });
  await expect(trunkState(page)).toContainText('Logged in');
  await expect(trunkState(page)).toContainText('TX + RX');
  const binds = page.getByRole('table', { name: 'Binds' }).getByRole('row');
  await expect(binds).toHaveCount(3);
  await expect(binds.nth(1)).toContainText('Transmitter');
  await expect(binds.nth(2)).toContainText('Receiver');
  await rail(page, 'Messages').click();
  await writeTo(page, '4917012345678', 'Over the pair', 'Pair');
  await expect(bubble(page, 'Over the pair')).toContainText('Delivered');
});

test('a transmitter on demand is idle until a message is to be sent', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'On demand', port: smsc.port, bindType: 'Transmitter' });
  await expect(trunkState(page)).toContainText('Idle');
  await rail(page, 'Messages').click();
  await writeTo(page, '4917012345678', 'Wake up', 'On demand');
  await expect(bubble(page, 'Wake up')).toContainText('Accepted');
  await rail(page, 'Trunks').click();
  await expect(trunkState(page)).toContainText('Logged in');
});

test('several trunks are disabled, exported and deleted at once', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await createTrunk(page, { name: 'Carrier B', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await page.getByRole('searchbox', { name: 'Search trunks' }).fill('carrier');
  await expect(trunkRows(page)).toHaveCount(2);
  await trunkRows(page).first().click();
  await trunkRows(page)
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await trunkRows(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Disable 2 trunks' }).click();
  await expect(trunkRows(page).filter({ hasText: 'Disabled' })).toHaveCount(2);

  await trunkRows(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export 2 trunks…' }).click();
  const exported = page.getByRole('textbox', { name: 'Exported trunks' });
  await expect(exported).toHaveValue(/Carrier B/);
  expect(await exported.inputValue()).not.toContain('secret1');
  await page.keyboard.press('Escape');

  await page.getByRole('listbox', { name: 'Trunks' }).press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('listitem')).toHaveText(['Carrier A', 'Carrier B']);
  await question.getByRole('button', { name: 'Delete 2 trunks' }).click();
  await expect(page.getByText('No trunk matches')).toBeVisible();
});

test('a trunk that allows no source address sends nothing, and says so', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await openSettings(page);
  await unfold(page, 'Source addresses');
  await page.getByRole('switch', { name: 'Allow any DID(s) for SMS OUT' }).click();
  await expect(page.getByText('no source address is allowed')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await rail(page, 'Messages').click();
  await writeTo(page, '4917012345678', 'Kept back', 'Carrier A');
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: /source address/i })
      .first(),
  ).toBeVisible();
  await expect(bubble(page, 'Kept back')).toHaveCount(0);
});

test('only the chosen source addresses may be used, and one that loses outbound drops out', async ({
  app,
}) => {
  const { page } = app;
  await rail(page, 'Sources').click();
  for (const [index, address] of ['+4917012345678', '+4917012345679'].entries()) {
    await page.getByRole('button', { name: 'New source address' }).first().click();
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill(address);
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByRole('listbox', { name: 'Source addresses' }).getByRole('option')).toHaveCount(
      index + 1,
    );
  }
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await openSettings(page);
  await unfold(page, 'Source addresses');
  await page.getByRole('switch', { name: 'Allow any DID(s) for SMS OUT' }).click();
  await page.getByRole('listbox', { name: 'Available' }).getByRole('option').first().dblclick();
  await expect(page.getByRole('listbox', { name: 'Allowed' }).getByRole('option')).toHaveCount(1);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('All changes are saved.')).toBeVisible();

  await rail(page, 'Messages').click();
  await writeTo(page, '12025550123', 'From the allowed one', 'Carrier A', '+4917012345678');
  await expect(bubble(page, 'From the allowed one')).toContainText('Delivered');
  await writeTo(page, '12025550123', 'From the other', 'Carrier A', '+4917012345679');
  await expect(page.getByRole('alert').filter({ hasText: '4917012345679' }).first()).toBeVisible();
  await expect(bubble(page, 'From the other')).toHaveCount(0);

  await rail(page, 'Sources').click();
  await page.getByRole('listbox', { name: 'Source addresses' }).getByRole('option').first().click();
  await page.getByRole('switch', { name: 'Outbound P2P SMS' }).click();
  await page.keyboard.press('ControlOrMeta+s');
  await rail(page, 'Trunks').click();
  await openSettings(page);
  await unfold(page, 'Source addresses');
  await expect(page.getByText('Not used: no outbound P2P SMS')).toBeVisible();
});

test('the next trunk of a group carries when the first one dies in the middle of a send', async ({ app }) => {
  const { page } = app;
  const first = await startSmsc('acme', 'secret1');
  const second = await startSmsc('acme', 'secret1');
  let isFirstRunning = true;
  try {
    await createTrunk(page, { name: 'First', port: first.port });
    await expect(trunkState(page)).toContainText('Logged in');
    await createTrunk(page, { name: 'Second', port: second.port });
    await expect(trunkState(page)).toContainText('Logged in');
    await viewSwitch(page, 'Groups').click();
    await page.getByRole('button', { name: 'New group' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Both');
    await page.getByRole('button', { name: 'Create group' }).click();
    const groups = page.getByRole('listbox', { name: 'Trunk groups' }).getByRole('option');
    await expect(groups).toHaveCount(1);

    for (const [name, priority] of [
      ['First', '1'],
      ['Second', '2'],
    ] as const) {
      await viewSwitch(page, 'Trunks').click();
      await trunkRows(page).filter({ hasText: name }).click();
      await openSettings(page);
      if (name === 'First') {
        // Slow, so that the send is still under way when it dies.
        await unfold(page, 'Session');
        await trunkField(page, 'Rate').fill('4');
      }
      await unfold(page, 'Groups');
      await page.getByRole('combobox', { name: 'Add to a group' }).click();
      await page.getByRole('option', { name: 'Both Failover' }).click();
      await page.getByRole('textbox', { name: 'Priority in Both' }).fill(priority);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('All changes are saved.')).toBeVisible();
      await viewSwitch(page, 'Groups').click();
    }
    await expect(groups.first()).toContainText('First');

    const numbers = Array.from({ length: 24 }, (_, index) => String(12025550130 + index));
    await rail(page, 'Messages').click();
    await page.getByRole('button', { name: 'New message' }).first().click();
    await page.getByRole('combobox', { name: 'Trunk or group', exact: true }).click();
    await page.getByRole('option', { name: /^Both/ }).click();
    const to = page.getByRole('textbox', { name: 'To', exact: true });
    await to.fill('');
    await paste(to, numbers.join('\n'));
    await messageField(page).fill('To all of them');
    await messageField(page).press('Enter');
    const send = page.getByRole('region', { name: 'Send to 24 numbers' });
    await expect.poll(() => first.arrived().length).toBeGreaterThan(1);
    await first.kill();
    isFirstRunning = false;

    // What was with the first when it died stays where it was; all the rest goes over the second, each once.
    const figure = async (word: string): Promise<number> =>
      Number(new RegExp(`(\\d+) ${word}`).exec((await send.textContent()) ?? '')?.[1] ?? 0);
    await expect
      .poll(async () => (await figure('accepted')) + (await figure('delivered')) + (await figure('in doubt')))
      .toBe(numbers.length);
    // What the first had accepted but not handed on died with it: accepted, and never delivered.
    const arrived = (): readonly string[] => [...first.arrived(), ...second.arrived()];
    await expect.poll(() => second.arrived().length).toBeGreaterThan(0);
    await expect.poll(async () => arrived().length >= (await figure('delivered'))).toBe(true);
    await expect
      .poll(async () => arrived().length + (await figure('in doubt')) + (await figure('accepted')))
      .toBeGreaterThanOrEqual(numbers.length);
    expect(new Set(arrived()).size).toBe(arrived().length);
    await rail(page, 'Trunks').click();
    await viewSwitch(page, 'Groups').click();
    await expect(groups.first()).toContainText('Second');
  } finally {
    if (isFirstRunning) await first.stop();
    await second.stop();
  }
});
