/** Ends a switch over a union: a case that was forgotten does not compile, and a value from outside says which. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
