import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { ElectronHost } from '../../renderer/host/electron-wire';
import { expect, test } from './harness/app-test';
import type { RunningApp } from './harness/running-app';

const preloadPath = resolve(import.meta.dirname, '../../out/preload/preload.cjs');

function electronOf(app: RunningApp): ElectronApplication {
  if (app.electron === null) throw new Error('This spec is for Electron.');
  return app.electron;
}

test('the window is sandboxed, isolated and without Node', async ({ app }) => {
  const preferences = await electronOf(app).evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not in Electron's types, but the only place where the running window tells.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(preferences['allowRunningInsecureContent'] ?? false).toBe(false);
  expect(preferences['experimentalFeatures'] ?? false).toBe(false);
});

test('the page comes over app:// with its policy in the header, and nothing else does', async ({ app }) => {
  expect(app.page.url()).toBe('app://trunkline/');
  const answers = await electronOf(app).evaluate(async ({ net }) => {
    const ask = async (url: string) => {
      const response = await net.fetch(url);
      return { status: response.status, policy: response.headers.get('content-security-policy') };
    };
    return {
      page: await ask('app://trunkline/'),
      outside: await ask('app://trunkline/..%2f..%2fpackage.json'),
      preload: await ask('app://trunkline/../preload/preload.cjs'),
      stranger: await ask('app://elsewhere/'),
    };
  });
  expect(answers.page.status).toBe(200);
  expect(answers.page.policy).toContain("default-src 'none'; script-src 'self'");
  expect(answers.page.policy).toContain("connect-src 'none'");
  expect(answers.page.policy).not.toContain('unsafe');
  expect([answers.outside.status, answers.preload.status, answers.stranger.status]).toEqual([404, 404, 404]);
});

test('the page goes nowhere, opens no window and embeds none', async ({ app }) => {
  const opened = await app.page.evaluate(() => {
    const window = globalThis.open('https://example.invalid/', '_blank');
    location.href = 'https://example.invalid/';
    location.href = 'file:///etc/passwd';
    return window;
  });
  expect(opened).toBeNull();
  await app.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.invalid/';
    link.target = '_blank';
    link.click();
    link.target = '_self';
    link.click();
  });
  const webview = await app.page.evaluate(() => document.createElement('webview').constructor.name);
  expect(webview).toBe('HTMLElement');
  // A navigation that was let through would have replaced the page before this second answer.
  await app.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  expect(app.page.url()).toBe('app://trunkline/');
  expect(await electronOf(app).evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  // Not by a locator: the test runner would wait for the navigations that were never let through.
  const isReady = await app.page.evaluate(() => document.querySelector('[data-ready="true"]') !== null);
  expect(isReady).toBe(true);
  app.problems.length = 0;
});

test('every permission is denied', async ({ app }) => {
  const outcome = await app.page.evaluate(async () => {
    const refusal = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'granted',
        (error: unknown) => (error instanceof Error ? error.name : 'refused'),
      );
    const position = new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(resolve, (error) =>
        reject(new DOMException(String(error.code))),
      );
    });
    return {
      notification: await Notification.requestPermission(),
      camera: await refusal(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await refusal(navigator.mediaDevices.getUserMedia({ audio: true })),
      clipboard: await refusal(navigator.clipboard.readText()),
      clipboardWrite: await refusal(navigator.clipboard.writeText('x')),
      position: await refusal(position),
    };
  });
  expect(outcome.notification).toBe('denied');
  for (const [what, answer] of Object.entries(outcome)) expect(answer, what).not.toBe('granted');
  app.problems.length = 0;
});

test('a frame from any other page is refused, whatever it loads', async ({ app }) => {
  const electron = electronOf(app);
  const answered = await electron.evaluate(async ({ BrowserWindow }, preload) => {
    const urls = ['app://trunkline/', 'data:text/html,<title>Elsewhere</title>'];
    const answers: string[] = [];
    for (const url of urls) {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL(url).catch(() => undefined);
      answers.push(
        (await window.webContents.executeJavaScript(`new Promise((resolve) => {
          if (typeof host === 'undefined') return resolve('no wire');
          host.onFrame(() => resolve('answered'));
          host.send({ type: 'hello', protocol: 1 });
          setTimeout(() => resolve('silence'), 1000);
        })`)) as string,
      );
      window.destroy();
    }
    return answers;
  }, preloadPath);
  expect(answered).toEqual(['silence', 'silence']);
  await expect
    .poll(() => readFile(join(app.dataDir, 'logs', 'trunkline.log'), 'utf8'))
    .toContain('did not come from the page in our window was refused');
});

test('only the addresses of the allow-list are opened outside', async ({ app }) => {
  const electron = electronOf(app);
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  const ask = (link: string) =>
    app.page.evaluate(
      (name) =>
        new Promise((resolve) => {
          const { host } = window as unknown as { host: ElectronHost };
          host.onFrame((frame) => {
            const isAnswer =
              typeof frame === 'object' && frame !== null && 'id' in frame && frame.id === 900_000;
            if (isAnswer) resolve(frame);
          });
          host.send({ type: 'req', id: 900_000, name: 'app.openExternal', input: { link: name } });
        }),
      link,
    );
  expect(await ask('https://example.invalid/')).toMatchObject({ type: 'err', code: 'invalid-input' });
  expect(await ask('constructor')).toMatchObject({ type: 'err', code: 'invalid-input' });
  expect(await ask('licence')).toMatchObject({ type: 'ok' });
  expect(await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
    'https://opensource.org/license/mit',
  ]);
});
