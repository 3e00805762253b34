import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from './harness/app-test';
import { programEnvironment, type RunningApp } from './harness/running-app';
import {
  button,
  chooseFromMenu,
  field,
  filterBox,
  list,
  openCapture,
  openTroubledCapture,
  row,
  rows,
  selectedRows,
} from './log-screen';
import { ScriptedSmsc } from './scripted-smsc';

/** What the clipboard holds: the desktop's, or that of the browser. */
async function clipboard({ electron, page }: RunningApp): Promise<string> {
  if (electron !== null) return electron.evaluate(({ clipboard: held }) => held.readText());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return page.evaluate(() => navigator.clipboard.readText());
}

async function exportAs(
  app: RunningApp,
  format: string,
  path: string,
  masked: readonly string[],
): Promise<string> {
  await app.saveNextDownloadTo(path);
  await button(app.page, 'Export…').click();
  const dialog = app.page.getByRole('dialog', { name: 'Export PDUs' });
  await dialog.getByRole('combobox', { name: 'Format' }).click();
  await app.page.getByRole('option', { name: format }).click();
  for (const what of masked) await dialog.getByRole('switch', { name: what }).click();
  await button(app.page, 'Export').click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await readFile(path, 'latin1').catch(() => '')).length).toBeGreaterThan(0);
  return readFile(path, 'latin1');
}

test('what is filtered is exported in five formats, masked where asked, and the capture is opened again', async ({
  app,
}, info) => {
  const { page } = app;
  await openTroubledCapture(page, info);
  await filterBox(page).fill('command == submit_sm or command == bind_transceiver');
  await expect(rows(page)).toHaveCount(6);

  const lines = (text: string): readonly string[] => text.trimEnd().split('\n');
  const json = lines(await exportAs(app, 'JSON lines, every field', info.outputPath('all.jsonl'), []));
  expect(json).toHaveLength(6);
  expect(json.every((line) => typeof JSON.parse(line) === 'object')).toBe(true);
  expect(json.join('')).toContain('37061234567');
  expect(json.join('')).toContain('Nobody answers this one');
  expect(json.join('')).not.toContain('secret1');

  const csv = lines(await exportAs(app, 'CSV, one line a PDU', info.outputPath('all.csv'), ['Mask numbers']));
  expect(csv).toHaveLength(7);
  expect(csv.join('\n')).not.toContain('37061234567');
  expect(csv.join('\n')).toContain('3706*******');
  expect(csv.join('\n')).toContain('Nobody answers this one');

  const text = await exportAs(app, 'Text, every field', info.outputPath('all.txt'), ['Mask texts']);
  expect(text.match(/submit_sm/g)?.length).toBeGreaterThanOrEqual(5);
  expect(text).toContain('37061234567');
  expect(text).not.toContain('Nobody answers');

  const hex = lines(
    await exportAs(app, 'Hexadecimal, time and trunk above', info.outputPath('all.hex.txt'), []),
  );
  expect(hex.filter((line) => /^[0-9a-f]+$/.test(line))).toHaveLength(6);
  expect(hex.filter((line) => line.startsWith('# '))).toHaveLength(6);
  expect(hex.join('\n')).toContain(Buffer.from('Nobody answers').toString('hex'));
  expect(hex.join('\n')).not.toContain(Buffer.from('secret1').toString('hex'));

  const path = info.outputPath('masked.pcapng');
  const capture = await exportAs(app, 'Capture for Wireshark (pcapng)', path, ['Mask numbers', 'Mask texts']);
  for (const word of ['37061234567', 'Nobody answers', 'secret1']) expect(capture).not.toContain(word);
  await openCapture(page, path);
  await expect(rows(page)).toHaveCount(6);
  await row(page, 6).click();
  await expect(field(page, 'destination_addr')).toContainText('3706*******');
  await row(page, 1).click();
  await expect(field(page, 'password')).toContainText('*******');
});

test('a PDU is copied as hexadecimal, fields and JSON, and lines as they stand', async ({ app }, info) => {
  const { page } = app;
  if (app.electron === null) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTroubledCapture(page, info);
  const copied = async (item: string): Promise<string> => {
    const before = await clipboard(app);
    await chooseFromMenu(page, row(page, 19), item);
    await expect.poll(() => clipboard(app)).not.toBe(before);
    return clipboard(app);
  };
  expect(await copied('Copy as hexadecimal')).toBe('00000010800000150000000000000007');
  expect(await copied('Copy as octets with offsets')).toBe(
    '0000   00 00 00 10 80 00 00 15 00 00 00 00 00 00 00 07   ................',
  );
  expect(await copied('Copy as fields')).toMatch(
    /^header\n {2}command_length: 16\n {2}command_id: 0x80000015 · enquire_link_resp/,
  );
  expect(JSON.parse(await copied('Copy as JSON'))).toMatchObject({
    command: 'enquire_link_resp',
    length: 16,
  });
  expect(await copied('Copy the line')).toMatch(
    /22:16:06\.134 · in · Acme transceiver · enquire_link_resp · OK · sequence 7$/,
  );

  // The same from the head of the fields, of the bind whose password is masked.
  await row(page, 1).click();
  await button(page, 'Copy').click();
  await page.getByRole('menuitem', { name: 'Copy as hexadecimal' }).click();
  await expect.poll(() => clipboard(app)).toContain(Buffer.from('acme\0*******\0').toString('hex'));

  await row(page, 3).click();
  await row(page, 5).click({ modifiers: ['Shift'] });
  await expect(selectedRows(page)).toHaveCount(3);
  await list(page).press('ControlOrMeta+c');
  await expect.poll(async () => (await clipboard(app)).split('\n').length).toBe(3);
  expect(await clipboard(app)).toMatch(/submit_sm · .*\n.*submit_sm_resp.*\n.*deliver_sm/);
});

test('the line of “trunkline send” that was copied sends the same message', async ({ app }, info) => {
  const { page } = app;
  if (app.electron === null) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTroubledCapture(page, info);
  await chooseFromMenu(page, row(page, 29), 'Copy as a “trunkline send” line');
  await expect.poll(() => clipboard(app)).toContain('trunkline send --host HOST --system-id ID');
  const line = await clipboard(app);
  expect(line).toContain('--text \'A <b>bold</b> & "quoted" text');

  const smsc = await ScriptedSmsc.start();
  try {
    const program = resolve(import.meta.dirname, '../../bin/trunkline.mjs');
    const words = line
      .replace(
        'trunkline send',
        `"${process.execPath}" "${program}" send --password-env TRUNKLINE_TEST_PASSWORD`,
      )
      .replace('HOST', `127.0.0.1 --port ${smsc.port}`)
      .replace('ID', 'acme');
    const shell = spawn('/bin/sh', ['-c', words], {
      env: { ...programEnvironment(), TRUNKLINE_TEST_PASSWORD: 'secret1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const code = await new Promise((ended) => shell.once('close', ended));
    expect(code).toBe(0);
    const [sent] = smsc.requests;
    await row(page, 29).click();
    await button(page, 'Copy').click();
    await page.getByRole('menuitem', { name: 'Copy as hexadecimal' }).click();
    await expect.poll(() => clipboard(app)).toMatch(/^[0-9a-f]+$/);
    const octets = Buffer.from(await clipboard(app), 'hex');
    // All but the sequence number, which every session counts for itself.
    expect(
      Buffer.from(sent ?? [])
        .subarray(16)
        .toString('hex'),
    ).toBe(octets.subarray(16).toString('hex'));
  } finally {
    await smsc.stop();
  }
});
