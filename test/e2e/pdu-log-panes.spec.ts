import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import {
  field,
  fieldTree,
  filterBox,
  list,
  litOctets,
  openTroubledCapture,
  openLog,
  row,
  rows,
  selectedRows,
} from './log-screen';
import { bubble, messageField, rail } from './screens';

/** Offsets of the octets that are lit, the first and the last. */
async function lit(page: Page): Promise<readonly [number, number]> {
  const offsets = await litOctets(page).evaluateAll((each) =>
    each.map((octet) => Number((octet as HTMLElement).dataset['offset'])),
  );
  return [Math.min(...offsets), Math.max(...offsets)];
}

test('a field lights its octets and an octet its field, in a UDH and in a TLV that holds one', async ({
  app,
}, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);

  // 05 00 03 2a 02 01 at the beginning of short_message, which begins at 55.
  await row(page, 7).click();
  await field(page, 'command_length').click();
  await expect.poll(() => lit(page)).toEqual([0, 3]);
  await page.locator('[data-offset="58"]').first().click();
  await expect(field(page, 'IED')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => lit(page)).toEqual([58, 60]);
  await expect(page.getByRole('region', { name: 'Explanation' })).toContainText('part 1 of 2, reference 42');
  await fieldTree(page).press('ArrowLeft');
  await expect(field(page, 'Concatenation, 8-bit reference')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => lit(page)).toEqual([56, 60]);
  await field(page, 'user_data_header').click();
  await expect.poll(() => lit(page)).toEqual([55, 60]);

  // A TLV is folded until one of its octets is asked for.
  await row(page, 15).click();
  await expect(field(page, 'message_payload')).toBeVisible();
  const payload = field(page, 'message_payload');
  await payload.click();
  const [start, end] = await lit(page);
  expect(end - start).toBe(4 + 7 + 'A payload behind ports'.length - 1);
  await page.getByRole('group', { name: 'Octets' }).press('Home');
  await page
    .locator(`[data-offset="${start + 7}"]`)
    .first()
    .click();
  await expect(field(page, 'IED')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => lit(page)).toEqual([start + 7, start + 10]);
  await expect(field(page, 'IED')).toContainText('5514');
  // The pointer alone shows the other half as well.
  await page.locator('[data-offset="2"]').first().hover();
  await fieldTree(page).press('Home');
  await page.locator('[data-offset="6"]').first().hover();
  await expect(field(page, 'command_id')).toHaveClass(/hovered/);
  await field(page, 'sequence_number').hover();
  await expect(page.locator('[data-offset="12"]').first()).toHaveClass(/hovered/);
});

test('rows are taken into the selection and out of it, and the one under a menu stands out', async ({
  app,
}, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  const more = { modifiers: ['ControlOrMeta' as const] };
  await row(page, 3).click();
  await row(page, 5).click(more);
  await row(page, 7).click(more);
  await expect(selectedRows(page)).toHaveCount(3);
  await row(page, 7).click(more);
  await expect(selectedRows(page)).toHaveCount(2);
  await expect(row(page, 7)).toHaveAttribute('aria-selected', 'false');
  await expect(page.getByRole('region', { name: 'Fields' })).toContainText('PDU 5');
  await row(page, 5).click(more);
  await expect(selectedRows(page)).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Fields' })).toContainText('PDU 3');
  await row(page, 3).click(more);
  await expect(selectedRows(page)).toHaveCount(0);
  await expect(fieldTree(page)).toHaveCount(0);

  await row(page, 4).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(row(page, 4)).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('Escape');
  await expect(row(page, 4)).toHaveCSS('outline-style', 'none');
  // Below the rows there is nothing to offer.
  await filterBox(page).fill('number == 4');
  await expect(rows(page)).toHaveCount(1);
  await list(page).click({ button: 'right', position: { x: 200, y: 120 } });
  await expect(page.getByRole('menu')).toHaveCount(0);

  // By key the menu stands at its row, and gives the focus back.
  await filterBox(page).fill('');
  await expect(row(page, 6)).toBeVisible();
  await row(page, 6).click();
  await list(page).press('Shift+F10');
  await expect(row(page, 6)).toHaveCSS('outline-style', 'solid');
  const [menu, under] = await Promise.all([page.getByRole('menu').boundingBox(), row(page, 6).boundingBox()]);
  expect(Math.abs((menu?.y ?? 0) - ((under?.y ?? 0) + (under?.height ?? 0)))).toBeLessThan(12);
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeFocused();
});

