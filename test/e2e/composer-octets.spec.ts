import {
  addTlv,
  choose,
  hexOf,
  numbers,
  options,
  pdu,
  sendAsShown,
  shownParts,
  toggle,
  withoutSequence,
  writeOver,
} from './composer-screen';
import { expect, test } from './harness/app-test';
import { shownOctets } from './octets';
import { bubble, counter, messageField, paste } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

test('every field and TLV goes out octet by octet as it was shown, and stands so in the PDU log', async ({
  app,
}) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await messageField(page).fill('Field by field');
  for (const preset of ['Flash', 'Silent', 'USSD']) {
    await options(page).getByRole('button', { name: preset, exact: true }).click();
  }
  await choose(page, 'schedule_delivery_time', /^After/);
  await options(page).getByRole('textbox', { name: 'schedule_delivery_time, how many' }).fill('2');
  await choose(page, 'validity_period', /^At a time/);
  await options(page).getByLabel('validity_period, date and time').fill('2030-05-06T07:08');
  await options(page).getByRole('textbox', { name: 'priority_flag' }).fill('3');
  await (
    await addTlv(page, 'Principal entity')
  )
    .getByRole('textbox', { name: /PE_ID/ })
    .fill('1701158019811140068');
  await (
    await addTlv(page, 'Content template')
  )
    .getByRole('textbox', { name: /Content template/ })
    .fill('1707');
  await (
    await addTlv(page, 'user_message_reference')
  )
    .getByRole('textbox', { name: 'user_message_reference' })
    .fill('258');
  await page.getByRole('combobox', { name: 'Add a TLV' }).fill('0x1403');
  await page.getByRole('button', { name: /Another tag with octets/ }).click();
  await options(page).getByRole('textbox', { name: 'Tag and octets' }).fill('c0 ff ee');

  const sent = await sendAsShown(page, smsc);
  const ascii = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
  expect(sent).toContain(`${ascii('USSD')}00`);
  expect(sent).toContain(`4003${ascii('000000020000000R')}00`);
  expect(sent).toContain(`${ascii('300506070800000+')}00`);
  for (const tlv of ['0501000102', `14000013${ascii('1701158019811140068')}`, `14010004${ascii('1707')}`])
    expect(sent).toContain(tlv);
  expect(sent).toContain('020400020102');
  expect(sent.endsWith('14030003c0ffee')).toBe(true);

  await page.getByRole('button', { name: 'Close PDU' }).click();
  await page.getByRole('button', { name: 'Open the log page' }).click();
  await page
    .getByRole('grid', { name: 'PDUs' })
    .getByRole('row')
    .filter({ hasText: 'Field by field' })
    .click();
  expect(await shownOctets(page.getByRole('region', { name: 'Octets', exact: true }))).toBe(sent);
});

test('data_sm, a WAP push and each part of a long message go out as they were shown', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await messageField(page).fill('As data_sm');
  await choose(page, 'PDU', 'data_sm');
  expect((await sendAsShown(page, smsc)).slice(8, 16)).toBe('00000103');

  await toggle(page, /^Advanced/).click();
  await options(page).getByRole('button', { name: 'WAP push', exact: true }).click();
  await page.getByRole('textbox', { name: 'Octets', exact: true }).fill('01 06 04 03');
  await toggle(page, /^PDU$/).click();
  const shown = await shownOctets(pdu(page));
  expect(shown).toContain('0b' + '0605040b8423f0' + '01060403');
  await page.getByRole('textbox', { name: 'Octets', exact: true }).press('Control+Enter');
  await expect.poll(() => smsc.requests.length).toBe(2);
  expect(withoutSequence(hexOf(smsc.requests[1]))).toBe(shown);

  await toggle(page, /^Advanced/).click();
  await page.getByRole('button', { name: 'Reset options' }).click();
  await messageField(page).fill('long '.repeat(70));
  const parts = await shownParts(page, 3);
  await messageField(page).press('Control+Enter');
  await expect.poll(() => smsc.requests.length).toBe(5);
  const withoutReference = (hex: string): string => withoutSequence(hex).replace(/050003../, '05000300');
  expect(smsc.requests.slice(2).map((octets) => withoutReference(hexOf(octets)))).toEqual(parts);
});

