import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { expect, test } from './harness/app-test';
import { button, list, openCapture, openLog, row, rows } from './log-screen';
import { bubble, createTrunk, messageField, openSettings, rail, trunkRows, trunkState } from './screens';
import { startSmsc } from './smsc-process';

const KILOBYTE = Buffer.alloc(1024);

interface Unwritable {
  readonly sentence: RegExp;
  undo(): void;
}

/** A folder that takes no more: a disk of its own that is full, or one that this user may not write to. */
function makeUnwritable(folder: string): Unwritable | null {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500);
    return { sentence: /The folder of captures may not be written to/, undo: () => chmodSync(folder, 0o700) };
  }
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const filling = openSync(join(folder, 'filling'), 'w');
  try {
    for (;;) writeSync(filling, KILOBYTE);
  } catch {
    // That was the last of its room.
  } finally {
    closeSync(filling);
  }
  return {
    sentence: /The disk is full, so PDUs are not captured/,
    undo: () => execFileSync('umount', [folder]),
  };
}

test('a disk that takes nothing is said above the list, and the log goes on in memory', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'A full disk is made of a tmpfs.');
  const folder = join(app.dataDir, 'captures');
  let unwritable: Unwritable | null = null;
  try {
    await app.restart(async () => {
      if (!existsSync(folder)) mkdirSync(folder);
      unwritable = makeUnwritable(folder);
      return Promise.resolve();
    });
    const made = unwritable as Unwritable | null;
    test.skip(made === null, 'Nobody may mount a disk here.');
    if (made === null) return;
    await openLog(app.page);
    const notice = app.page.getByRole('alert').filter({ hasText: made.sentence });
    await expect(notice).toContainText('The log goes on in memory');
    await rail(app.page, 'Messages').click();
    await messageField(app.page).fill('Not on the disk');
    await messageField(app.page).press('Enter');
    await expect(bubble(app.page, 'Not on the disk')).toContainText('Delivered');
    await openLog(app.page);
    await rows(app.page).filter({ hasText: 'Not on the disk' }).filter({ hasText: 'submit_sm' }).click();
    await expect(app.page.getByRole('region', { name: 'Octets' })).toContainText(
      'Not on the disk'.slice(0, 3),
    );

    made.undo();
    unwritable = null;
    await expect(notice).toHaveCount(0, { timeout: 30_000 });
    await expect(list(app.page)).toBeVisible();
  } finally {
    (unwritable as Unwritable | null)?.undo();
  }
});

test('a trunk that is not captured is named on the Log page', async ({ app }) => {
  const { page } = app;
  const smsc = await startSmsc('acme', 'secret1');
  try {
    await createTrunk(page, { name: 'Quiet', port: smsc.port });
    await expect(trunkState(page)).toContainText('Logged in');
    await openLog(page);
    const chip = button(page, 'Quiet is not captured');
    await expect(rows(page).filter({ hasText: 'Quiet' }).first()).toBeVisible();
    await expect(chip).toHaveCount(0);

    await rail(page, 'Trunks').click();
    await trunkRows(page).filter({ hasText: 'Quiet' }).click();
    await openSettings(page, 'Capture');
    await page.getByRole('switch', { name: 'Capture' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await openLog(page);
    await chip.click();
    await expect(trunkRows(page).first()).toBeVisible();

    await rail(page, 'Settings').click();
    await page.getByRole('option', { name: 'Captures' }).click();
    await page.getByRole('switch', { name: 'Capture', exact: true }).click();
    await openLog(page);
    await button(page, 'Captures are off').click();
    await page.getByRole('switch', { name: 'Capture', exact: true }).click();
    await openLog(page);
    await expect(chip).toBeVisible();
  } finally {
    await smsc.stop();
  }
});

test('what is missing in a log is a row of its own', async ({ app }, info) => {
  const { page } = app;
  const path = info.outputPath('missing.pcapng');
  const writer = new CaptureWriter('Trunkline test', 'missing');
  const octets = encode(createPdu('enquire_link', { sequenceNumber: 1 }));
  const entry = { sessionId: 1, direction: 'out', sentence: '' } as const;
  const nothing = new Uint8Array(0);
  const sentence = '4,096 octets of this connection are missing.';
  writer.append({ ...entry, kind: 'pdu', timeNs: 1_790_000_000_000_000_000n, octets });
  writer.append({ ...entry, kind: 'loss', timeNs: 1_790_000_001_000_000_000n, octets: nothing, sentence });
  writer.append({ ...entry, kind: 'pdu', timeNs: 1_790_000_002_000_000_000n, octets });
  writeFileSync(path, writer.take());
  await openCapture(page, path);
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: sentence })).toBeVisible();
  // It is walked past, and offers no menu.
  await row(page, 1).click();
  await rows(page).filter({ hasText: sentence }).click({ button: 'right' });
  await expect(page.getByRole('menu')).toHaveCount(0);
});
