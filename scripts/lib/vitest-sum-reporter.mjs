import { writeFileSync } from 'node:fs';

/** Adds up vitest's own records of a run: counts, and the skipped by name with the reason that the test gave. */
export function sumTestModules(modules, unhandledErrors) {
  const sum = { passed: 0, failed: unhandledErrors.length, skipped: [] };
  for (const module of modules) {
    const failedBefore = sum.failed;
    for (const test of module.children.allTests()) {
      const { state, note } = test.result();
      if (state === 'passed') sum.passed += 1;
      else if (state === 'skipped') sum.skipped.push({ name: test.fullName, reason: note ?? '' });
      else sum.failed += 1;
    }
    // A file that could not be loaded, or whose preparations failed, has no failed test to tell of it.
    if (module.state() === 'failed' && sum.failed === failedBefore) sum.failed += 1;
  }
  return sum;
}

/** A reporter for vitest: writes the sum to the file that VITEST_SUM_FILE names. */
export default class SumReporter {
  onTestRunEnd(modules, unhandledErrors) {
    writeFileSync(process.env.VITEST_SUM_FILE, JSON.stringify(sumTestModules(modules, unhandledErrors)));
  }
}
