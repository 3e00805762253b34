// Builds the main process, the command line, the workers, the preload and the renderer into out/.
// Usage: node scripts/build.mjs [--force]
import { buildIfStale } from './lib/build-if-stale.mjs';

const isBuilt = await buildIfStale({ isForced: process.argv.includes('--force') });
process.exit(isBuilt ? 0 : 1);
