import type { Page } from '@playwright/test';
import type { Wire } from '#shared/rpc/wire';
import type { ElectronHost } from '../../renderer/host/electron-wire';
import { contractChecks } from '../contract/contract-checks';
import { expect, test } from './harness/app-test';
import type { RunningApp } from './harness/running-app';

/** Gives each test a page of ours in which nothing of ours runs: the wire in it is the test's alone. */
async function openBarePage(app: RunningApp): Promise<void> {
  const style = await app.page.evaluate(
    () => document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.href,
  );
  await app.electron?.evaluate(({ BrowserWindow }, url) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.loadURL(url ?? '');
  }, style);
  await app.page.waitForURL(style ?? '');
}

function createPageWires(page: Page): { open(): Promise<Wire> } {
  let listener: ((frame: unknown) => void) | null = null;
  let isExposed = false;
  return {
    async open() {
      if (!isExposed) await page.exposeFunction('hearFrame', (frame: unknown) => listener?.(frame));
      isExposed = true;
      // A page that is loaded again is a client of its own.
      await page.reload();
      await page.evaluate(() => {
        const { host, hearFrame } = window as unknown as {
          host: ElectronHost;
          hearFrame: (frame: unknown) => void;
        };
        host.onFrame(hearFrame);
      });
      let closeListener: ((refusal: null) => void) | null = null;
      return {
        send: (frame) => {
          void page.evaluate((sent) => (window as unknown as { host: ElectronHost }).host.send(sent), frame);
        },
        onFrame: (listen) => {
          listener = listen;
        },
        onClose: (listen) => {
          closeListener = listen;
        },
        close: () => closeListener?.(null),
      };
    },
  };
}

test('the contract over Electron’s IPC', async ({ app }) => {
  await openBarePage(app);
  const wires = createPageWires(app.page);
  for (const { name, run } of contractChecks) {
    await test.step(name, () => run({ openWire: () => wires.open() }));
  }
  expect(contractChecks.length).toBeGreaterThan(10);
  app.problems.length = 0;
});
