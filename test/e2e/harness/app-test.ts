import { test as base, expect, type Browser } from '@playwright/test';
import { findChromium } from '../../../scripts/lib/find-chromium.mjs';
import { makeTempFolder } from '#test/support/temp-folder';
import { electronProblem, launchElectron } from './launch-electron';
import { launchHeadless } from './launch-headless';
import type { Launched, RunningApp, ShellKind } from './running-app';

export interface HarnessOptions {
  readonly shellKind: ShellKind;
}

interface HarnessFixtures extends HarnessOptions {
  /** Trunkline, just started for the first time in an empty data folder. */
  readonly app: RunningApp;
}

interface WorkerFixtures {
  /** Launches the browser when the first test wants it. */
  readonly openBrowser: () => Promise<Browser>;
}

export const test = base.extend<HarnessFixtures, WorkerFixtures>({
  shellKind: ['headless', { option: true }],

  openBrowser: [
    async ({ playwright }, use) => {
      let browser: Browser | null = null;
      await use(async () => {
        if (browser !== null) return browser;
        const found = await findChromium();
        if ('problem' in found) throw new Error(found.problem);
        browser = await playwright.chromium.launch({
          ...('path' in found ? { executablePath: found.path } : { channel: found.channel }),
          args: process.platform === 'linux' ? ['--no-sandbox'] : [],
        });
        return browser;
      });
      await (browser as Browser | null)?.close();
    },
    { scope: 'worker' },
  ],

  app: async ({ shellKind, openBrowser }, use, testInfo) => {
    const problem = shellKind === 'electron' ? electronProblem() : null;
    testInfo.skip(problem !== null, problem ?? '');
    const folder = makeTempFolder();
    const problems: string[] = [];
    const launch = async (): Promise<Launched> =>
      shellKind === 'electron'
        ? launchElectron(folder.path, problems)
        : launchHeadless(await openBrowser(), folder.path, problems);
    let launched = await launch();
    await use({
      kind: shellKind,
      dataDir: folder.path,
      problems,
      get page() {
        return launched.page;
      },
      get electron() {
        return launched.electron;
      },
      saveNextDownloadTo: async (path) => {
        const { electron, page } = launched;
        if (electron === null) {
          page.once('download', (download) => void download.saveAs(path));
          return;
        }
        // Where the shell would ask the person.
        await electron.evaluate(({ session }, savePath) => {
          session.defaultSession.once('will-download', (_event, item) => item.setSavePath(savePath));
        }, path);
      },
      restart: async (meanwhile) => {
        await launched.stop();
        await meanwhile?.();
        launched = await launch();
      },
    });
    await launched.stop();
    folder.remove();
    expect(problems, 'what the page complained of').toEqual([]);
  },
});

export { expect };
