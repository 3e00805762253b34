import type { Page } from '@playwright/test';
import { decode } from '#shared/smpp/decode';
import {
  addTlv,
  choose,
  flip,
  hexOf,
  numbers,
  openOptions,
  options,
  pdu,
  sendAsShown,
  toggle,
  typed,
  writeOver,
} from './composer-screen';
import { expect, test } from './harness/app-test';
import { shownOctets } from './octets';
import { bubble, counter, messageField, openSettings, paste, rail, trunkField, unfold } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

const alert = (page: Page) => options(page).getByRole('alert');
const commandOf = (octets: Uint8Array | undefined): string => hexOf(octets).slice(8, 16);

test('what data_sm has no field for is said at the field, and nothing leaves without it', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await messageField(page).fill('Silent');
  await choose(page, 'PDU', 'data_sm');
  await options(page).getByRole('button', { name: 'Silent', exact: true }).click();
  await expect(alert(page)).toHaveText('data_sm has no protocol_id. Leave it out, or choose submit_sm.');
  await messageField(page).press('Control+Enter');
  await expect(messageField(page)).toHaveValue('Silent');
  expect(smsc.requests).toHaveLength(0);
  await options(page).getByRole('button', { name: 'Silent', exact: true }).click();
  await expect(alert(page)).toHaveCount(0);

  await choose(page, 'Messaging mode', /^datagram/);
  await choose(page, 'By the recipient', /0x04$/);
  await typed(page, 'service_type').fill('CMT');
  const { pdu: sent } = decode(Buffer.from(await sendAsShown(page, smsc), 'hex'));
  const body = { serviceType: 'CMT', esmClass: 1, registeredDelivery: 5, dataCoding: 0 };
  expect(sent).toMatchObject({ command: 'data_sm', body });
});

test('a long broadcast is one PDU with its areas, class and interval; a wrong area is said where it stands', async ({
  app,
}) => {
  const { page } = app;
  await writeOver(page, smsc, '5.0');
  await choose(page, 'PDU', /^broadcast_sm/);
  await expect(options(page).getByRole('region', { name: 'registered_delivery' })).toHaveCount(0);
  const text = 'Stay inside. '.repeat(30);
  await messageField(page).fill(text);
  await typed(page, 'Area').fill('Žilina');
  await expect(alert(page)).toHaveText('Use characters of Latin-1 only; SMPP sends the name octet by octet.');
  await typed(page, 'Area').fill('Oslo');
  await page.getByRole('button', { name: 'Another area' }).click();
  await choose(page, 'Format of area 2', /^polygon/);
  await typed(page, 'Area 2').fill('nowhere');
  await expect(alert(page)).toHaveText('Write the shape as pairs of hexadecimal digits (3GPP TS 23.032).');
  await typed(page, 'Area 2').fill('01 02 03');
  await choose(page, 'Network', /^GSM/);
  await typed(page, 'Content type').fill('0x33');
  await typed(page, 'Repetitions').fill('12');
  await choose(page, 'Every', /^hours/);
  await typed(page, 'How many of them').fill('2');
  await choose(page, 'validity_period', /^After/);
  await typed(page, 'validity_period, how many').fill('6');
  await typed(page, 'priority_flag').fill('1');
  await addTlv(page, 'broadcast_message_class');
  await typed(page, 'broadcast_message_class').fill('2');
  const { pdu: sent } = decode(Buffer.from(await sendAsShown(page, smsc), 'hex'));
  expect(sent).toMatchObject({
    command: 'broadcast_sm',
    body: { validityPeriod: '000000060000000R', priorityFlag: 1, messageId: '' },
  });
  if (sent.command !== 'broadcast_sm') return;
  const values = sent.tlvs.map(({ tag, value }) => [tag, hexOf(value)]);
  const ascii = (written: string): string => Buffer.from(written, 'latin1').toString('hex');
  expect(values).toEqual([
    [0x0424, ascii(text)],
    [0x0603, '02'],
    [0x0606, `00${ascii('Oslo')}`],
    [0x0606, '02010203'],
    [0x0601, '010033'],
    [0x0604, '000c'],
    [0x0605, '0a0002'],
  ]);
});

test('a stored text, a silent message and USSD go without a text of their own', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await messageField(page).press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Write a message first.' })).toBeVisible();
  await typed(page, 'sm_default_msg_id').fill('17');
  const { pdu: sent } = decode(Buffer.from(await sendAsShown(page, smsc), 'hex'));
  expect(sent).toMatchObject({ command: 'submit_sm', body: { smDefaultMsgId: 17 } });
  expect(hexOf(smsc.requests[0]).endsWith('1100')).toBe(true);
  await expect(page.getByRole('article')).toContainText('Accepted');
});