test('two PDUs are compared, and only what differs where that is asked', async ({ app }, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  await row(page, 7).click();
  await row(page, 8).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Compare with PDU 7' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('row', { name: /^sequence_number 3 4/ })).toBeVisible();
  await expect(comparison.getByRole('row', { name: /^source_addr / })).toHaveCount(1);
  await comparison.getByRole('switch', { name: 'Only what differs' }).click();
  await expect(comparison.getByRole('row', { name: /^source_addr / })).toHaveCount(0);
  await expect(comparison.getByRole('row', { name: /^IED 2A 02 01/ })).toContainText('2A 02 02');
});

test('marks and notes survive a restart, beside the capture', async ({ app }) => {
  await messageField(app.page).fill('Worth a note');
  await messageField(app.page).press('Enter');
  await expect(bubble(app.page, 'Worth a note')).toContainText('Delivered');
  await openLog(app.page);
  await rows(app.page).filter({ hasText: 'Worth a note' }).filter({ hasText: 'submit_sm' }).click();
  await list(app.page).press('m');
  await expect(selectedRows(app.page).getByLabel('Marked')).toBeVisible();
  await list(app.page).press('n');
  await app.page.keyboard.type('Ask the provider about this one');
  await app.page.keyboard.press('Tab');
  await expect(selectedRows(app.page).getByLabel('Has a note')).toBeVisible();

  await app.restart();
  await rail(app.page, 'Settings').click();
  await app.page.getByRole('option', { name: 'Captures' }).click();
  await app.page
    .getByRole('button', { name: /^Open .*pcapng$/ })
    .last()
    .click();
  await filterBox(app.page).fill('mark and note contains "provider"');
  // The list of completions lies over the rows until then.
  await filterBox(app.page).press('Enter');
  await expect(rows(app.page)).toHaveCount(1);
  await expect(rows(app.page)).toContainText('Worth a note');
  await rows(app.page).click();
  await expect(app.page.getByRole('textbox', { name: 'Note on this PDU' })).toHaveValue(
    'Ask the provider about this one',
  );
});

test('the message behind a PDU opens in its conversation, and leads back to its PDU', async ({ app }) => {
  const { page } = app;
  await messageField(page).fill('There and back');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'There and back')).toContainText('Delivered');
  await openLog(page);
  await rows(page).filter({ hasText: 'There and back' }).filter({ hasText: 'submit_sm' }).first().click();
  await page.getByRole('button', { name: 'The message in its conversation' }).click();
  await expect(bubble(page, 'There and back')).toBeVisible();
  const message = bubble(page, 'There and back');
  await expect(message).toHaveAttribute('aria-current', 'true');
  await message.hover();
  await message.getByRole('button', { name: 'Details' }).click();
  await message.getByRole('list', { name: 'History' }).getByRole('button', { name: 'PDU' }).first().click();
  await expect(selectedRows(page).first()).toContainText('There and back');
});

test('a list that is not followed does not begin to be, however short a filter makes it', async ({ app }) => {
  const { page } = app;
  await openLog(page);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).first().click();
  const notFollowed = page.getByRole('button', { name: 'Follow the newest PDU' });
  await expect(notFollowed).toBeVisible();
  await filterBox(page).fill('command == bind_transceiver');
  await filterBox(page).press('Enter');
  await expect(rows(page)).toHaveCount(1);
  // The last row is the first one here: a key that leads to it asks for the row.
  for (const key of ['Home', 'ArrowUp', 'ArrowDown', 'PageDown']) {
    await list(page).press(key);
    await expect(notFollowed).toBeVisible();
  }
  await list(page).press('End');
  await expect(page.getByRole('button', { name: 'Following the newest PDU' })).toBeVisible();
});
