import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** What the build is made from. */
const SOURCES = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
/** What must be there for a build to count as one. */
const OUTPUTS = ['out/main/main.js', 'out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
const STAMP = 'out/.built-from';

function listFiles(path) {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const file = join(path, entry.name);
    if (entry.isDirectory()) return listFiles(file);
    return entry.isFile() ? [file] : [];
  });
}

/** A hash over the names and contents of all sources: a checkout that only touches times builds nothing. */
export function hashSources(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = resolve(root, source);
    if (!existsSync(path)) continue;
    const files = /\.[a-z]+$/.test(source) ? [path] : listFiles(path).sort();
    for (const file of files) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Whether what is built was built from the sources as they are now. */
export function isBuildFresh(root) {
  const stamp = resolve(root, STAMP);
  if (!existsSync(stamp) || !OUTPUTS.every((output) => existsSync(resolve(root, output)))) return false;
  return readFileSync(stamp, 'utf8') === hashSources(root);
}

/** Notes what was built; `hash` was taken before the build began, so that an edit meanwhile makes it stale. */
export function writeBuildStamp(root, hash) {
  writeFileSync(resolve(root, STAMP), hash);
}
