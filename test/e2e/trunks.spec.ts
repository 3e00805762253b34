import { expect, test } from './harness/app-test';
import {
  bar,
  bubble,
  createTrunk,
  openSettings,
  rail,
  trunkField,
  trunkRows,
  trunkState,
  writeTo,
} from './screens';
import { startSmsc, type SmscProcess } from './smsc-process';

let smsc: SmscProcess;
test.beforeAll(async () => {
  smsc = await startSmsc('acme', 'secret1');
});
test.afterAll(() => smsc.stop());

test('a trunk to another SMSC binds when it is saved, and carries messages', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await expect(bar(page)).toContainText('Carrier A');
  await expect(trunkRows(page)).toHaveCount(2);

  await rail(page, 'Messages').click();
  await writeTo(page, '4917012345678', 'Over the carrier', 'Carrier A');
  await expect(bubble(page, 'Over the carrier')).toContainText('Delivered');
});

test('a wrong password is said in words, retried on time, and put right', async ({ app }) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port, password: 'wrong' });
  await expect(trunkState(page)).toContainText(/Login failed · retrying in \d+ s/);
  await expect(trunkState(page)).toContainText('Invalid password.');
  await expect(trunkState(page)).toContainText('ESME_RINVPASWD');
  await expect(trunkRows(page).filter({ hasText: 'Carrier A' })).toContainText('Invalid password');

  await openSettings(page, 'Credentials');
  await trunkField(page, 'Password').fill('secret1');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(trunkState(page)).toContainText('Logged in');
  // It went in and does not come out.
  await expect(trunkField(page, 'Password')).toHaveValue('');
});

test('a trunk is unbound and bound again by hand', async ({ app }) => {
  const { page } = app;
  await rail(page, 'Trunks').click();
  await trunkRows(page).first().click();
  await trunkState(page).getByRole('button', { name: 'Unbind' }).click();
  await expect(trunkState(page)).toContainText('Idle');
  await trunkState(page).getByRole('button', { name: 'Bind' }).click();
  await expect(trunkState(page)).toContainText('Logged in');
});

test('what is wrong with a field is said when it is left; longer values are warned about only', async ({
  app,
}) => {
  const { page } = app;
  await rail(page, 'Trunks').click();
  await page.getByRole('button', { name: 'New trunk' }).first().click();
  await trunkField(page, 'TX port').fill('70000');
  await trunkField(page, 'System ID').fill('a-system-id-longer-than-15');
  await trunkField(page, 'System ID').blur();
  await expect(page.getByText('Enter a port from 1 to 65535.')).toBeVisible();
  await expect(page.getByText('26 octets, 15 are specified for a system ID.')).toBeVisible();
  await expect(trunkField(page, 'RX port')).toBeDisabled();

  await page.getByRole('combobox', { name: 'Bind type' }).click();
  await page.getByRole('option', { name: 'Receiver', exact: true }).click();
  await expect(trunkField(page, 'RX port')).toBeEnabled();
  await expect(trunkField(page, 'TX port')).toBeDisabled();
});

test('a button below a field that is left wrong is clicked, though what is said at the field moves it', async ({
  app,
}) => {
  const { page } = app;
  await rail(page, 'Trunks').click();
  await page.getByRole('button', { name: 'New trunk' }).first().click();
  await trunkField(page, 'Host').fill('no host');
  await page.getByRole('button', { name: 'Add a host' }).click();
  await expect(trunkField(page, 'Host 2')).toBeVisible();
  await expect(page.getByText('Enter a name or an address alone')).toBeVisible();
});

test('what was typed is not lost without a question', async ({ app }) => {
  const { page } = app;
  await rail(page, 'Trunks').click();
  await trunkRows(page).first().click();
  await openSettings(page, 'Session');
  await trunkField(page, 'Window').fill('25');
  await rail(page, 'Messages').click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('The changes to Demo trunk will be lost.');
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(trunkField(page, 'Window')).toHaveValue('25');

  await rail(page, 'Messages').click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await rail(page, 'Trunks').click();
  await expect(trunkField(page, 'Window')).toHaveValue('10');
});

test('what was typed stays while the dock comes and goes and the window changes its shape', async ({
  app,
}) => {
  const { page } = app;
  await rail(page, 'Trunks').click();
  await trunkRows(page).first().click();
  await openSettings(page, 'Session');
  const window = trunkField(page, 'Window');
  await window.fill('25');
  const dock = page.getByRole('region', { name: 'PDU dock' });
  await page.keyboard.press('ControlOrMeta+j');
  await expect(dock).toHaveCount(0);
  await expect(window).toHaveValue('25');
  await page.keyboard.press('ControlOrMeta+j');
  await expect(dock).toHaveCount(1);
  await expect(window).toHaveValue('25');
  for (const size of [
    { width: 640, height: 440 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(size);
    await expect(dock).toHaveCount(size.height > 480 ? 1 : 0);
    await expect(window).toHaveValue('25');
  }
});

test('trunks are deleted after a question that names them, and the demo trunk can be had again', async ({
  app,
}) => {
  const { page } = app;
  await createTrunk(page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await trunkRows(page)
    .first()
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Delete these 2 trunks?');
  await expect(question.getByRole('listitem')).toHaveText(['Demo trunk', 'Carrier A']);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(trunkRows(page)).toHaveCount(2);
  // The focus goes back to the list when the question is gone.
  await expect(page.getByRole('listbox', { name: 'Trunks' })).toBeFocused();

  await page.keyboard.press('Delete');
  await question.getByRole('button', { name: 'Delete 2 trunks' }).click();
  await expect(page.getByText('No trunks', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Add the Demo trunk' }).click();
  await expect(trunkRows(page)).toHaveCount(1);
  await expect(trunkRows(page)).toContainText('Logged in');
});

test('a restart keeps trunks and messages', async ({ app }) => {
  await createTrunk(app.page, { name: 'Carrier A', port: smsc.port });
  await expect(trunkState(app.page)).toContainText('Logged in');
  await rail(app.page, 'Messages').click();
  await writeTo(app.page, '4917012345678', 'Before the restart');
  await expect(bubble(app.page, 'Before the restart')).toContainText('Delivered');

  await app.restart();
  const { page } = app;
  await expect(bubble(page, 'Before the restart')).toContainText('Delivered');
  await rail(page, 'Trunks').click();
  await expect(trunkRows(page)).toHaveCount(2);
  // There is no keychain here, so the password was kept for that run only, and the trunk says what it lacks.
  await trunkRows(page).filter({ hasText: 'Carrier A' }).click();
  await expect(trunkState(page)).toContainText('No password');
  await expect(trunkRows(page).filter({ hasText: 'Demo trunk' })).toContainText('Logged in');
});
