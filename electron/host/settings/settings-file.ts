import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';

/** Name of the settings file without its extension; the same in every shell, so that each reads what another wrote. */
const SETTINGS_FILE_NAME = 'settings';

/** The settings file in a data folder. */
export const SETTINGS_FILE = `${SETTINGS_FILE_NAME}.json`;

/** The whole of the settings as one JSON object. */
export interface SettingsFile {
  readonly path: string;
  /** What is wrong with the file that was found, as a sentence; null when it could be read or there was none. */
  readonly notice: string | null;
  read(): unknown;
  /** Replaces the file as a whole or, on an error, not at all. Throws when it cannot be written. */
  write(value: Readonly<Record<string, unknown>>): void;
}

/** The part of `conf` and of `electron-store` (which is `conf` in another folder) that is used. */
export interface JsonStore {
  store: Record<string, unknown>;
}
/** Opens `<folder>/<name>.json`, readable by the user alone. */
export type OpenJsonStore = (folder: string, name: string) => JsonStore;

export const openConfStore: OpenJsonStore = (folder, name) =>
  new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });

/**
 * Opens the settings of a data folder that this process owns. A file that is no JSON object is moved aside, whole,
 * so that it neither stops the start nor is overwritten.
 */
export function openSettingsFile(folder: string, openStore: OpenJsonStore, nowMs: number): SettingsFile {
  const path = join(folder, SETTINGS_FILE);
  const notice = moveUnreadableAside(path, 'settings', nowMs);
  const store = openStore(folder, SETTINGS_FILE_NAME);
  return {
    path,
    notice,
    read: () => store.store,
    write: (value) => {
      store.store = { ...value };
    },
  };
}

/** Says in a sentence where a file went that is no JSON object; null when it is one, or is not there. */
export function moveUnreadableAside(path: string, what: string, nowMs: number): string | null {
  if (!existsSync(path) || isJsonObject(readFileSync(path, 'utf8'))) return null;
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${path}.damaged-${stamp}`;
  renameSync(path, aside);
  return `The ${what} file could not be read, so Trunkline started with empty ${what}. The damaged file was kept as ${aside}.`;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
