import { describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport, summarize } from '../../../scripts/lib/test-report.mjs';

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 1,
  testResults: [
    {
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'a one' },
        { status: 'failed', fullName: 'a two' },
        { status: 'skipped', fullName: 'a three' },
      ],
    },
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{ status: 'todo', fullName: 'b one' }] },
  ],
};

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

describe('readVitestReport', () => {
  it('counts, names the skipped, and counts a file that did not load as a failure', () => {
    expect(readVitestReport(vitestReport)).toEqual({
      passed: 3,
      failed: 2,
      skipped: [
        { name: 'a three', reason: '' },
        { name: 'b one', reason: '' },
      ],
    });
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
    const lines = summarize([readVitestReport(vitestReport), readPlaywrightReport(playwrightReport)]);
    expect(lines).toEqual([
      'skipped: a three',
      'skipped: b one',
      'skipped: [electron] › first.spec.ts › opens: No Electron binary can be had here.',
      '5 passed, 3 failed, 3 skipped',
    ]);
  });
});
