import { join } from 'node:path';

/** Where the built parts lie, seen from the folder of a built entry (`out/main`). */
export interface BuiltFiles {
  /** The worker threads. */
  readonly workersDir: string;
  /** The page. */
  readonly pageDir: string;
  /** The preload script of Electron's window. */
  readonly preloadPath: string;
}

export function builtFiles(entryDir: string): BuiltFiles {
  return {
    workersDir: entryDir,
    pageDir: join(entryDir, '..', 'renderer'),
    preloadPath: join(entryDir, '..', 'preload', 'preload.cjs'),
  };
}
