import type { z } from 'zod';
import { RpcError } from './errors';

/** Puts a failed parse into words: a sentence, and what is wrong at which path. What was handed in is not repeated. */
export function toInvalidInput(error: z.ZodError): RpcError {
  const details: [string, string][] = error.issues.map((issue) => [
    issue.path.map(String).join('.'),
    issue.message,
  ]);
  // The first problem of a field is the one to show.
  const byPath = Object.fromEntries(details.toReversed());
  const [first] = details;
  const [path, message] = first ?? ['', 'The input cannot be used.'];
  // Words of our own are whole sentences; zod's are not, and say nothing without the path.
  const sentence = message.endsWith('.') ? message : `${path === '' ? 'Input' : path}: ${message}.`;
  return new RpcError('invalid-input', sentence, byPath);
}
