import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Browser } from '@playwright/test';
import { programEnvironment, waitUntilReady, watchPage, type Launched } from './running-app';

const root = resolve(import.meta.dirname, '../../..');
const START_MS = 20_000;
const STOP_MS = 15_000;

export interface HeadlessProcess {
  /** With the token. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `trunkline serve`, on a free port if not said otherwise, and resolves when it has printed its URL. */
export function startHeadlessProcess(dataDir: string, port = '0'): Promise<HeadlessProcess> {
  const words = [resolve(root, 'bin/trunkline.mjs'), 'serve', '--port', port, '--data-dir', dataDir];
  const child = spawn(process.execPath, words, {
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<number | null>((end) => child.once('close', end));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    const code = await ended;
    clearTimeout(timer);
    if (code !== 0) throw new Error(`The headless host ended with ${code ?? 'a signal'}: ${said}`);
  };
  return new Promise((start, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The headless host did not start: ${said}`));
    }, START_MS);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      start({ url, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`The headless host ended with ${code ?? 'a signal'}: ${said}`));
    });
  });
}

export async function launchHeadless(
  browser: Browser,
  dataDir: string,
  problems: string[],
): Promise<Launched> {
  const host = await startHeadlessProcess(dataDir);
  const context = await browser.newContext({ viewport: { width: 1360, height: 880 }, timezoneId: 'UTC' });
  const page = await context.newPage();
  watchPage(page, problems);
  let hasCrashed = false;
  page.once('crash', () => (hasCrashed = true));
  await page.goto(host.url);
  await waitUntilReady(page);
  return {
    page,
    electron: null,
    stop: async () => {
      // As a person closes a tab: the page is told, and has its last words, unless it is dead already.
      const closed = page.isClosed() || hasCrashed ? undefined : page.waitForEvent('close');
      if (closed !== undefined) await page.close({ runBeforeUnload: true });
      await closed;
      await context.close();
      await host.stop();
    },
  };
}
