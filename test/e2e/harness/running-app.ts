import type { ElectronApplication, Page } from '@playwright/test';

export type ShellKind = 'headless' | 'electron';

/** Trunkline as a user has it in front of them, with a data folder of this test's own. */
export interface RunningApp {
  readonly kind: ShellKind;
  readonly dataDir: string;
  /** The page as it is now: another one after `restart`. */
  readonly page: Page;
  /** Null in the headless host. */
  readonly electron: ElectronApplication | null;
  /** Ends the program as a user would, does something `meanwhile`, and starts it again with the same data folder. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** The next file that the page saves goes there, without a question. */
  saveNextDownloadTo(path: string): Promise<void>;
  /** What the page's console and its uncaught errors said; a test that ends with any of it fails. */
  readonly problems: string[];
}

/** One start of one shell. */
export interface Launched {
  readonly page: Page;
  readonly electron: ElectronApplication | null;
  /** Ends it gracefully; rejects when it does not end in time. */
  stop(): Promise<void>;
}

/** Passed on to the program. No desktop session bus: a test never touches the keychain of whoever runs it. */
export function programEnvironment(): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, NODE_OPTIONS: _options, ...others } = process.env;
  const given = Object.entries(others).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), DBUS_SESSION_BUS_ADDRESS: 'disabled:', TZ: 'UTC' };
}

export function watchPage(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
}

/** The page says when it has loaded its first snapshot. */
export async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('[data-ready="true"]').waitFor();
}
