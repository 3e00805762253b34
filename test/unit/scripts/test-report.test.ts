import { describe, expect, it } from 'vitest';
import { readPlaywrightReport, summarize } from '../../../scripts/lib/test-report.mjs';
import { sumTestModules } from '../../../scripts/lib/vitest-sum-reporter.mjs';

const tests = (...results: [string, string, string?][]) => ({
  allTests: () =>
    results.map(([fullName, state, note]) => ({
      fullName,
      result: () => (note === undefined ? { state } : { state, note }),
    })),
});
const modules = [
  {
    state: () => 'failed',
    children: tests(['a one', 'passed'], ['a two', 'failed'], ['a three', 'skipped', 'no keychain here']),
  },
  { state: () => 'failed', children: tests() },
  { state: () => 'failed', children: tests(['b one', 'passed']) },
  { state: () => 'passed', children: tests(['c one', 'passed'], ['c two', 'skipped']) },
];

const playwrightReport = {
  errors: [],
  suites: [
    {
      title: 'first.spec.ts',
      specs: [
        {
          title: 'opens',
          tests: [
            { projectName: 'headless', status: 'expected', annotations: [] },
            {
              projectName: 'electron',
              status: 'skipped',
              annotations: [{ type: 'skip', description: 'No Electron binary can be had here.' }],
            },
          ],
        },
      ],
      suites: [
        {
          title: 'inner',
          specs: [
            { title: 'falls', tests: [{ projectName: 'headless', status: 'unexpected', annotations: [] }] },
            { title: 'wavers', tests: [{ projectName: 'headless', status: 'flaky', annotations: [] }] },
          ],
        },
      ],
    },
  ],
};

describe('sumTestModules', () => {
  it('counts, says why a test was skipped, and counts a file that did not load as a failure', () => {
    expect(sumTestModules(modules, [])).toEqual({
      passed: 3,
      failed: 3,
      skipped: [
        { name: 'a three', reason: 'no keychain here' },
        { name: 'c two', reason: '' },
      ],
    });
  });

  it('counts an error that no test caught', () => {
    expect(sumTestModules([], [new Error('late')]).failed).toBe(1);
  });
});

describe('readPlaywrightReport', () => {
  it('counts each project and says why a spec was skipped', () => {
    expect(readPlaywrightReport(playwrightReport)).toEqual({
      passed: 2,
      failed: 1,
      skipped: [
        { name: '[electron] › first.spec.ts › opens', reason: 'No Electron binary can be had here.' },
      ],
    });
  });

  it('counts what went wrong outside of any test', () => {
    expect(readPlaywrightReport({ errors: [{ message: 'no config' }], suites: [] }).failed).toBe(1);
  });
});

describe('summarize', () => {
  it('ends with the plain sum', () => {
    const lines = summarize([sumTestModules(modules, []), readPlaywrightReport(playwrightReport)]);
    expect(lines).toEqual([
      'skipped: a three: no keychain here',
      'skipped: c two',
      'skipped: [electron] › first.spec.ts › opens: No Electron binary can be had here.',
      '5 passed, 4 failed, 3 skipped',
    ]);
  });
});