test('numbers stand beside the words, the data_coding that the alphabet makes among them', async ({
  app,
}) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await messageField(page).fill('żółw');
  await expect(typed(page, 'data_coding')).toHaveAttribute('placeholder', '0x08');
  await flip(page, 'Flash');
  await expect(typed(page, 'data_coding')).toHaveAttribute('placeholder', '0x18');
  const row = (name: string) => options(page).getByRole('region', { name, exact: true });
  await expect(row('Addresses')).toContainText('By the address: international');
  await choose(page, 'dest_addr_npi', /18$/);
  await expect(row('Addresses').getByText('18', { exact: true })).toBeVisible();
  await choose(page, 'Message type', /0x10$/);
  await expect(row('esm_class').getByText('0x10', { exact: true })).toHaveCount(2);
});

test('submit_multi carries the fields and a long text to numbers and lists', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await numbers(page).fill('');
  await paste(numbers(page), '12025550101\n12025550102');
  await choose(page, 'PDU', /^submit_multi/);
  await typed(page, 'Distribution lists').fill(`staff, ${'x'.repeat(65)}`);
  await expect(alert(page)).toHaveText('The name of a list has at most 64 characters.');
  await typed(page, 'Distribution lists').fill('staff');
  await typed(page, 'priority_flag').fill('2');
  await options(page).getByRole('button', { name: 'Silent', exact: true }).click();
  await choose(page, 'Long messages', 'message_payload');
  await messageField(page).fill('many '.repeat(60));
  const { pdu: sent } = decode(Buffer.from(await sendAsShown(page, smsc), 'hex'));
  expect(sent).toMatchObject({ command: 'submit_multi', body: { priorityFlag: 2, protocolId: 0x40 } });
  if (sent.command !== 'submit_multi') return;
  expect(sent.body?.destAddresses).toEqual([
    { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '12025550101' },
    { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '12025550102' },
    { destFlag: 2, dlName: 'staff' },
  ]);
});

test('on 3.3 the trunk can allow more of short_message than its version does', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.3');
  await messageField(page).fill('a'.repeat(141));
  await expect(counter(page)).toContainText('2 segments');
  await rail(page, 'Trunks').click();
  await openSettings(page);
  await unfold(page, 'Alphabets and receipts');
  await trunkField(page, 'short_message').fill('254');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('All changes are saved.')).toBeVisible();
  await rail(page, 'Messages').click();
  await expect(counter(page)).toContainText('1 segment, 19 left');
  await openOptions(page);
  await sendAsShown(page, smsc);
});

test('a trunk without receipts asks for the state of what it sent by itself', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await rail(page, 'Trunks').click();
  await openSettings(page);
  await unfold(page, 'Alphabets and receipts');
  await page.getByRole('switch', { name: 'Ask for states' }).click();
  await trunkField(page, 'Every').fill('10');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('All changes are saved.')).toBeVisible();
  await rail(page, 'Messages').click();
  await messageField(page).fill('Where are you?');
  await messageField(page).press('Control+Enter');
  const message = bubble(page, 'Where are you?');
  await expect(message).toContainText('Enroute', { timeout: 30_000 });
  expect(commandOf(smsc.requests[1])).toBe('00000003');
});

test('a draft keeps its numbers and every option over a restart, with and without a text', async ({
  app,
}) => {
  const before = app.page;
  await writeOver(before, smsc, '3.4');
  await numbers(before).fill('');
  await paste(numbers(before), '12025550101\n12025550102');
  await choose(before, 'Alphabet', 'UCS-2');
  await choose(before, 'validity_period', /^After/);
  await typed(before, 'validity_period, how many').fill('3');
  await (await addTlv(before, 'Principal entity')).getByRole('textbox', { name: /PE_ID/ }).fill('1701');
  await flip(before, 'Reply path');
  await app.restart();
  const between = app.page;
  await expect(between.getByText('2 numbers')).toBeVisible();
  await expect(between.getByRole('button', { name: /^Advanced/ })).toContainText(
    'UCS-2, validity, 1 TLV, 1 other field',
  );
  await messageField(between).fill('Kept');
  await between.getByRole('button', { name: 'PDU', exact: true }).click();
  const shown = await shownOctets(pdu(between));
  await app.restart();
  const after = app.page;
  await expect(messageField(after)).toHaveValue('Kept');
  if (!(await pdu(after).isVisible())) await toggle(after, /^PDU$/).click();
  expect(await shownOctets(pdu(after))).toBe(shown);
  await expect(after.getByRole('combobox', { name: 'Trunk', exact: true })).toContainText('Scripted');
});
