import { exportLog } from './exported-log';
import { expect, test } from './harness/app-test';
import { openLog, rows, sendMessage } from './log-screen';

test('a request leads to its response and its receipt, which is explained', async ({ app }) => {
  const { page } = app;
  await sendMessage(page, 'Where did it go');
  await openLog(page);
  await rows(page).filter({ hasText: 'Where did it go' }).filter({ hasText: 'submit_sm' }).click();
  const explanation = page.getByRole('region', { name: 'Explanation' });
  await expect(explanation).toContainText('data_coding 0x00 claims GSM 7-bit');
  await explanation.getByRole('button', { name: /^Receipt/ }).click();
  await expect(explanation).toContainText('receipted_message_id');
  await expect(explanation).toContainText('delivered to the handset');
  await explanation.getByRole('button', { name: /^The message that this receipt is about/ }).click();
  await explanation.getByRole('button', { name: /^Answered after/ }).click();
  await expect(page.locator('[role="treeitem"][data-field="command_id"]')).toContainText('submit_sm_resp');
});

test('the filter box says what is wrong, completes, narrows by a value and hides enquire_link', async ({
  app,
}) => {
  const { page } = app;
  await sendMessage(page, 'Filtered by value');
  await openLog(page);
  const filter = page.getByRole('combobox', { name: 'Filter PDUs' });
  await filter.fill('command == ');
  await expect(filter).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Say what command is compared with.')).toBeVisible();
  await filter.fill('command == submit_sm_r');
  await filter.press('ArrowDown');
  await filter.press('Enter');
  await expect(filter).toHaveValue('command == submit_sm_resp ');
  await expect(rows(page)).toHaveCount(1);

  await filter.fill('');
  await rows(page).filter({ hasText: 'Filtered by value' }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Filter by command == submit_sm', exact: true }).click();
  await expect(filter).toHaveValue('command == submit_sm');
  await expect(rows(page)).toHaveCount(1);
});

test('the session is drawn as a sequence, counted, and two PDUs are compared', async ({ app }) => {
  const { page } = app;
  await sendMessage(page, 'First of two');
  await sendMessage(page, 'Second of two');
  await openLog(page);
  await page.getByRole('button', { name: 'Sequence diagram' }).click();
  const arrows = page.getByRole('listbox', { name: 'Sequence diagram' }).getByRole('option');
  await expect(arrows.filter({ hasText: 'bind_transceiver_resp' })).toHaveCount(1);
  await expect(arrows.filter({ hasText: 'First of two' }).first()).toHaveAccessibleName(/ESME to SMSC/);

  await page.getByRole('button', { name: 'Statistics' }).click();
  const statistics = page.getByRole('region', { name: 'Statistics' });
  await expect(statistics.getByRole('row', { name: /^submit_sm 2/ })).toBeVisible();
  await statistics.getByRole('button', { name: 'submit_sm', exact: true }).click();
  await expect(rows(page)).toHaveCount(2);

  await rows(page).filter({ hasText: 'First of two' }).click();
  await rows(page).filter({ hasText: 'Second of two' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Compare with PDU/ }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('row', { name: /^short_message First of two/ })).toContainText(
    'Second of two',
  );
  await comparison.getByRole('button', { name: 'Close the comparison' }).click();
});

test('what the filter shows is exported and opened again', async ({ app }, info) => {
  const { page } = app;
  await sendMessage(page, 'Into a capture');
  await openLog(page);
  const path = info.outputPath('exported.pcapng');
  await exportLog(app, path);

  await page.getByRole('button', { name: /^Log shown/ }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Open a capture…' }).click();
  await (await chooser).setFiles(path);
  await expect(page.getByRole('button', { name: 'Log shown: exported.pcapng' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'Into a capture' }).filter({ hasText: 'submit_sm' })).toHaveCount(
    1,
  );
  await rows(page).filter({ hasText: 'bind_transceiver' }).first().click();
  await expect(page.locator('[role="treeitem"][data-field="password"]')).toContainText('********');
});

test('a note and a mark stay on a PDU', async ({ app }) => {
  const { page } = app;
  await sendMessage(page, 'Worth a note');
  await openLog(page);
  await rows(page).filter({ hasText: 'Worth a note' }).filter({ hasText: 'submit_sm' }).click();
  const note = page.getByRole('textbox', { name: 'Note on this PDU' });
  await note.fill('Ask the provider about this one');
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Marked' })).toBeVisible();
  const filter = page.getByRole('combobox', { name: 'Filter PDUs' });
  await filter.fill('mark and note contains "provider"');
  await expect(rows(page)).toHaveCount(1);
});
