import { homedir } from 'node:os';
import { join } from 'node:path';

const FOLDER_NAME = 'Trunkline';

/** Overrides where the data is kept, in every shell. */
const DATA_FOLDER_VARIABLE = 'TRUNKLINE_DATA_DIR';

/** Where the user's data is kept when nothing else is said: the same folder whichever shell is started. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  const given = environment[DATA_FOLDER_VARIABLE];
  if (given !== undefined && given !== '') return given;
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', FOLDER_NAME);
    case 'win32':
      return join(nonEmpty(environment['APPDATA']) ?? join(home, 'AppData', 'Roaming'), FOLDER_NAME);
    default:
      return join(nonEmpty(environment['XDG_CONFIG_HOME']) ?? join(home, '.config'), FOLDER_NAME);
  }
}

function nonEmpty(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
