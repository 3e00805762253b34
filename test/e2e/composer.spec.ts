import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { shownOctets } from './octets';
import { bubble, conversations, counter, messageField, paste, thread } from './screens';

const advanced = (page: Page): Locator => page.getByRole('button', { name: /^Advanced/ });
const options = (page: Page): Locator => page.getByRole('region', { name: 'Options', exact: true });
const pdu = (page: Page): Locator => page.getByRole('region', { name: 'PDU as it will be sent' });
const field = (page: Page, name: string): Locator => pdu(page).locator(`[data-field="${name}"]`).first();
const numbers = (page: Page): Locator => page.getByRole('textbox', { name: 'To', exact: true });

async function choose(page: Page, name: string, option: string): Promise<void> {
  await options(page).getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function addTlv(page: Page, search: string): Promise<void> {
  const adder = page.getByRole('combobox', { name: 'Add a TLV' });
  await adder.click();
  await adder.fill(search);
  await page.getByRole('option').first().click();
}

for (const [method, words, shown] of [
  ['UDH, 8-bit reference', /2 segments, 145 left/, '05000300' + '02' + '01'],
  ['UDH, 16-bit reference', /2 segments, 143 left/, '0608040000' + '02' + '01'],
  ['SAR TLVs', /2 segments, 143 left/, '020c00020000' + '020e000102' + '020f000101'],
  ['message_payload', /1 segment,/, '0424' + '00a1'],
] as const) {
  test(`a long message as ${method} is shown as it goes, and arrives`, async ({ app }) => {
    const { page } = app;
    await messageField(page).fill(`${method} ${'a'.repeat(160 - method.length)}`);
    await advanced(page).click();
    await choose(page, 'Long messages', method);
    await expect(counter(page)).toHaveText(words);
    await page.getByRole('button', { name: 'PDU', exact: true }).click();
    expect(await shownOctets(pdu(page))).toContain(shown);

    await messageField(page).press('Control+Enter');
    await page.getByRole('button', { name: 'Close PDU' }).click();
    await expect(bubble(page, method)).toContainText('Delivered');
  });
}

test('what forces UCS-2 is replaced with one click, and an emoji stays as it is', async ({ app }) => {
  const { page } = app;
  await messageField(page).fill('“Yes” – of course…');
  await expect(counter(page)).toContainText('UCS-2');
  await page.getByRole('button', { name: 'Replace 4 characters, stay in GSM 7-bit' }).click();
  await expect(messageField(page)).toHaveValue('"Yes" - of course...');
  await expect(counter(page)).toContainText('GSM 7-bit');

  await messageField(page).fill('A turtle 🐢');
  await expect(counter(page)).toHaveText(/10 characters.*UCS-2.*59 left.*“🐢” is not in GSM 7-bit/);
  await messageField(page).press('Enter');
  await expect(bubble(page, 'A turtle 🐢')).toContainText('Delivered');
});

test('a chosen alphabet refuses what it does not have, at the text', async ({ app }) => {
  const { page } = app;
  await advanced(page).click();
  await choose(page, 'Alphabet', 'Latin-1');
  await messageField(page).fill('żółw');
  await expect(counter(page)).toContainText('“ż” (U+017C) at position 1 cannot be written in Latin-1');
  await messageField(page).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Latin-1' })).toBeVisible();
  await expect(conversations(page)).toHaveCount(0);
});

test('TLVs by name, of a provider and by tag go out as they are shown; a wrong one is told', async ({
  app,
}) => {
  const { page } = app;
  await advanced(page).click();
  await addTlv(page, 'Principal');
  await options(page)
    .getByRole('textbox', { name: 'Principal entity ID (PE_ID)' })
    .fill('1701158019811140068');
  await addTlv(page, 'user_message_reference');
  const reference = options(page).getByRole('textbox', { name: 'user_message_reference' });
  await reference.fill('70000');
  await expect(options(page).getByText('Enter a number from 0 to 65535.')).toBeVisible();
  await messageField(page).press('Enter');
  await expect(conversations(page)).toHaveCount(0);

  await reference.fill('7');
  await advanced(page).click();
  await page.getByRole('button', { name: 'PDU', exact: true }).click();
  await field(page, 'command_id').click();
  await pdu(page).getByRole('tree').press('End');
  await expect(field(page, 'user_message_reference')).toContainText('7');
  await messageField(page).press('Enter');
  await page.getByRole('button', { name: 'PDU', exact: true }).click();
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
});

test('what the version does not have is refused with the reason', async ({ app }) => {
  const { page } = app;
  await advanced(page).click();
  await choose(page, 'PDU', 'broadcast_sm, to areas not in SMPP 3.4');
  await expect(
    options(page).getByText('Demo trunk speaks SMPP 3.4: broadcast_sm came with 5.0.'),
  ).toBeVisible();
});

test('a pasted list is checked and merged, goes out as one send, and is followed', async ({ app }) => {
  const { page } = app;
  await numbers(page).fill('');
  await paste(numbers(page), '12025550123\n+1 202 555 0124; 12025550125\n1-202-555-0123\nAnna');
  await expect(page.getByText('4 numbers · 1 duplicate merged')).toBeVisible();
  await messageField(page).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: '“Anna” is not a number' })).toBeVisible();
  await page.getByRole('button', { name: 'Take it out' }).click();
  await messageField(page).press('Enter');
  await expect(page.getByRole('region', { name: 'Send to 3 numbers' })).toContainText('3 delivered');
  await expect(conversations(page)).toHaveCount(3);
});

test('numbers typed with blanks between them become a list', async ({ app }) => {
  const { page } = app;
  await numbers(page).fill('');
  await numbers(page).pressSequentially('12025550123 12025550124 12025550125 ');
  await expect(page.getByText('3 numbers')).toBeVisible();
  await expect(numbers(page)).toHaveValue('');
  await numbers(page).pressSequentially('+1 202 555 0126');
  await messageField(page).press('Enter');
  await expect(page.getByRole('region', { name: 'Send to 4 numbers' })).toContainText('4 delivered');
});

test('a template is written, filled in and sent; a draft survives a restart', async ({ app }) => {
  const before = app.page;
  await before.getByRole('button', { name: 'Templates' }).click();
  await before.getByRole('button', { name: 'New template' }).click();
  await before.getByRole('textbox', { name: 'Name' }).fill('Appointment');
  await before.getByRole('textbox', { name: 'Text' }).fill('Dear {{name}}, until {{day}}.');
  await before.getByRole('button', { name: 'Save' }).click();
  await before.getByRole('textbox', { name: 'name', exact: true }).fill('Anna');
  await before.getByRole('textbox', { name: 'day', exact: true }).fill('Monday');
  await before.getByRole('button', { name: 'Insert' }).click();
  await expect(messageField(before)).toHaveValue('Dear Anna, until Monday.');

  await app.restart();
  const after = app.page;
  await expect(messageField(after)).toHaveValue('Dear Anna, until Monday.');
  await messageField(after).press('Enter');
  await expect(bubble(after, 'Dear Anna, until Monday.')).toContainText('Delivered');
  await expect(thread(after).getByRole('article')).toHaveCount(1);
});
