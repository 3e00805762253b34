import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { writeSampleCapture } from '../bench/sample-capture';
import { expect, test } from './harness/app-test';
import type { RunningApp } from './harness/running-app';
import {
  button,
  chooseFromMenu,
  drawing,
  list,
  openCapture,
  openTroubledCapture,
  row,
  selectedRows,
} from './log-screen';
import { troubledSessions, writeTroubledCapture } from './troubled-capture';

const arrows = (page: Page) => drawing(page).getByRole('option');

async function saveDrawing(
  app: RunningApp,
  item: 'Save as SVG' | 'Save as PNG',
  path: string,
): Promise<Buffer> {
  await app.saveNextDownloadTo(path);
  await button(app.page, 'Save the drawing').click();
  await app.page.getByRole('menuitem', { name: item }).click();
  await expect
    .poll(async () => (await readFile(path).catch(() => Buffer.alloc(0))).length)
    .toBeGreaterThan(500);
  return readFile(path);
}

/** Width and height of a PNG, from its first chunk. */
function sizeOfPng(octets: Buffer): { readonly width: number; readonly height: number } {
  expect(octets.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  return { width: octets.readUInt32BE(16), height: octets.readUInt32BE(20) };
}

test('a drawing is of a session, of a message, of what is selected, and shows what has no answer', async ({
  app,
}, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);

  await chooseFromMenu(page, row(page, 3), 'Sequence diagram of this session');
  await expect(page.getByText(`${troubledSessions.acme}, session 1`, { exact: true })).toBeVisible();
  await expect(page.getByText('24 PDUs', { exact: true })).toBeVisible();
  await expect(arrows(page).first()).toHaveAccessibleName(/ESME to SMSC, bind_transceiver 1/);

  // Of a long message: both parts, their responses, and the receipt with its own.
  await button(page, 'List').click();
  await chooseFromMenu(page, row(page, 8), 'Sequence diagram of this message');
  await expect(arrows(page)).toHaveCount(6);
  await expect(arrows(page).nth(3)).toHaveAccessibleName(
    /SMSC to ESME, submit_sm_resp 4, Rate limit exceeded \(ESME_RTHROTTLED, 0x58\) · 58 ms/,
  );

  await button(page, 'List').click();
  await row(page, 15).click();
  await row(page, 17).click({ modifiers: ['ControlOrMeta'] });
  await expect(selectedRows(page)).toHaveCount(2);
  await chooseFromMenu(page, row(page, 17), 'Sequence diagram of the 2 selected PDUs');
  await expect(arrows(page)).toHaveCount(2);
  await expect(arrows(page).nth(0).locator('line[class*="line"]')).toHaveCSS('stroke-dasharray', 'none');
  await expect(arrows(page).nth(1)).toHaveAccessibleName(/submit_sm 6, no response/);
  await expect(arrows(page).nth(1).locator('line[class*="line"]')).toHaveCSS('stroke-dasharray', '5px, 4px');

  // What is selected in the drawing is taken apart below it.
  await arrows(page).nth(0).click();
  await expect(page.getByRole('region', { name: 'Fields' })).toContainText('data_sm');
  await drawing(page).press('End');
  await expect(page.getByRole('region', { name: 'Fields' })).toContainText('PDU 17');
  await button(page, 'List').click();
  await expect(list(page)).toBeVisible();
});

test('a drawing is made larger and smaller by key, and keeps the focus', async ({ app }, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  await button(page, 'Sequence diagram').click();
  await drawing(page).press('Home');
  const heightOf = async (): Promise<number> => (await arrows(page).first().boundingBox())?.height ?? 0;
  const before = await heightOf();
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect.poll(heightOf).toBe(before / 2);
  // Its words stand beside the arrow where they have no room at it.
  await expect(arrows(page).first()).toContainText('bind_transceiver 1 · system_id acme');
  await expect(button(page, 'Smaller')).toBeDisabled();
  await expect(drawing(page)).toBeFocused();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('+');
  await expect.poll(heightOf).toBe(before * 2);
  await expect(button(page, 'Larger')).toBeDisabled();
});

test('a drawing is saved as SVG and as PNG, in ink on paper whatever the theme', async ({ app }, info) => {
  const { page } = app;
  const path = info.outputPath('troubled.pcapng');
  writeTroubledCapture(path);
  await page.emulateMedia({ colorScheme: 'dark' });
  await openCapture(page, path);
  await button(page, 'Sequence diagram').click();
  await expect(arrows(page).first()).toBeVisible();

  const svg = (await saveDrawing(app, 'Save as SVG', info.outputPath('drawing.svg'))).toString('utf8');
  const drawn = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      isBroken: root.querySelector('parsererror') !== null,
      tips: root.querySelectorAll('path').length,
      dashed: root.querySelectorAll('[stroke-dasharray]').length,
      paper: root.querySelector('rect')?.getAttribute('fill'),
      words: [...root.querySelectorAll('text')].map(({ textContent }) => textContent),
    };
  }, svg);
  expect(drawn).toMatchObject({ isBroken: false, tips: 32, dashed: 2, paper: '#ffffff' });
  expect(drawn.words).toEqual(
    expect.arrayContaining([
      'ESME',
      'SMSC',
      'What the filter shows',
      '22:15:00.000',
      'submit_sm_resp 4',
      'Rate limit exceeded (ESME_RTHROTTLED, 0x58) · 58 ms',
      'no response · Nobody answers this one',
      troubledSessions.acme,
    ]),
  );

  const png = sizeOfPng(await saveDrawing(app, 'Save as PNG', info.outputPath('drawing.png')));
  const [, width = '', height = ''] = /<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  expect(png).toEqual({ width: Number(width) * 2, height: Number(height) * 2 });
});

test('a long drawing is saved whole as SVG, and as an image as far as one can be read', async ({
  app,
}, info) => {
  const { page } = app;
  const path = info.outputPath('long.pcapng');
  writeSampleCapture(path, 1500);
  await openCapture(page, path);
  await button(page, 'Sequence diagram').click();
  await expect(page.getByText('1,500 PDUs', { exact: true }).last()).toBeVisible();
  await drawing(page).press('End');
  await expect(drawing(page).getByRole('option', { selected: true })).toBeVisible();

  const svg = (await saveDrawing(app, 'Save as SVG', info.outputPath('long.svg'))).toString('utf8');
  expect(svg.match(/<path /g)).toHaveLength(1500);
  await button(page, 'Save the drawing').click();
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
  await expect(page.getByText('The drawing is too long for an image.')).toBeVisible();

  await page.getByRole('combobox', { name: 'Filter PDUs' }).fill('number <= 700');
  await expect(page.getByText('700 PDUs', { exact: true }).last()).toBeVisible();
  const { height } = sizeOfPng(await saveDrawing(app, 'Save as PNG', info.outputPath('long.png')));
  expect(height).toBeGreaterThan(700 * 40);
});
