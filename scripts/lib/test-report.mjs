function* specsOf(suite, path) {
  for (const spec of suite.specs ?? []) yield { spec, path };
  for (const inner of suite.suites ?? []) yield* specsOf(inner, [...path, inner.title]);
}

/** Adds up Playwright's JSON report: counts, and the skipped by name with the reason; a test that passed at last passed. */
export function readPlaywrightReport(report) {
  const result = { passed: 0, failed: report.errors.length, skipped: [] };
  for (const suite of report.suites) {
    for (const { spec, path } of specsOf(suite, [suite.title])) {
      for (const test of spec.tests) {
        const name = [`[${test.projectName}]`, ...path, spec.title].join(' › ');
        if (test.status === 'skipped') {
          const reason = test.annotations.find(({ type }) => type === 'skip')?.description ?? '';
          result.skipped.push({ name, reason });
        } else if (test.status === 'unexpected') result.failed += 1;
        else result.passed += 1;
      }
    }
  }
  return result;
}

/** The lines at the end: what was skipped and why, then the sum. */
export function summarize(results) {
  const skipped = results.flatMap((result) => result.skipped);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const lines = skipped.map(({ name, reason }) => `skipped: ${name}${reason === '' ? '' : `: ${reason}`}`);
  return [...lines, `${sum('passed')} passed, ${sum('failed')} failed, ${skipped.length} skipped`];
}
