// Builds the benchmarks and the workers they start into out/bench, and runs them one after the other.
// Usage: npm run bench [-- name …]   Without names: all of them.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { build } from 'vite';
import { at, root } from './lib/paths.mjs';

/** Ends a benchmark that hangs; each of them takes about a minute, the one beside tshark two or three. */
const LIMIT_MS = 900_000;
const outDir = at('out/bench');

const all = [
  'codec',
  'session',
  'inbound',
  'log',
  'log-filter',
  'memory',
  'capture',
  'store',
  'messages',
  'million',
  'host',
  'live',
  'responsive',
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark named ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : all;

// What a benchmark starts in another process or thread is built beside it.
const beside = {
  'log-worker': at('electron/host/pdu-log/log-worker.ts'),
  'store-writer': at('electron/host/storage/store-writer.ts'),
  'store-reader': at('electron/host/storage/store-reader.ts'),
};
const peers = readdirSync(at('test/bench')).filter((file) => file.endsWith('.peer.ts'));

await build({
  root,
  configFile: false,
  logLevel: 'error',
  // As the application is built: only what is used of it.
  ssr: { target: 'node', noExternal: ['zod'] },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    target: 'node20',
    rolldownOptions: {
      input: {
        ...beside,
        ...Object.fromEntries(names.map((name) => [`${name}.bench`, at(`test/bench/${name}.bench.ts`)])),
        ...Object.fromEntries(peers.map((file) => [file.slice(0, -'.ts'.length), at(`test/bench/${file}`)])),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);

function run(name) {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--expose-gc', at(`out/bench/${name}.bench.js`)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      console.error(`\n${name}: not done after ${LIMIT_MS / 1000} s, ended.`);
      child.kill('SIGKILL');
    }, LIMIT_MS);
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      clearTimeout(timer);
      done(1);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      done(code ?? 1);
    });
  });
}

const failed = [];
for (const name of names) if ((await run(name)) !== 0) failed.push(name);
if (failed.length > 0) {
  console.error(`\nNot finished: ${failed.join(', ')}.`);
  process.exit(1);
}
