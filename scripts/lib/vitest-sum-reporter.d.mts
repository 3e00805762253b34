import type { TestResult } from './test-report.mjs';

export interface ReportedTest {
  readonly fullName: string;
  result(): { readonly state: string; readonly note?: string };
}

export interface ReportedModule {
  readonly children: { allTests(): Iterable<ReportedTest> };
  state(): string;
}

export function sumTestModules(
  modules: readonly ReportedModule[],
  unhandledErrors: readonly unknown[],
): TestResult;
