import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultDataFolder } from '#electron/host/shell/default-data-folder';

const home = join('/', 'home', 'ann');

it.each([
  ['linux', {}, join(home, '.config', 'Trunkline')],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, join('/cfg', 'Trunkline')],
  ['linux', { XDG_CONFIG_HOME: '' }, join(home, '.config', 'Trunkline')],
  ['darwin', {}, join(home, 'Library', 'Application Support', 'Trunkline')],
  ['win32', {}, join(home, 'AppData', 'Roaming', 'Trunkline')],
  ['win32', { APPDATA: '/roaming' }, join('/roaming', 'Trunkline')],
  ['win32', { TRUNKLINE_DATA_DIR: '/given', APPDATA: '/roaming' }, '/given'],
] as const)('is, on %s with %j, %s', (platform, environment, folder) => {
  expect(defaultDataFolder(platform, environment, home)).toBe(folder);
});
