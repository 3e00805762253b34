import { readFile } from 'node:fs/promises';
import { expect } from './harness/app-test';
import type { RunningApp } from './harness/running-app';

/** Exports what the Log page shows as a capture, and resolves once it is on disk. */
export async function exportLog(app: RunningApp, path: string): Promise<void> {
  const { page } = app;
  await app.saveNextDownloadTo(path);
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Export PDUs' })).toBeHidden();
  await expect
    .poll(async () => (await readFile(path).catch(() => Buffer.alloc(0))).length)
    .toBeGreaterThan(500);
}
