import { afterEach } from 'vitest';
import { makeTempFolder } from './temp-folder';

/** A folder of its own for each call, deleted after the test. */
export function useTempFolders(): () => string {
  const folders: ReturnType<typeof makeTempFolder>[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.remove();
  });
  return () => {
    const folder = makeTempFolder();
    folders.push(folder);
    return folder.path;
  };
}
