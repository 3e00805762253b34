import type { z } from 'zod';

/** The part of `Storage` that is used. */
export type RememberedStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Keeps nothing; for a page whose storage is denied. */
const forgetful: RememberedStorage = { getItem: () => null, setItem: () => undefined };

function browserStorage(): RememberedStorage {
  try {
    return window.localStorage;
  } catch {
    return forgetful;
  }
}

/**
 * What the window remembers of its own shape: the page, sizes of panes, what is open. Nothing of the user's data.
 * The one module that touches localStorage. What cannot be read, or is no longer valid, is the fallback.
 */
export function readRemembered<T>(
  key: string,
  schema: z.ZodType<T>,
  fallback: T,
  storage = browserStorage(),
): T {
  try {
    const stored = storage.getItem(`trunkline.${key}`);
    if (stored === null) return fallback;
    const parsed = schema.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

export function remember(key: string, value: unknown, storage = browserStorage()): void {
  try {
    storage.setItem(`trunkline.${key}`, JSON.stringify(value));
  } catch {
    // A full or denied storage costs the memory of a pane's size, nothing else.
  }
}
