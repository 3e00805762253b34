import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { moveUnreadableAside } from '#electron/host/settings/settings-file';
import { asRecord } from '#electron/host/settings/set-aside';
import { conversationKey } from '#shared/model/address';
import { unassignedNumber, type UnassignedNumber } from '#shared/model/source-address';

export const UNASSIGNED_FILE_NAME = 'unassigned-numbers.json';
/** Numbers that are kept; of more, those that nothing came in for the longest are forgotten. */
export const MAX_UNASSIGNED = 1000;

/** Counts of what came in for numbers that no trunk receives for. A file that cannot be read begins anew. */
export function readUnassigned(
  path: string,
  nowMs: number,
): { readonly numbers: readonly UnassignedNumber[]; readonly notices: readonly string[] } {
  const notice = moveUnreadableAside(path, 'unassigned numbers', nowMs);
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const file = asRecord(isThere ? JSON.parse(readFileSync(path, 'utf8')) : {});
  const entries = z.array(z.unknown()).catch([]).parse(file['numbers']);
  const numbers = entries.flatMap((entry) => unassignedNumber.safeParse(entry).data ?? []);
  return { numbers, notices: notice === null ? [] : [notice] };
}

/** Numbers with how many messages came in for each, the latest last. */
export class UnassignedNumbers {
  readonly #byAddress = new Map<string, UnassignedNumber>();

  constructor(numbers: readonly UnassignedNumber[]) {
    for (const number of numbers) this.#byAddress.set(conversationKey(number.address), number);
  }

  /** The latest first. */
  list(): UnassignedNumber[] {
    return [...this.#byAddress.values()].reverse();
  }

  count(number: Omit<UnassignedNumber, 'messageCount'>): void {
    const key = conversationKey(number.address);
    const messageCount = (this.#byAddress.get(key)?.messageCount ?? 0) + 1;
    this.#byAddress.delete(key);
    this.#byAddress.set(key, { ...number, messageCount });
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size > MAX_UNASSIGNED && oldest !== undefined) this.#byAddress.delete(oldest);
  }

  /** Forgets those that `isAssigned`; true when there were any. */
  forget(isAssigned: (address: string) => boolean): boolean {
    const before = this.#byAddress.size;
    for (const [key, { address }] of this.#byAddress) if (isAssigned(address)) this.#byAddress.delete(key);
    return this.#byAddress.size < before;
  }

  *written(): Generator<string> {
    yield JSON.stringify({ schemaVersion: 1, numbers: [...this.#byAddress.values()] });
  }
}
