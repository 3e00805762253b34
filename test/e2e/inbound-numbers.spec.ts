import { expect, test } from './harness/app-test';
import { bubble, conversations, createTrunk, openSettings, rail, trunkState, unfold } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

test('numbers that nobody receives for are shown, and assigned with one click from either side', async ({
  app,
}) => {
  const { page } = app;
  await createTrunk(page, { name: 'Scripted', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  const from = '12025550188';
  const comesInFor = (number: string, text: string): void =>
    smsc.deliver(from, number, { reference: 1, total: 1, number: 1, text });
  for (const number of ['4930222333', '4930222444', '4930222555']) comesInFor(number, `For ${number}`);

  await rail(page, 'Messages').click();
  await conversations(page).filter({ hasText: from }).click();
  await expect(bubble(page, 'For 4930222333')).toContainText('No trunk is assigned to receive for');

  await rail(page, 'Sources').click();
  await expect(page.getByText('Messages came in for 3 numbers that no trunk is assigned to.')).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: '+4930222333' });
  await row.getByRole('button', { name: 'Assign to Scripted' }).click();
  await expect(row).toHaveCount(0);
  const book = page.getByRole('listbox', { name: 'Source addresses' }).getByRole('option');
  await expect(book.filter({ hasText: '+4930222333' })).toContainText('Inbound over Scripted');

  await rail(page, 'Trunks').click();
  await openSettings(page);
  await unfold(page, 'Source addresses');
  const here = page.getByRole('listbox', { name: 'Received here' }).getByRole('option');
  await expect(here).toHaveCount(1);
  const notice = page.getByText('Messages came in over this trunk for');
  await expect(notice).toContainText('+4930222444');
  await page.getByRole('button', { name: 'Receive here' }).click();
  await expect(here).toHaveCount(3);
  await expect(notice).toHaveCount(0);

  await rail(page, 'Sources').click();
  await expect(page.getByText('Every number is assigned')).toBeVisible();
  comesInFor('4930222444', 'Once more');
  await rail(page, 'Messages').click();
  await conversations(page).filter({ hasText: from }).click();
  await expect(bubble(page, 'Once more')).toBeVisible();
  await expect(bubble(page, 'Once more')).not.toContainText('No trunk is assigned');
});
