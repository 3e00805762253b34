import { expect, test } from './harness/app-test';
import { answerField, bar, bubble, conversations, handset, messageField } from './screens';

test('the first run has a bound trunk, a message that is ready, and one key sends it', async ({ app }) => {
  const { page } = app;
  await expect(bar(page)).toContainText('Demo trunk');
  await expect(bar(page)).toContainText('Logged in');
  await expect(bar(page)).toContainText('TRX · 3.4');
  await expect(messageField(page)).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveValue('12025550123');

  await page.keyboard.press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await expect(handset(page)).toContainText('Hello from Trunkline');
  await expect(conversations(page)).toHaveCount(1);
});

test('a conversation goes both ways, with a receipt, and its PDUs go by below', async ({ app }) => {
  const { page } = app;
  await messageField(page).fill('Are you there?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(bubble(page, 'Are you there?')).toContainText('Delivered');

  await answerField(page).fill('Yes – and żółw too 🐢');
  await answerField(page).press('Enter');
  await expect(bubble(page, 'Yes – and żółw too 🐢')).toBeVisible();
  await expect(handset(page)).toContainText('Sent');

  await messageField(page).fill('Good.');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Good.')).toContainText('Delivered');

  const commands = page.getByRole('region', { name: 'PDU dock' });
  for (const command of ['submit_sm', 'submit_sm_resp', 'deliver_sm', 'deliver_sm_resp']) {
    await expect(commands.getByText(command, { exact: true }).first()).toBeVisible();
  }
});
