import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/**
 * The command line as JavaScript, built anew from its sources; what tests start as a process of its own. Each file of
 * tests has a folder of its own, since they run side by side.
 */
export async function buildCli(folder = 'test-cli'): Promise<string> {
  const outDir = resolve(root, 'out', folder);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: { cli: resolve(root, 'electron/cli/main.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return resolve(outDir, 'cli.js');
}
