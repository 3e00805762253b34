import { expect, test } from './harness/app-test';
import { bubble, conversations, messageField, thread } from './screens';

test('a message is written, sent, looked at, deleted and brought back without a pointer', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const focused = page.locator(':focus');
  // The cursor is in the message already.
  await expect(messageField(page)).toBeFocused();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('By keyboard alone');

  // On from the text: Send, Templates, Advanced.
  for (const name of [/^Send$/, /^Templates$/, /^Advanced/]) {
    await keyboard.press('Tab');
    await expect(focused).toHaveAccessibleName(name);
    await expect(focused).not.toHaveCSS('outline-style', 'none');
  }
  await keyboard.press('Enter');
  const options = page.getByRole('region', { name: 'Options', exact: true });
  await expect(options).toBeVisible();
  await options.getByRole('combobox', { name: 'Alphabet', exact: true }).focus();
  await keyboard.press('ArrowDown');
  await keyboard.type('Latin');
  await keyboard.press('Enter');
  await expect(options.getByRole('combobox', { name: 'Alphabet', exact: true })).toContainText('Latin-1');
  await options.getByRole('button', { name: 'Close options' }).focus();
  await keyboard.press('Enter');
  await expect(options).toHaveCount(0);

  await messageField(page).focus();
  await keyboard.press('Enter');
  const message = bubble(page, 'By keyboard alone');
  await expect(message).toContainText('Delivered');
  // What becomes of it is read aloud, once it is there.
  await expect(page.getByRole('region', { name: 'Thread' }).getByRole('status').last()).toHaveText(
    'Delivered: By keyboard alone',
  );
  await expect(messageField(page)).toBeFocused();

  // Back to the thread, to what was sent, and to its menu.
  await message.getByRole('button', { name: 'Details' }).focus();
  await keyboard.press('Enter');
  await expect(message.getByRole('list', { name: 'History' })).toContainText('Sent to the SMSC.');
  await keyboard.press('Enter');
  await expect(message.getByRole('list', { name: 'History' })).toHaveCount(0);
  await keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(message).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).focus();
  await keyboard.press('Enter');
  await expect(message).toBeVisible();
  await expect(thread(page).getByRole('article')).toHaveCount(1);
});

test('templates and rules are made and used without a pointer', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  await expect(messageField(page)).toBeFocused();
  await page.getByRole('button', { name: 'Templates' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Templates' })).toBeVisible();
  await page.getByRole('button', { name: 'New template' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await keyboard.type('Greeting');
  await keyboard.press('Tab');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Good day');
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Insert' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Templates' })).toHaveCount(0);
  await expect(messageField(page)).toHaveValue('Good day');
  await messageField(page).focus();
  await keyboard.press('Enter');
  await expect(conversations(page)).toHaveCount(1);

  await page.getByRole('button', { name: 'More for messages' }).focus();
  await keyboard.press('Enter');
  await keyboard.type('Inb');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'New rule' }).first().focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await keyboard.type('Everything is spam');
  await page.getByRole('combobox', { name: 'Add what it does' }).focus();
  await keyboard.press('ArrowDown');
  await keyboard.type('Mark');
  await keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Inbound rules' })).toContainText('Everything is spam');
});
