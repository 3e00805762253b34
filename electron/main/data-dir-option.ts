import { resolve } from 'node:path';
import { defaultDataFolder } from '#electron/host/shell/default-data-folder';

const OPTION = '--data-dir';

/** Where the data is kept: `--data-dir <folder>` or `--data-dir=<folder>`, else the user's own folder. */
export function dataFolderFrom(argv: readonly string[]): string {
  const index = argv.findIndex((word) => word === OPTION || word.startsWith(`${OPTION}=`));
  const word = argv[index];
  if (word === undefined) return resolve(defaultDataFolder());
  const given = word === OPTION ? argv[index + 1] : word.slice(OPTION.length + 1);
  return resolve(given === undefined || given === '' ? defaultDataFolder() : given);
}
