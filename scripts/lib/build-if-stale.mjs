import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { hashSources, isBuildFresh, writeBuildStamp } from './build-stamp.mjs';
import { root } from './paths.mjs';

/** Path of the JavaScript file behind a package's command, so that it is started without a shell. */
export function commandFile(packageName, commandName = packageName) {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { bin } = createRequire(import.meta.url)(manifest);
  return resolve(dirname(manifest), typeof bin === 'string' ? bin : bin[commandName]);
}

function runBuild() {
  return new Promise((done) => {
    const child = spawn(process.execPath, [commandFile('electron-vite'), 'build', '--logLevel', 'warn'], {
      cwd: root,
      // Everything the build says goes to the error stream: a command may own the other one.
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    });
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Builds main, preload and renderer when a source changed since the last build. Resolves to whether all is well. */
export async function buildIfStale({ isForced = false } = {}) {
  if (!isForced && isBuildFresh(root)) return true;
  const hash = hashSources(root);
  process.stderr.write('Building Trunkline…\n');
  const code = await runBuild();
  if (code !== 0) return false;
  writeBuildStamp(root, hash);
  return true;
}
