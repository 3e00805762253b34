import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { answerField, bubble, handset, messageField, writeTo } from './screens';

const presentation = (page: Page): Locator => page.getByRole('dialog', { name: 'Presentation mode' });
/** Of the range that every number of these specs is of; none may be on screen whole. */
const WHOLE_NUMBER = /1202555\d{4}|7700 900123/;

async function presentMasked(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await presentation(page).getByRole('button', { name: 'Mask numbers' }).click();
}

test('masked, no number is on screen: head, texts, handset, details, and what is announced', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).fill('Call 12025550188 or +44 7700 900123 before 19:30');
  await messageField(page).press('Enter');
  await expect(bubble(page, 'before 19:30')).toContainText('Delivered');
  await presentMasked(page);
  await expect(bubble(page, 'before 19:30')).toContainText(
    'Call 120••••••88 or +44 7••• ••••23 before 19:30',
  );
  await expect(handset(page)).toContainText('Call 120••••••88');
  await answerField(page).fill('Mine is 12025550199');
  await answerField(page).press('Enter');
  await expect(bubble(page, 'Mine is')).toContainText('Mine is 120••••••99');
  const details = bubble(page, 'before 19:30').getByRole('button', { name: 'Details' });
  await details.focus();
  await page.keyboard.press('Enter');
  await expect(presentation(page).getByRole('list', { name: 'History' })).toContainText('stat:DELIVRD');
  // The log lies below, with every number in it.
  await expect(presentation(page).getByRole('button', { name: 'PDU' })).toHaveCount(0);
  await expect(presentation(page)).not.toContainText(WHOLE_NUMBER);
  const named = await presentation(page)
    .locator('[aria-label], [title]')
    .evaluateAll((elements) =>
      elements.map((each) => `${each.getAttribute('aria-label') ?? ''} ${each.getAttribute('title') ?? ''}`),
    );
  expect(named.filter((name) => WHOLE_NUMBER.test(name))).toEqual([]);
});

test('masked, what is typed and pasted into To is hidden too', async ({ app }) => {
  const { page } = app;
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('');
  await presentMasked(page);
  const to = presentation(page).getByRole('textbox', { name: 'To', exact: true });
  await to.focus();
  await page.keyboard.type('12025550177');
  await expect(to).toHaveCSS('-webkit-text-security', 'disc');
  await page.keyboard.press('Enter');
  await expect(messageField(page)).toBeFocused();
  await expect(to).toHaveValue('120••••••77');
  await to.focus();
  await page.keyboard.type(',12025550178,nobody,');
  await expect(presentation(page)).toContainText('120••••••77');
  await expect(presentation(page)).toContainText('nobody');
  await messageField(page).press('Enter');
  await expect(presentation(page).getByRole('alert').first()).toContainText('“nobody” is not a number');
  await expect(presentation(page)).not.toContainText(WHOLE_NUMBER);

  // And sent to the numbers as they are.
  await presentation(page).getByRole('button', { name: 'Take it out' }).click();
  await messageField(page).press('Enter');
  await expect(presentation(page)).toContainText('2 delivered');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option', { name: /12025550178/ })).toBeVisible();
});

test('on a projector of 1024 by 700 everything is large and nothing is cut', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1024, height: 700 });
  await writeTo(page, '12025550123', 'A first message');
  await expect(bubble(page, 'A first message')).toContainText('Delivered');
  await page.getByRole('button', { name: 'Name and labels' }).click();
  await page
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill('A name of eighty characters '.repeat(2));
  await page
    .getByRole('textbox', { name: 'Labels' })
    .fill(`vip, ${'a label of forty characters, '.repeat(3)}`);
  await page.getByRole('button', { name: 'Save' }).click();
  await presentMasked(page);
  const inside = presentation(page);
  await expect(inside.getByRole('heading', { name: /^A name of eighty/ })).toBeVisible();
  // Every control is within the window, and none lies over another one.
  const boxes = await inside.getByRole('button').evaluateAll((buttons) =>
    buttons
      .map((button) => button.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, top, right, bottom }) => ({ left, top, right, bottom })),
  );
  for (const [at, one] of boxes.entries()) {
    expect(one.left).toBeGreaterThanOrEqual(0);
    expect(one.right).toBeLessThanOrEqual(1024);
    expect(one.bottom).toBeLessThanOrEqual(700);
    for (const other of boxes.slice(at + 1)) {
      const isApart =
        one.right <= other.left + 1 ||
        other.right <= one.left + 1 ||
        one.bottom <= other.top + 1 ||
        other.bottom <= one.top + 1;
      expect(isApart, JSON.stringify([one, other])).toBe(true);
    }
  }
  await expect(bubble(page, 'A first message')).toHaveCSS('font-size', '22px');
});
