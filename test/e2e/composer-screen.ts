import { expect, type Locator, type Page } from '@playwright/test';
import { shownOctets } from './octets';
import { createTrunk, messageField, openSettings, rail, trunkState } from './screens';
import type { ScriptedSmsc } from './scripted-smsc';

/** The composer and its panels, by the names on screen. */
export const NUMBER = '12025550177';
export const toggle = (page: Page, name: RegExp): Locator =>
  page.getByRole('button', { name, expanded: false });
export const options = (page: Page): Locator => page.getByRole('region', { name: 'Options', exact: true });
export const pdu = (page: Page): Locator => page.getByRole('region', { name: 'PDU as it will be sent' });
export const numbers = (page: Page): Locator => page.getByRole('textbox', { name: 'To', exact: true });
export const octetsField = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Octets', exact: true });
/** A field of the options that is typed. */
export const typed = (page: Page, name: string | RegExp): Locator =>
  options(page).getByRole('textbox', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
export const flip = (page: Page, name: string): Promise<void> =>
  options(page).getByRole('switch', { name, exact: true }).click();

const open = async (page: Page, name: RegExp): Promise<void> => {
  const button = page.getByRole('button', { name });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
};
export const openOptions = (page: Page): Promise<void> => open(page, /^Advanced/);
export const openPdu = (page: Page): Promise<void> => open(page, /^PDU$/);

export async function choose(page: Page, name: string, option: string | RegExp): Promise<void> {
  await options(page).getByRole('combobox', { name, exact: true }).click();
  await page
    .getByRole('option', { name: option, ...(typeof option === 'string' ? { exact: true } : {}) })
    .click();
}

/** Adds the first TLV that a search for this finds. */
export async function addTlv(page: Page, search: string): Promise<Locator> {
  const adder = page.getByRole('combobox', { name: 'Add a TLV' });
  await adder.fill(search);
  await page.getByRole('option').first().click();
  return options(page);
}

/** A trunk to the scripted SMSC, chosen for a new message whose options are open. */
export async function writeOver(
  page: Page,
  smsc: ScriptedSmsc,
  version: '3.3' | '3.4' | '5.0',
): Promise<void> {
  // 3.3 has no transceiver.
  const bind = version === '3.3' ? { bindType: 'Transmitter + receiver' } : {};
  await createTrunk(page, { name: 'Scripted', port: smsc.port, ...bind });
  await expect(trunkState(page)).toContainText('Logged in');
  if (version !== '3.4') {
    await openSettings(page);
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('interface_version');
    await page.getByRole('searchbox', { name: 'Find a setting' }).press('Enter');
    await page.getByRole('combobox', { name: 'SMPP version' }).click();
    await page.getByRole('option', { name: `SMPP ${version}` }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: 'State' }).click();
    await expect(trunkState(page)).toContainText('Logged in');
  }
  await rail(page, 'Messages').click();
  await messageField(page).fill('');
  await page.getByRole('combobox', { name: 'Trunk', exact: true }).click();
  await page.getByRole('option', { name: /^Scripted/ }).click();
  await numbers(page).fill(NUMBER);
  await toggle(page, /^Advanced/).click();
}

/** sequence_number, octets 12 to 15, is given on sending. */
export const withoutSequence = (hex: string): string => `${hex.slice(0, 24)}00000000${hex.slice(32)}`;
export const hexOf = (octets: Uint8Array | undefined): string => Buffer.from(octets ?? []).toString('hex');

/** Octets of each part, as somebody reads them who goes through the parts. */
export async function shownParts(page: Page, count: number): Promise<string[]> {
  await openPdu(page);
  if (count === 1) return [await shownOctets(pdu(page))];
  const parts: string[] = [];
  for (let part = 1; part <= count; part += 1) {
    await expect(pdu(page)).toContainText(`Part ${part} of ${count}`);
    parts.push(await shownOctets(pdu(page)));
    if (part < count) await page.getByRole('button', { name: 'Next part' }).click();
  }
  return parts;
}

/** Sends what is written, and expects the SMSC to have got what the form showed; returns that. */
export async function sendAsShown(
  page: Page,
  smsc: ScriptedSmsc,
  field = messageField(page),
): Promise<string> {
  await openPdu(page);
  const shown = await shownOctets(pdu(page));
  const before = smsc.requests.length;
  await field.press('Control+Enter');
  await expect.poll(() => smsc.requests.length).toBe(before + 1);
  const sent = hexOf(smsc.requests[before]);
  expect(withoutSequence(sent)).toBe(shown);
  return sent;
}
