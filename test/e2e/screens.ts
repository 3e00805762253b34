import type { Locator, Page } from '@playwright/test';

/** What a person sees and uses, by the names on screen. */
export const bar = (page: Page): Locator => page.getByTestId('bar-trunk');
export const rail = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });

export const conversations = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Conversations' }).getByRole('option');
export const thread = (page: Page): Locator =>
  page.getByRole('log', { name: 'Messages of this conversation' });
/** One message of the thread, with its state and reason. */
export const bubble = (page: Page, text: string): Locator =>
  thread(page).getByRole('article').filter({ hasText: text });
export const messageField = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Message', exact: true });
export const counter = (page: Page): Locator => page.getByTestId('counter');

export const handset = (page: Page): Locator => page.getByRole('log', { name: 'Messages on the handset' });
export const answerField = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Answer from the handset' });
export async function answerFromHandset(page: Page, text: string): Promise<void> {
  await answerField(page).fill(text);
  await answerField(page).press('Enter');
}

export const trunkRows = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Trunks' }).getByRole('option');
export const trunkState = (page: Page): Locator => page.getByRole('region', { name: 'State', exact: true });
export const trunkField = (page: Page, name: string): Locator =>
  page.getByRole('form').getByRole('textbox', { name, exact: true });

interface NewTrunk {
  readonly name: string;
  /** Of the SMSC on this machine, for both directions. */
  readonly port: number;
  readonly password?: string;
  readonly bindType?: string;
}

/** Types a trunk to an SMSC on this machine that knows `acme`, without saving it. */
export async function fillNewTrunk(page: Page, trunk: NewTrunk): Promise<void> {
  await rail(page, 'Trunks').click();
  await page.getByRole('button', { name: 'New trunk' }).first().click();
  await trunkField(page, 'Friendly name').fill(trunk.name);
  await trunkField(page, 'Host').fill('127.0.0.1');
  await trunkField(page, 'System ID').fill('acme');
  await trunkField(page, 'Password').fill(trunk.password ?? 'secret1');
  if (trunk.bindType !== undefined) {
    await page.getByRole('combobox', { name: 'Bind type' }).click();
    await page.getByRole('option', { name: trunk.bindType, exact: true }).click();
  }
  for (const field of ['TX port', 'RX port']) {
    const input = trunkField(page, field);
    if (await input.isEnabled()) await input.fill(String(trunk.port));
  }
}
export async function createTrunk(page: Page, trunk: NewTrunk): Promise<void> {
  await fillNewTrunk(page, trunk);
  await page.getByRole('button', { name: 'Create trunk' }).click();
}

/** Shows the settings of the chosen trunk, with a section unfolded. */
export async function openSettings(page: Page, section?: string): Promise<void> {
  await page.getByRole('tab', { name: 'Settings' }).click();
  if (section !== undefined) await unfold(page, section);
}
export async function unfold(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section }).click();
}

export async function writeTo(
  page: Page,
  number: string,
  text: string,
  trunk?: string,
  from?: string,
): Promise<void> {
  await page.getByRole('button', { name: 'New message' }).first().click();
  if (trunk !== undefined) {
    await page.getByRole('combobox', { name: 'Trunk', exact: true }).click();
    await page.getByRole('option', { name: new RegExp(`^${trunk}`) }).click();
  }
  if (from !== undefined) {
    const source = page.getByRole('combobox', { name: 'From', exact: true });
    await source.fill(from);
    // The list of suggestions closes with the focus.
    await source.press('Tab');
  }
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(number);
  await messageField(page).fill(text);
  await messageField(page).press('Enter');
}

/** As from a spreadsheet or an e-mail. */
export async function paste(target: Locator, text: string): Promise<void> {
  await target.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
