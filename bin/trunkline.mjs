#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node --max-semi-space-size=1
// The command line. In a clone it builds first what was never built; an installed package comes built.
// The first line keeps a host that runs for days small: a nursery of a megabyte, and one arena of glibc for all threads.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const program = resolve(root, 'out/main/cli.js');
if (!existsSync(program)) {
  const { buildIfStale } = await import('../scripts/lib/build-if-stale.mjs');
  if (!(await buildIfStale())) {
    process.stderr.write('trunkline: it is not built, and building it failed.\n');
    process.exit(1);
  }
}
await import(pathToFileURL(program).href);
