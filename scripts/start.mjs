// Builds what is stale and opens Trunkline's window; where there can be none, serves it to the browser.
// Usage: node scripts/start.mjs [--headless] [--data-dir <folder>] [--port <n>]
import { spawn } from 'node:child_process';
import { buildIfStale } from './lib/build-if-stale.mjs';
import { canSandbox } from './lib/can-sandbox.mjs';
import { canOpenBrowser, decideShell, needsElectron } from './lib/decide-shell.mjs';
import { findElectron } from './lib/find-electron.mjs';
import { openInBrowser } from './lib/open-in-browser.mjs';
import { at, root } from './lib/paths.mjs';

/** As in bin/trunkline.mjs: a host that runs for days keeps its memory small. */
const smallNursery = ['--max-semi-space-size=1'];
const words = process.argv.slice(2);
const { platform, env } = process;

if (!(await buildIfStale())) process.exit(1);

const situation = { arguments: words, platform, environment: env, isRoot: process.getuid?.() === 0 };
const electron = needsElectron(situation) ? await findElectron() : { path: null, problem: '' };
const decision = decideShell({
  ...situation,
  electronPath: electron.path,
  electronProblem: electron.problem,
  canSandbox: electron.path === null || canSandbox(electron.path),
});
for (const note of decision.notes) process.stderr.write(`${note}\n`);
if (decision.kind === 'electron')
  start(electron.path, [...decision.switches, root, ...decision.arguments], 'inherit');
else startHeadless(decision.arguments);

function start(program, programArguments, stdout) {
  const child = spawn(program, programArguments, {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    // glibc keeps memory for each thread otherwise; the heavy ones use none of it.
    env: { MALLOC_ARENA_MAX: '1', ...env },
  });
  // Ctrl+C reaches the whole group by itself; a signal to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Trunkline could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('close', (code) => process.exit(code ?? 1));
  return child;
}

function startHeadless(passed) {
  const child = start(process.execPath, [...smallNursery, at('out/main/cli.js'), 'serve', ...passed], 'pipe');
  const mayOpen = canOpenBrowser(platform, env, process.stdout.isTTY === true);
  let said = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    if (!mayOpen || said === null) return;
    said += chunk;
    const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(said)?.[0];
    if (url === undefined) return;
    said = null;
    openInBrowser(url, platform);
  });
}
