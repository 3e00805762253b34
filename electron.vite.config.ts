import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const at = (...parts: string[]): string => resolve(root, ...parts);

/** V8 keeps each source that it runs, in two octets a character as soon as one of them needs two. */
function latin1Sources() {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'latin1-sources',
    generateBundle(_: unknown, bundle: Readonly<Record<string, { type: string; code?: string }>>) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code?.replace(/[^\0-\xff]/g, escaped) ?? '';
      }
    },
  };
}

/**
 * One Node build serves every shell: the Electron main process, the headless host, the command line and the
 * workers are entries of the same graph, so a module they share is one chunk and exists once in a process.
 */
export default defineConfig({
  main: {
    plugins: [latin1Sources()],
    build: {
      outDir: 'out/main',
      // Bundled, only what is used of it is loaded, into each of the threads.
      externalizeDeps: { exclude: ['zod'] },
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: {
          main: at('electron/main/main.ts'),
          cli: at('electron/cli/main.ts'),
          'log-worker': at('electron/host/pdu-log/log-worker.ts'),
          'store-writer': at('electron/host/storage/store-writer.ts'),
          'store-reader': at('electron/host/storage/store-reader.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Kept in memory by each thread that runs it.
          comments: false,
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      minify: false,
      rolldownOptions: {
        input: { preload: at('electron/preload/preload.ts') },
        // A sandboxed preload must be CommonJS; the package is "type": "module", hence the .cjs name.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      reportCompressedSize: false,
      // One file, loaded from this machine.
      chunkSizeWarningLimit: 4000,
      target: 'chrome130',
      // No inline anything: the content security policy forbids it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
