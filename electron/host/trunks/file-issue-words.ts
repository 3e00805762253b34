import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong at a place of a file. */
export interface FileIssue {
  readonly path: readonly (string | number)[];
  readonly sentence: string;
}

const expectedWords: Readonly<Record<string, string>> = {
  string: 'Write text in quotation marks here.',
  number: 'Write a number here, without quotation marks.',
  int: 'Write a whole number here, without quotation marks.',
  boolean: 'Write true or false here.',
  array: 'Write a list here, in square brackets.',
  object: 'Write an object here, in braces.',
};

/** A problem that zod found in words for who edits the file; our own rules speak in whole sentences already. */
export function fileIssues(issue: Issue): readonly FileIssue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      sentence: 'There is no such setting. Check how it is spelled, or take it out.',
    }));
  }
  return [{ path, sentence: issue.message.endsWith('.') ? issue.message : sentenceOf(issue) }];
}

function sentenceOf(issue: Issue): string {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map((value) => JSON.stringify(value));
    return values.length === 1 ? `Write ${values[0] ?? ''} here.` : `Write one of ${values.join(', ')} here.`;
  }
  if (issue.code === 'invalid_type') {
    // Zod's own words tell a value that is missing from one of another type; the value itself is not repeated.
    if (issue.message.endsWith('received undefined')) return 'This setting is missing.';
    return expectedWords[issue.expected] ?? 'This value cannot be used.';
  }
  return 'This value cannot be used.';
}
