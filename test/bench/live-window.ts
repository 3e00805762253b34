import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, chromium, type CDPSession, type Page } from '@playwright/test';
import type * as CanSandbox from '../../scripts/lib/can-sandbox.mjs';
import type * as DecideShell from '../../scripts/lib/decide-shell.mjs';
import type * as FindChromium from '../../scripts/lib/find-chromium.mjs';
import type * as FindElectron from '../../scripts/lib/find-electron.mjs';
import { connect } from '#shared/rpc/connect';
import type { TrunkSettings } from '#shared/model/trunk';
import { openSocketWire } from '#test/support/socket-wire';
import { serveHost } from './served-host';

/** The application in front of somebody. */
export interface LiveWindow {
  readonly page: Page;
  /** To the browser's own tools. */
  readonly tools: CDPSession;
  createTrunk(settings: TrunkSettings): Promise<void>;
  stop(): Promise<void>;
}

export interface Shell {
  readonly name: string;
  /** Why it cannot be opened here; null when it can. */
  readonly problem: string | null;
  open(dataDir: string): Promise<LiveWindow>;
}

/** The scripts find their way from where they lie: they are not built into the benchmark. */
function script<T>(name: string): Promise<T> {
  return import(pathToFileURL(resolve('scripts/lib', name)).href) as Promise<T>;
}
const { installedElectron } = await script<typeof FindElectron>('find-electron.mjs');
const { hasDisplay } = await script<typeof DecideShell>('decide-shell.mjs');
const { canSandbox } = await script<typeof CanSandbox>('can-sandbox.mjs');
const { findChromium } = await script<typeof FindChromium>('find-chromium.mjs');

/** Of the SMSC that lets everybody in. */
const secrets = { password: 'secret' };
const size = { width: 1360, height: 880 };

function environment(): Record<string, string> {
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'NODE_OPTIONS',
  );
  return { ...Object.fromEntries(given), DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
}

async function ready(page: Page): Promise<void> {
  await page.locator('[data-ready="true"]').waitFor();
}

async function openElectron(dataDir: string): Promise<LiveWindow> {
  const executablePath = installedElectron();
  if (executablePath === null) throw new Error('There is no Electron to launch.');
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const switches = isRootOnLinux || !canSandbox(executablePath) ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath,
    args: [...switches, resolve('.'), '--data-dir', dataDir],
    env: environment(),
    colorScheme: null,
  });
  const page = await electron.firstWindow();
  await ready(page);
  const tools = await electron.context().newCDPSession(page);
  return {
    page,
    tools,
    createTrunk: (settings) =>
      page.evaluate(
        (input) => {
          // Nobody waits for the answer: the trunk shows itself.
          const { host } = window as unknown as { host: { send: (frame: unknown) => void } };
          host.send({ type: 'req', id: Number.MAX_SAFE_INTEGER, name: 'trunk.create', input });
        },
        { settings, secrets },
      ),
    stop: async () => {
      const ended = new Promise<void>((done) => electron.process().once('exit', () => done()));
      await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      await ended;
    },
  };
}

async function openBrowser(dataDir: string): Promise<LiveWindow> {
  const found = await findChromium();
  if ('problem' in found) throw new Error(found.problem);
  const host = await serveHost(dataDir);
  const browser = await chromium.launch({
    ...('path' in found ? { executablePath: found.path } : { channel: found.channel }),
    args: process.platform === 'linux' ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext({ viewport: size, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(host.url);
  await ready(page);
  const tools = await context.newCDPSession(page);
  return {
    page,
    tools,
    createTrunk: async (settings) => {
      const wire = await openSocketWire(host.url);
      await connect(wire, { reportError: (error) => console.error(error) }).call('trunk.create', {
        settings,
        secrets,
      });
      wire.close();
    },
    stop: async () => {
      await browser.close();
      await host.stop();
    },
  };
}

async function browserProblem(): Promise<string | null> {
  const found = await findChromium();
  return 'problem' in found ? found.problem : null;
}

function electronProblem(): string | null {
  if (installedElectron() === null) return 'no Electron binary can be had here';
  if (!hasDisplay(process.platform, process.env)) return 'there is no display for a window';
  return null;
}

/** Both shells of the application, built into `out/`. */
export async function shells(): Promise<readonly Shell[]> {
  return [
    { name: 'Electron', problem: electronProblem(), open: openElectron },
    { name: 'Headless host in Chromium', problem: await browserProblem(), open: openBrowser },
  ];
}
