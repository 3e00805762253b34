#!/usr/bin/env node
// The command line. In a clone it builds first what was never built; an installed package comes built.
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
