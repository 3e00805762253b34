import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { HarnessOptions } from './harness/app-test';

const root = resolve(import.meta.dirname, '../..');

/** The same specs for both shells: the headless host in a real browser, and real Electron. */
export default defineConfig<HarnessOptions>({
  testDir: import.meta.dirname,
  testMatch: '**/*.spec.ts',
  globalSetup: resolve(import.meta.dirname, 'harness/global-setup.ts'),
  outputDir: resolve(root, 'test-results'),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // Two cores, and each test starts a program and a browser of its own.
  workers: 2,
  // A machine that nobody watches may be short of breath; what passed only then is listed as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'headless', testIgnore: '**/electron-*.spec.ts', use: { shellKind: 'headless' } },
    { name: 'electron', testIgnore: '**/headless-*.spec.ts', use: { shellKind: 'electron' } },
  ],
});
