import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { bubble, createTrunk, rail, trunkState, writeTo } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

const OURS = '12025550147';
const NUMBER = '12025550177';
const receipts = (page: Page) => page.getByRole('list', { name: 'Receipts without a message' });

async function bindScripted(page: Page): Promise<void> {
  await createTrunk(page, { name: 'Scripted', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await rail(page, 'Messages').click();
}

test('a receipt without a message is said and listed, and goes to its message when that turns up', async ({
  app,
}) => {
  const { page } = app;
  await bindScripted(page);
  smsc.receipt(NUMBER, OURS, 'id-1');
  smsc.receipt(NUMBER, OURS, 'never-sent', 'UNDELIV');
  await expect(page.getByText('belongs to no message here (message ID never-sent)')).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(receipts(page).getByRole('article')).toHaveCount(2);
  await expect(receipts(page).getByRole('article').first()).toContainText(
    /Undeliverable.*Scripted.*never-sent/s,
  );

  // The SMSC answers the next message with the id that the first receipt was about.
  await writeTo(page, NUMBER, 'Here it is', 'Scripted', OURS);
  await expect(bubble(page, 'Here it is')).toContainText('Delivered');
  await page.getByRole('button', { name: 'More for messages' }).click();
  await page.getByRole('menuitem', { name: 'Receipts without a message' }).click();
  await expect(receipts(page).getByRole('article')).toHaveCount(1);
  await expect(receipts(page)).toContainText('never-sent');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('belongs to no message here')).toHaveCount(0);
});

test('ids that come back in another form are recognised, and remembered on the trunk when one agrees', async ({
  app,
}) => {
  const { page } = app;
  await bindScripted(page);
  smsc.nextId = '1F3A5C7E';
  await writeTo(page, NUMBER, 'In hexadecimal', 'Scripted', OURS);
  await expect(bubble(page, 'In hexadecimal')).toContainText('Accepted');
  smsc.receipt(NUMBER, OURS, String(0x1f3a5c7e));
  await expect(bubble(page, 'In hexadecimal')).toContainText('Delivered');
  const offer = page.getByText('Ids on Scripted come back');
  await expect(offer).toContainText('Remember that?');
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await expect(offer).toHaveCount(0);
});

test('a sent message is asked about, replaced and taken back; the state is explained with the PDUs', async ({
  app,
}) => {
  const { page } = app;
  await bindScripted(page);
  await writeTo(page, NUMBER, 'Scheduled for later', 'Scripted', OURS);
  const message = bubble(page, 'Scheduled for later');
  await expect(message).toContainText('Accepted');
  await message.getByRole('button', { name: 'Details' }).focus();
  await page.keyboard.press('Enter');
  await expect(message).toContainText(/Accepted by the SMSC just now, no receipt/);
  await message.getByRole('button', { name: 'Ask for its state (query_sm)' }).click();
  await expect(message.getByRole('status')).toContainText(/enroute/i);
  await expect(message).toContainText('Enroute');
  await message.getByRole('button', { name: 'Replace its text (replace_sm)…' }).click();
  await message.getByRole('textbox', { name: 'Text in its place' }).fill('Another text');
  await message.getByRole('button', { name: 'Replace', exact: true }).click();
  const replaced = bubble(page, 'Another text');
  await expect(replaced.getByRole('list', { name: 'History' })).toContainText(/replace/i);
  await replaced.getByRole('button', { name: 'Take it back (cancel_sm)' }).click();
  await expect(replaced).toContainText('Deleted');
  const history = replaced.getByRole('list', { name: 'History' });
  await history.getByRole('button', { name: 'PDU' }).last().click();
  await expect(page.getByRole('tree', { name: 'Fields' })).toContainText('cancel_sm');
});

test('a message whose receipt was not asked for says so', async ({ app }) => {
  const { page } = app;
  await bindScripted(page);
  await page.getByRole('button', { name: 'New message' }).first().click();
  await page.getByRole('switch', { name: 'Request a receipt' }).click();
  await writeTo(page, NUMBER, 'No receipt, please', 'Scripted', OURS);
  const message = bubble(page, 'No receipt, please');
  await expect(message).toContainText('Accepted');
  await message.getByRole('button', { name: 'Details' }).focus();
  await page.keyboard.press('Enter');
  await expect(message).toContainText(/no receipt since.*receipts were not asked for/i);
});
