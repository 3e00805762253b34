import { writeFileSync } from 'node:fs';

/** Ending of the name of an empty file beside a store that was found damaged while it was in use. */
export const DAMAGE_MARK = '.is-damaged';

/** The next start sets the store aside: it cannot be taken from under the connections that use it. */
export function markDamaged(filePath: string): void {
  writeFileSync(filePath + DAMAGE_MARK, '');
}
