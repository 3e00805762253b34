import { readFile } from 'node:fs/promises';
import { exportLog } from './exported-log';
import { expect, test } from './harness/app-test';
import { field, filterBox, list, openLog, rows, selectedRows, sendMessage } from './log-screen';
import { rail } from './screens';

test('F6 goes round the panes of the log, and letters lead from PDU to PDU', async ({ app }) => {
  const { page } = app;
  await sendMessage(page, 'By keyboard alone');
  await openLog(page);
  await rows(page).filter({ hasText: 'By keyboard alone' }).filter({ hasText: 'submit_sm' }).click();
  await expect(field(page, 'command_id')).toContainText('submit_sm');

  await list(page).focus();
  for (const pane of ['Fields', 'Octets', 'What there is to say']) {
    await page.keyboard.press('F6');
    await expect(page.getByLabel(pane, { exact: true }).and(page.locator(':focus'))).toBeVisible();
  }
  for (const pane of ['Octets', 'Fields']) {
    await page.keyboard.press('Shift+F6');
    await expect(page.getByLabel(pane, { exact: true }).and(page.locator(':focus'))).toBeVisible();
  }
  await page.keyboard.press('Shift+F6');
  await expect(list(page)).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(filterBox(page)).toBeFocused();

  await list(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tree', { name: 'Fields' })).toBeFocused();
  await page.keyboard.press('r');
  await expect(field(page, 'command_id')).toContainText('submit_sm_resp');
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeFocused();
  await page.keyboard.press('r');
  await expect(field(page, 'command_id')).not.toContainText('resp');
  await page.keyboard.press('d');
  await expect(field(page, 'command_id')).toContainText('deliver_sm');
  await page.keyboard.press('d');
  await expect(field(page, 'command_id')).toContainText('submit_sm');

  await page.keyboard.press('m');
  await expect(selectedRows(page).getByLabel('Marked')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Note on this PDU' })).toBeFocused();
  // A letter is text there.
  await page.keyboard.type('mr');
  await expect(page.getByRole('textbox', { name: 'Note on this PDU' })).toHaveValue('mr');
  await expect(selectedRows(page).getByLabel('Marked')).toBeVisible();
});

test('find goes from match to match and says where it went round', async ({ app }) => {
  const { page } = app;
  await sendMessage(page, 'Needle one');
  await sendMessage(page, 'Needle two');
  await openLog(page);
  await filterBox(page).fill('command == submit_sm');
  await expect(rows(page)).toHaveCount(2);
  await list(page).press('Home');
  await expect(selectedRows(page)).toContainText('Needle one');

  await list(page).press('Control+f');
  const find = page.getByRole('textbox', { name: 'Find PDUs' });
  await expect(find).toBeFocused();
  await find.fill('needle');
  await find.press('Enter');
  await expect(selectedRows(page)).toContainText('Needle two');
  await page.keyboard.press('F3');
  await expect(selectedRows(page)).toContainText('Needle one');
  await expect(page.getByText('Found from the start on.')).toBeVisible();
  await page.keyboard.press('Shift+F3');
  await expect(selectedRows(page)).toContainText('Needle two');
  await find.fill('haystack');
  await find.press('Enter');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await find.press('Escape');
  await expect(find).toHaveCount(0);
});

test('a filter is saved, chosen again, and forgotten', async ({ app }) => {
  await openLog(app.page);
  await filterBox(app.page).fill('command == bind_transceiver_resp');
  await app.page.getByRole('button', { name: 'Save this filter' }).click();
  await filterBox(app.page).fill('');
  await app.page.getByRole('button', { name: 'Saved filters' }).click();
  await app.page.getByRole('menuitem', { name: 'command == bind_transceiver_resp' }).click();
  await expect(filterBox(app.page)).toHaveValue('command == bind_transceiver_resp');
  await expect(rows(app.page)).toHaveCount(1);
  await app.page.getByRole('button', { name: 'Remove this filter from the saved ones' }).click();
  await expect(app.page.getByRole('button', { name: 'Saved filters' })).toHaveCount(0);
});

test('the dock stays with the live log while the page shows a capture', async ({ app }, info) => {
  const { page } = app;
  await sendMessage(page, 'Before the capture');
  await openLog(page);
  const path = info.outputPath('before.pcapng');
  await exportLog(app, path);
  // As a person drops it on the page.
  const dropped = await page.evaluateHandle(
    (base64) => {
      const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([octets], 'before.pcapng'));
      return data;
    },
    (await readFile(path)).toString('base64'),
  );
  const place = page.getByRole('region', { name: 'PDU log', exact: true }).locator('> div');
  await place.dispatchEvent('dragover', { dataTransfer: dropped });
  await expect(page.getByText('Drop a capture (pcap or pcapng) to open it')).toBeVisible();
  await place.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByRole('button', { name: 'Log shown: before.pcapng' })).toBeVisible();
  await filterBox(page).fill('command == submit_sm');
  await expect(rows(page)).toHaveCount(1);

  await rail(page, 'Messages').click();
  await sendMessage(page, 'After the capture');
  await expect(filterBox(page)).toHaveValue('');
  await expect(rows(page).filter({ hasText: 'After the capture' }).first()).toBeVisible();

  await rail(page, 'Log').click();
  await expect(page.getByRole('button', { name: 'Log shown: before.pcapng' })).toBeVisible();
  await expect(filterBox(page)).toHaveValue('command == submit_sm');
  await expect(rows(page)).toHaveCount(1);
  await rail(page, 'Messages').click();
  await page.getByRole('button', { name: 'Open the log page' }).click();
  await expect(page.getByRole('button', { name: 'Log shown: Live log' })).toBeVisible();
});

test('the list follows what arrives until the reader goes elsewhere, and again when asked', async ({
  app,
}) => {
  const { page } = app;
  await openLog(page);
  await expect(page.getByRole('button', { name: 'Following the newest PDU' })).toBeVisible();
  await rows(page).first().click();
  await expect(page.getByRole('button', { name: 'Follow the newest PDU' })).toBeVisible();
  await rail(page, 'Messages').click();
  for (let number = 1; number <= 12; number += 1) await sendMessage(page, `Line ${number} of twelve`);
  await rail(page, 'Log').click();
  // What was selected is where the list opens; the newest is further down.
  await expect(selectedRows(page)).toBeVisible();
  await page.getByRole('button', { name: 'Follow the newest PDU' }).click();
  await expect(rows(page).filter({ hasText: 'Line 12 of twelve' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Following the newest PDU' })).toBeVisible();
});
