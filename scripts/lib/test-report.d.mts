export interface TestResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

export function readPlaywrightReport(report: unknown): TestResult;
export function summarize(results: readonly TestResult[]): string[];
