import { expect, test } from './harness/app-test';
import {
  answerField,
  bubble,
  conversations,
  counter,
  handset,
  messageField,
  rail,
  thread,
  writeTo,
} from './screens';

test('a refused message says why, and is never sent again by itself', async ({ app }) => {
  const { page } = app;
  await writeTo(page, '12025550196', 'To nobody');
  await expect(bubble(page, 'To nobody')).toContainText('Refused');
  await expect(bubble(page, 'To nobody')).toContainText('ESME_RINVDSTADR');

  // The text can be written again by hand.
  await bubble(page, 'To nobody').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Write this text again' }).click();
  await expect(messageField(page)).toHaveValue('To nobody');
  await expect(thread(page).getByRole('article')).toHaveCount(1);
});

test('a long message is counted as it is typed and goes in parts that can be looked at', async ({ app }) => {
  const { page } = app;
  await messageField(page).fill('a'.repeat(161));
  await expect(counter(page)).toHaveText(/161 characters.*GSM 7-bit.*2 segments, 145 left/);
  await messageField(page).fill(`${'a'.repeat(80)}ł`);
  await expect(counter(page)).toHaveText(/UCS-2.*2 segments.*“ł” is not in GSM 7-bit/);

  await messageField(page).press('Enter');
  const message = bubble(page, 'ł');
  await expect(message).toContainText('Delivered');
  await message.getByRole('button', { name: '2 segments' }).click();
  await expect(message.getByRole('row')).toHaveCount(3);
  await expect(message.getByRole('row').nth(2)).toContainText('2 of 2');
});

test('without a receipt the message stays accepted', async ({ app }) => {
  const { page } = app;
  await page.getByRole('switch', { name: 'Request a receipt' }).click();
  await messageField(page).fill('No receipt, please');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'No receipt, please')).toContainText('Accepted');
});

test('a refusal stands at its field and goes when the field is edited', async ({ app }) => {
  const { page } = app;
  const destination = page.getByRole('textbox', { name: 'To', exact: true });
  await destination.fill('');
  await messageField(page).press('Enter');
  await expect(page.getByText('Enter a destination address.')).toBeVisible();
  await expect(destination).toHaveAttribute('aria-invalid', 'true');
  await destination.fill('1');
  await expect(page.getByText('Enter a destination address.')).toHaveCount(0);
});

test('what arrives elsewhere is counted until it has been read', async ({ app }) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await writeTo(page, '12025550177', 'Another number');
  await expect(bubble(page, 'Another number')).toContainText('Delivered');

  // The phone beside the conversation is that of the number one writes with; the other one is on the Simulator page.
  await expect(handset(page)).toContainText('Another number');
  await rail(page, 'Simulator').click();
  await answerField(page).fill('Knock knock');
  await answerField(page).press('Enter');
  await rail(page, 'Messages, 1 unread').click();
  const row = conversations(page).filter({ hasText: 'Knock knock' });
  await expect(row.getByLabel('1 unread')).toBeVisible();
  await row.click();
  await expect(bubble(page, 'Knock knock')).toBeVisible();
  await expect(rail(page, 'Messages, 1 unread')).toHaveCount(0);
});

test('the list of conversations is walked with the arrows, and Enter goes to the message', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await writeTo(page, '12025550177', 'Another number');
  await expect(bubble(page, 'Another number')).toContainText('Delivered');

  const list = page.getByRole('listbox', { name: 'Conversations' });
  await list.focus();
  await list.press('ArrowDown');
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();
  await expect(list).toBeFocused();
  await list.press('ArrowUp');
  await expect(bubble(page, 'Another number')).toBeVisible();
  await list.press('End');
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();
  await list.press('Enter');
  await expect(messageField(page)).toBeFocused();
});

test('a thread follows new messages, unless one reads further up', async ({ app }) => {
  const { page } = app;
  const lines = (name: string) => Array.from({ length: 30 }, (_, at) => `${name} ${at}`).join('\n');
  for (const name of ['First', 'Second']) {
    await messageField(page).fill(lines(name));
    await messageField(page).press('Enter');
    await expect(bubble(page, `${name} 29`)).toBeInViewport();
  }
  await thread(page).hover();
  await page.mouse.wheel(0, -100_000);
  await expect(bubble(page, 'First 0')).toBeInViewport();
  await answerField(page).fill('Below');
  await answerField(page).press('Enter');
  await page.getByRole('button', { name: 'New messages' }).click();
  await expect(bubble(page, 'Below')).toBeInViewport();
});

test('a new message that is asked for while an empty one is open is there to be written', async ({ app }) => {
  const { page } = app;
  await messageField(page).fill('');
  await page.getByRole('button', { name: 'New message' }).first().click();
  await expect(messageField(page)).toBeVisible();
  await page.getByRole('button', { name: 'New message' }).first().click();
  await expect(messageField(page)).toBeVisible();
});
