// All tests: unit, contract and interoperability under vitest, then the end-to-end specs in both shells.
// Usage: node scripts/test.mjs [--unit | --e2e]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale, commandFile } from './lib/build-if-stale.mjs';
import { hasDisplay } from './lib/decide-shell.mjs';
import { findElectron } from './lib/find-electron.mjs';
import { findOnPath } from './lib/find-on-path.mjs';
import { at } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { readPlaywrightReport, summarize } from './lib/test-report.mjs';

const wantsUnit = !process.argv.includes('--e2e');
const wantsEndToEnd = !process.argv.includes('--unit');
const reports = mkdtempSync(join(tmpdir(), 'trunkline-reports-'));
const broken = { passed: 0, failed: 1, skipped: [] };
const results = [];

process.exitCode = 1;
try {
  if (!(await buildIfStale())) throw new Error('The build failed.');
  if (wantsUnit) results.push(await runVitest());
  if (wantsEndToEnd) results.push(await runPlaywright());
  process.exitCode = results.every((result) => result.failed === 0) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  results.push(broken);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
process.stdout.write(`\n${summarize(results).join('\n')}\n`);

/** A runner that ended without a report, or with an error that no test tells of, counts as one failure. */
function read(file, readReport, code) {
  try {
    const result = readReport(JSON.parse(readFileSync(file, 'utf8')));
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } catch {
    return broken;
  }
}

async function runVitest() {
  const file = join(reports, 'vitest.json');
  const words = ['run', '--reporter=default', `--reporter=${at('scripts/lib/vitest-sum-reporter.mjs')}`];
  const code = await runChild(process.execPath, [commandFile('vitest'), ...words], { VITEST_SUM_FILE: file });
  return read(file, (sum) => sum, code);
}

async function runPlaywright() {
  const file = join(reports, 'playwright.json');
  const words = ['test', '--config', 'test/e2e/playwright.config.ts', '--reporter', 'list,json'];
  const playwright = [process.execPath, commandFile('@playwright/test', 'playwright'), ...words];
  // Says by itself why the Electron specs are skipped where there is none; here it is only fetched.
  const electron = await findElectron();
  if (electron.path === null) process.stderr.write(`${electron.problem} The Electron specs are skipped.\n`);
  const [program, ...programArguments] = [...displayFor(electron), ...playwright];
  const code = await runChild(program, programArguments, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return read(file, readPlaywrightReport, code);
}

/** Without a display, one in memory: Xvfb's wrapper around the command, where it is installed. */
function displayFor(electron) {
  if (electron.path === null || hasDisplay(process.platform, process.env)) return [];
  const xvfb = findOnPath('xvfb-run');
  return xvfb === null ? [] : [xvfb, '-a', '-s', '-screen 0 1440x900x24'];
}
