import { existsSync, mkdirSync } from 'node:fs';
import { at } from './paths.mjs';

const CHROMIUM_VERSION = '147.0.0';
const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The browser for the end-to-end tests: on Linux x64 the one that comes inside an npm package, unpacked once into
 * .cache/; elsewhere a Chrome that is installed. `{ path }` or `{ channel }`, or `{ problem }` with a sentence.
 */
export async function findChromium() {
  if (process.platform !== 'linux') return { channel: 'chrome' };
  if (process.arch !== 'x64') {
    const path = candidates.find((candidate) => existsSync(candidate));
    return path === undefined ? { problem: 'No Chromium is installed.' } : { path };
  }
  const folder = at('.cache', `chromium-${CHROMIUM_VERSION}`);
  mkdirSync(folder, { recursive: true });
  const { default: chromium } = await import('@sparticuz/chromium');
  // The package unpacks into the temporary folder and takes whatever is called chromium there: give it one of ours.
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return { path: await chromium.executablePath() };
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  }
}
