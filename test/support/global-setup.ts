import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { workersDir } from './workers';

const root = resolve(import.meta.dirname, '../..');
const workers = {
  'log-worker': 'electron/host/pdu-log/log-worker.ts',
  'store-writer': 'electron/host/storage/store-writer.ts',
  'store-reader': 'electron/host/storage/store-reader.ts',
};

/** Worker threads take JavaScript, not TypeScript: the three workers are built once before the tests. */
export default async function buildWorkers(): Promise<void> {
  const input = Object.fromEntries(
    Object.entries(workers)
      .map(([name, file]) => [name, resolve(root, file)] as const)
      .filter(([, file]) => existsSync(file)),
  );
  if (Object.keys(input).length === 0) return;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { target: 'node' },
    build: {
      ssr: true,
      outDir: workersDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
