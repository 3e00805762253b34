import { z } from 'zod';

/** An entry that could not be read, kept as it was found. */
export interface SetAsideEntry {
  readonly reason: string;
  readonly entry: unknown;
}

const setAsideEntry = z.object({ reason: z.string(), entry: z.unknown() });

/** What was set aside by an earlier run. */
export function readKeptEntries(raw: unknown): SetAsideEntry[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((entry: unknown) => {
    const result = setAsideEntry.safeParse(entry);
    return result.success
      ? { reason: result.data.reason, entry: result.data.entry }
      : { reason: 'An entry that was set aside earlier', entry };
  });
}

export function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

export function asRecord(raw: unknown): Readonly<Record<string, unknown>> {
  return isRecord(raw) ? raw : {};
}

/** The first thing that a schema has against an entry, with the place of it. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'it has an unknown form';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
