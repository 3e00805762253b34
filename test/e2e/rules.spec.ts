import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';
import { answerFromHandset, bubble, handset, messageField, thread } from './screens';

async function openRules(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More for messages' }).click();
  await page.getByRole('menuitem', { name: 'Inbound rules' }).click();
}

const rules = (page: Page) => page.getByRole('list', { name: 'Inbound rules' });

/** A rule that answers every message, or those that begin with something. */
async function addAnswer(page: Page, name: string, answer: string, beginsWith?: string): Promise<void> {
  await page.getByRole('button', { name: 'New rule' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  if (beginsWith !== undefined) {
    await page.getByRole('combobox', { name: 'Text', exact: true }).click();
    await page.getByRole('option', { name: 'Begins with' }).click();
    await page.getByRole('textbox', { name: 'Text: what to look for' }).fill(beginsWith);
  }
  await page.getByRole('combobox', { name: 'Add what it does' }).click();
  await page.getByRole('option', { name: 'Answer' }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(answer);
  await page.getByRole('button', { name: 'Create rule' }).click();
  await expect(rules(page)).toContainText(name);
}

test.beforeEach(async ({ app: { page } }) => {
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await openRules(page);
});

test('the first rule that matches acts, or every one; their order is changed by key', async ({ app }) => {
  const { page } = app;
  await addAnswer(page, 'Opening', 'From 9 to 17.', 'open');
  await addAnswer(page, 'Everybody else', 'Thank you.');
  await expect(rules(page).getByRole('listitem').first()).toContainText('1. Opening');

  const test = page.getByRole('region', { name: 'Test with a sample' });
  const sample = async (): Promise<void> => {
    await page.getByRole('textbox', { name: 'Text of the sample' }).fill('Open on Sunday?');
    await page.getByRole('button', { name: 'Test all saved rules' }).click();
  };
  await sample();
  await expect(test).toContainText('“Opening” acts');
  await expect(test).not.toContainText('“Everybody else” acts');

  await page.getByRole('combobox', { name: 'Who acts' }).click();
  await page.getByRole('option', { name: 'Every rule that matches' }).click();
  await sample();
  await expect(test).toContainText('“Opening” acts');
  await expect(test).toContainText('“Everybody else” acts');

  await page.getByRole('combobox', { name: 'Who acts' }).click();
  await page.getByRole('option', { name: 'The first rule that matches' }).click();
  await rules(page).getByRole('listitem').last().getByRole('button').first().focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(rules(page).getByRole('listitem').first()).toContainText('1. Everybody else');
  await sample();
  await expect(test).toContainText('“Everybody else” acts');

  await page.getByRole('button', { name: 'Back to messages' }).click();
  await answerFromHandset(page, 'Open on Sunday?');
  await expect(handset(page)).toContainText('Thank you.');
  await expect(handset(page)).not.toContainText('From 9 to 17.');
});

test('what is wrong in a rule has the focus, and says what to do', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'New rule' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Broken');
  await page.getByRole('combobox', { name: 'Text', exact: true }).click();
  await page.getByRole('option', { name: /regular expression/i }).click();
  const pattern = page.getByRole('textbox', { name: 'Text: what to look for' });
  await pattern.fill('(open');
  await page.getByRole('combobox', { name: 'Add what it does' }).click();
  await page.getByRole('option', { name: 'Answer' }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Yes.');
  await page.getByRole('button', { name: 'Create rule' }).click();
  await expect(pattern).toBeFocused();
  await expect(pattern).toHaveAttribute('aria-invalid', 'true');
  await pattern.fill('(open|closed)');
  await page.getByRole('button', { name: 'Create rule' }).click();
  await expect(rules(page)).toContainText('1. Broken');
});

test('two machines that answer one another are stopped, and it is said where it happened', async ({
  app,
}) => {
  const { page } = app;
  await addAnswer(page, 'Echo', 'And you?');
  await page.getByRole('button', { name: 'Back to messages' }).click();
  for (let round = 1; round <= 6; round += 1) {
    await answerFromHandset(page, `Round ${round}`);
    await expect(bubble(page, `Round ${round}`)).toBeVisible();
  }
  await expect(page.getByText('“Echo” did not answer: 5 automatic messages in a minute')).toBeVisible();
  await expect(thread(page).getByRole('article').filter({ hasText: 'And you?' })).toHaveCount(5);
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(page.getByText('“Echo” did not answer')).toHaveCount(0);
});