test('submit_multi goes to numbers and lists; each that is refused says so', async ({ app }) => {
  const { page } = app;
  smsc.refused.add('12025550102').add('night shift');
  await writeOver(page, smsc, '3.4');
  await numbers(page).fill('');
  await paste(numbers(page), '12025550101 12025550102');
  await choose(page, 'PDU', /^submit_multi/);
  await options(page).getByRole('textbox', { name: 'Distribution lists' }).fill('staff, night shift');
  await messageField(page).fill('To all of you');
  await sendAsShown(page, smsc);

  const send = page.getByRole('region', { name: 'Send to 4 numbers' });
  await expect(send).toContainText('4 messages · 2 accepted · 2 failed');
  await send.getByRole('button', { name: 'Show 2 not delivered' }).click();
  const failures = page.getByRole('listbox', { name: 'Recipients that it was not delivered to' });
  await expect(failures.getByRole('option').filter({ hasText: '12025550102' })).toContainText(
    'ESME_RINVDSTADR',
  );
  await expect(failures.getByRole('option').filter({ hasText: 'night shift' })).toContainText(
    'ESME_RINVDLNAME',
  );
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('option').filter({ hasText: '12025550102' }).click();
  await expect(bubble(page, 'To all of you')).toContainText('Refused');
});

test('a broadcast goes to its areas, and is asked about and taken back', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '5.0');
  await choose(page, 'PDU', /^broadcast_sm/);
  await expect(numbers(page)).toHaveCount(0);
  await messageField(page).fill('Stay inside');
  await messageField(page).press('Control+Enter');
  await expect(
    options(page).getByText('Name each area that the message is to be broadcast in.'),
  ).toBeVisible();
  await options(page).getByRole('textbox', { name: 'Area' }).fill('Vilnius');
  await sendAsShown(page, smsc);

  const message = bubble(page, 'Stay inside');
  await expect(message).toContainText('Accepted');
  await message.getByRole('button', { name: 'Details' }).click();
  await message.getByRole('button', { name: /query_broadcast_sm/ }).click();
  await expect(message.getByRole('status')).toContainText('enroute');
  smsc.statuses.set('query_broadcast_sm', 0x0111).set('cancel_broadcast_sm', 0x0112);
  await message.getByRole('button', { name: /query_broadcast_sm/ }).click();
  await expect(message.getByRole('status')).toContainText('said nothing of the message: ');
  await expect(message.getByRole('status')).toContainText('0x0111');
  await message.getByRole('button', { name: /cancel_broadcast_sm/ }).click();
  await expect(message.getByRole('status')).toContainText('did not cancel the message: ');
  await expect(message.getByRole('status')).toContainText('0x0112');
  await expect(message).toContainText('Enroute');
  smsc.statuses.clear();
  await message.getByRole('button', { name: /cancel_broadcast_sm/ }).click();
  await expect(message).toContainText('Deleted');
  expect(smsc.requests.map((octets) => hexOf(octets).slice(8, 16))).toEqual([
    '00000111',
    '00000112',
    '00000112',
    '00000113',
    '00000113',
  ]);
});

test('3.3 takes user data headers only, 140 octets at most, and refuses the rest with the reason', async ({
  app,
}) => {
  const { page } = app;
  await writeOver(page, smsc, '3.3');
  await messageField(page).fill('a'.repeat(141));
  await expect(counter(page)).toHaveText(/141 characters.*2 segments, 127 left/);
  const refusals = [
    ['Long messages', 'SAR TLVs', 'Scripted speaks SMPP 3.3: it has no TLVs, which SAR is made of.'],
    ['Long messages', 'message_payload', 'it has no TLVs, which message_payload is made of.'],
    ['PDU', 'data_sm', 'Scripted speaks SMPP 3.3: data_sm came with 3.4.'],
    ['PDU', 'broadcast_sm, to areas', 'Scripted speaks SMPP 3.3: broadcast_sm came with 5.0.'],
  ] as const;
  for (const [field, choice, reason] of refusals) {
    await choose(page, field, new RegExp(`^${choice}`));
    await expect(options(page).getByRole('alert').filter({ hasText: reason })).toBeVisible();
    await messageField(page).press('Control+Enter');
    await page.getByRole('button', { name: 'Reset options' }).click();
  }
  await (
    await addTlv(page, 'user_message_reference')
  )
    .getByRole('textbox', { name: 'user_message_reference' })
    .fill('7');
  await expect(options(page)).toContainText('Scripted speaks SMPP 3.3, which has no TLVs. Remove them.');
  await messageField(page).press('Control+Enter');
  expect(smsc.requests).toHaveLength(0);

  await options(page).getByRole('button', { name: 'Remove user_message_reference' }).click();
  await messageField(page).press('Control+Enter');
  await expect.poll(() => smsc.requests.length).toBe(2);
  for (const octets of smsc.requests) expect(hexOf(octets)).toContain('050003');
});
