import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import {
  answerFromHandset,
  bubble,
  conversations,
  createTrunk,
  handset,
  messageField,
  rail,
  thread,
  trunkState,
} from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

let count = 0;
const comesIn = (from: string, to: string, text: string): void => {
  count += 1;
  smsc.deliver(from, to, { reference: count % 256, total: 1, number: 1, text });
};

async function newRule(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More for messages' }).click();
  await page.getByRole('menuitem', { name: 'Inbound rules' }).click();
  await page.getByRole('button', { name: 'New rule' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
}

async function condition(page: Page, field: string, kind: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: kind }).click();
  await page.getByRole('textbox', { name: `${field}: what to look for` }).fill(value);
}

async function action(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Add what it does' }).click();
  await page.getByRole('option', { name }).click();
}

async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('button', { name: 'Back to messages' }).click();
}

test('a rule acts on what fits all its conditions alone: labels, marks as spam, forwards through another trunk', async ({
  app,
}) => {
  const { page } = app;
  await createTrunk(page, { name: 'Scripted', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await rail(page, 'Messages').click();
  await newRule(page, 'Orders');
  await page.getByRole('group', { name: 'Over' }).getByRole('button', { name: 'Scripted' }).click();
  await condition(page, 'From', 'Begins with', '+4477');
  await condition(page, 'To', 'Is', '4711');
  await condition(page, 'Text', 'Matches the regular expression', '^order \\d+$');
  await action(page, 'Label the conversation');
  await page.getByRole('textbox', { name: 'Label', exact: true }).fill('orders');
  await action(page, 'Mark as spam');
  await action(page, 'Forward to a number');
  const forward = page.getByRole('group', { name: 'Forward to a number' });
  await forward.getByRole('textbox', { name: 'To', exact: true }).fill('12025550123');
  await forward.getByRole('textbox', { name: 'From', exact: true }).fill('12025550147');
  await forward.getByRole('combobox', { name: 'Over', exact: true }).click();
  await page.getByRole('option', { name: /^Demo trunk/ }).click();
  await create(page);

  comesIn('447700900001', '4712', 'Order 1');
  comesIn('437700900001', '4711', 'Order 2');
  comesIn('447700900003', '4711', 'My order 3');
  comesIn('447700900004', '4711', 'ORDER 4');
  // It is answered by the simulator, over the trunk of its own.
  const forwarded = conversations(page).filter({ hasText: '12025550123' });
  await expect(forwarded).toContainText('ORDER 4');
  await forwarded.click();
  await expect(bubble(page, 'ORDER 4')).toContainText('Accepted');
  await expect(thread(page).getByRole('article')).toHaveCount(1);
  expect(smsc.requests).toEqual([]);
  // The one that fits has left the list for the spam, with its label.
  await expect(conversations(page)).toHaveCount(4);
  await page.getByRole('button', { name: 'Filter conversations' }).click();
  await page.getByRole('menuitem', { name: 'Spam', exact: true }).click();
  await expect(conversations(page).filter({ hasText: 'ORDER 4' })).toContainText(/Spam.*orders/);
});

test('an answer that waits for its delay leaves once, although the program was ended meanwhile', async ({
  app,
}) => {
  const answers = () => thread(app.page).getByRole('article').filter({ hasText: 'We are back at nine.' });
  await messageField(app.page).press('Enter');
  await expect(bubble(app.page, 'Hello from Trunkline')).toContainText('Delivered');
  await newRule(app.page, 'Later');
  await action(app.page, 'Answer');
  await app.page.getByRole('textbox', { name: 'Text', exact: true }).fill('We are back at nine.');
  await app.page.getByRole('textbox', { name: 'After' }).fill('10');
  await create(app.page);
  await answerFromHandset(app.page, 'Anybody there?');
  await expect(bubble(app.page, 'Anybody there?')).toBeVisible();
  await expect(answers()).toHaveCount(0);
  await app.restart();
  await conversations(app.page).first().click();
  await expect(answers()).toContainText('Accepted', { timeout: 30_000 });
  await expect(handset(app.page)).toContainText('We are back at nine.');
  await app.restart();
  await conversations(app.page).first().click();
  await expect(bubble(app.page, 'Anybody there?')).toBeVisible();
  await expect(answers()).toHaveCount(1);
});
