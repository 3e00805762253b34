import ElectronStore from 'electron-store';
import type { JsonStore, OpenJsonStore } from '#electron/host/settings/settings-file';

/** The same file, in the same form, as `conf` writes it in plain Node. */
export const openElectronStore: OpenJsonStore = (folder, name) =>
  new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });

/** Where the window was. Of no worth to anyone: a file that cannot be read begins anew and never stops the start. */
export function openWindowStore(folder: string): JsonStore {
  return new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'window',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
}
