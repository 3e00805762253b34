import ElectronStore from 'electron-store';
import type { OpenJsonStore } from '#electron/host/settings/settings-file';

/** The same file, in the same form, as `conf` writes it in plain Node. */
export const openElectronStore: OpenJsonStore = (folder, name) =>
  new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
