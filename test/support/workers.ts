import { resolve } from 'node:path';

/** Where `global-setup.ts` builds the workers to, so that tests of TypeScript sources run the real worker threads. */
export const workersDir = resolve(import.meta.dirname, '../../out/test-workers');
