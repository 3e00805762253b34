import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { answerFromHandset, bubble, conversations, handset, messageField, thread, writeTo } from './screens';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search messages' });
const results = (page: Page) => page.getByRole('listbox', { name: 'Search results' }).getByRole('option');

async function openRules(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More for messages' }).click();
  await page.getByRole('menuitem', { name: 'Inbound rules' }).click();
}

test('the receipt ticks the message, and its history leads to the PDUs', async ({ app }) => {
  const { page } = app;
  await messageField(page).press('Enter');
  const message = bubble(page, 'Hello from Trunkline');
  await expect(message).toContainText('Delivered');
  await message.hover();
  await message.getByRole('button', { name: 'Details' }).click();
  const history = message.getByRole('list', { name: 'History' });
  await expect(history).toContainText('Sent to the SMSC.');
  await expect(history).toContainText('stat:DELIVRD');
  await history.getByRole('button', { name: 'PDU' }).last().click();
  // The PDU is selected in the dock, below the message.
  await expect(page.getByRole('tree', { name: 'Fields' })).toContainText('deliver_sm');
  await expect(message).toBeVisible();
  await message.getByRole('button', { name: 'Details' }).click();

  // And back: from the PDU to its message.
  await page.getByRole('button', { name: 'Show the explanation' }).click();
  await page.getByRole('button', { name: 'New message' }).first().click();
  await expect(message).toHaveCount(0);
  await page.getByRole('button', { name: 'The message in its conversation' }).click();
  await expect(message).toBeInViewport();
  await expect(message).toHaveAttribute('aria-current', 'true');
});

test('a search over everything finds the newest first and jumps to the message in its thread', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).fill('The needle lies here');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'The needle lies here')).toContainText('Delivered');
  await writeTo(page, '12025550177', 'Another needle');
  await expect(bubble(page, 'Another needle')).toContainText('Delivered');

  await search(page).fill('need');
  await expect(results(page)).toHaveCount(2);
  await expect(results(page).first()).toContainText('Another needle');
  await expect(results(page).first().locator('mark')).toHaveText('need');
  await results(page).last().click();
  await expect(bubble(page, 'The needle lies here')).toBeInViewport();
  await expect(bubble(page, 'The needle lies here')).toHaveAttribute('aria-current', 'true');
  await search(page).fill('nothing has these words');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await search(page).press('Escape');
  await expect(conversations(page)).toHaveCount(2);
});

test('a deleted message can be brought back, as long as that is offered', async ({ app }) => {
  await messageField(app.page).press('Enter');
  await expect(bubble(app.page, 'Hello from Trunkline')).toContainText('Delivered');
  await writeTo(app.page, '12025550123', 'To be deleted');
  await expect(bubble(app.page, 'To be deleted')).toContainText('Delivered');
  await bubble(app.page, 'To be deleted').click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await expect(bubble(app.page, 'To be deleted')).toHaveCount(0);
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await expect(bubble(app.page, 'To be deleted')).toBeVisible();
});

test('a conversation gets a name and labels, and quick replies are at hand', async ({ app }) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await page.getByRole('button', { name: 'Name and labels' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Anna');
  await page.getByRole('textbox', { name: 'Labels' }).fill('vip, billing, vip');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(conversations(page).first()).toContainText(/Anna.*vip.*billing/);
  await expect(page.getByRole('heading', { name: 'Anna' })).toBeVisible();

  await page.getByRole('button', { name: 'Quick reply', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text' }).fill('We are on it.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('group', { name: 'Quick replies' })
    .getByRole('button', { name: 'We are on it.' })
    .click();
  await expect(messageField(page)).toHaveValue('We are on it.');
});

test('a rule is tested with a sample, answers what comes in, and labels the conversation', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');

  await openRules(page);
  await page.getByRole('button', { name: 'New rule' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Opening hours');
  await page.getByRole('combobox', { name: 'Text', exact: true }).click();
  await page.getByRole('option', { name: 'Begins with' }).click();
  await page.getByRole('textbox', { name: 'Text: what to look for' }).fill('open');
  await page.getByRole('combobox', { name: 'Add what it does' }).click();
  await page.getByRole('option', { name: 'Answer' }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('From 9 to 17.');
  await page.getByRole('combobox', { name: 'Add what it does' }).click();
  await page.getByRole('option', { name: 'Label the conversation' }).click();
  await page.getByRole('textbox', { name: 'Label' }).fill('hours');
  await page.getByRole('button', { name: 'Create rule' }).click();
  await expect(page.getByRole('list', { name: 'Inbound rules' })).toContainText('1. Opening hours');
  await page.getByRole('textbox', { name: 'Text of the sample' }).fill('Open today?');
  await page.getByRole('button', { name: 'Test all saved rules' }).click();
  await expect(page.getByRole('region', { name: 'Test with a sample' })).toContainText(
    '“Opening hours” acts',
  );

  await page.getByRole('button', { name: 'Back to messages' }).click();
  await answerFromHandset(page, 'Open today?');
  await expect(bubble(page, 'From 9 to 17.')).toContainText('Accepted');
  await expect(handset(page)).toContainText('From 9 to 17.');
  await expect(conversations(page).first()).toContainText('hours');
});

test('presentation mode shows the thread large, masks numbers, and leaves with Esc', async ({ app }) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await page.keyboard.press('ControlOrMeta+Shift+P');
  const presentation = page.getByRole('dialog', { name: 'Presentation mode' });
  await expect(presentation).toBeVisible();
  await expect(bubble(page, 'Hello from Trunkline')).toHaveCSS('font-size', '22px');
  await expect(presentation.getByRole('heading', { name: '12025550123' })).toBeVisible();
  await presentation.getByRole('button', { name: 'Mask numbers' }).click();
  await expect(presentation.getByRole('heading', { name: '120••••••23' })).toBeVisible();
  // Nowhere: not on the handset, and not in the field that it is sent from.
  await expect(presentation).toContainText('with 120••••••47');
  await expect(presentation).not.toContainText('1202555');
  await expect(presentation.getByRole('combobox', { name: 'From' })).toHaveCount(0);

  // The handset stands beside it, so that both ends are seen.
  await answerFromHandset(page, 'Seen by everybody');
  await expect(bubble(page, 'Seen by everybody')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(presentation).toHaveCount(0);
  await expect(thread(page)).toBeVisible();
});

test('a long message from the handset is one message, however its parts came', async ({ app }) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  const text = `${'part '.repeat(80)}the end`;
  await answerFromHandset(page, text);
  const message = bubble(page, 'the end');
  await expect(message).toHaveCount(1);
  await expect(message.getByRole('button', { name: '3 segments' })).toBeVisible();
});
