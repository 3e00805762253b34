import type { Page } from '@playwright/test';
import { expect, test } from './harness/app-test';

/** Runs `act` in the page and resolves to the directives that it violated, once `count` violations were told. */
async function violations(page: Page, count: number, act: () => void): Promise<string[]> {
  const told = page.evaluate(
    (expected) =>
      new Promise<string[]>((resolve) => {
        const directives: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) => {
          directives.push(event.effectiveDirective);
          if (directives.length === expected) resolve(directives.toSorted());
        });
      }),
    count,
  );
  await page.evaluate(act);
  return told;
}

test('the page runs nothing but its own files', async ({ app }) => {
  const directives = await violations(app.page, 4, () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline script ran"';
    document.body.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'document.title = "inline handler ran"');
    button.click();
    const style = document.createElement('style');
    style.textContent = 'body { outline: 3px solid red }';
    document.head.append(style);
    const foreign = document.createElement('script');
    foreign.src = 'https://example.invalid/script.js';
    document.body.append(foreign);
  });
  expect(directives).toEqual(['script-src-attr', 'script-src-elem', 'script-src-elem', 'style-src-elem']);
  await expect(app.page).toHaveTitle('Trunkline');
  expect(await app.page.evaluate(() => getComputedStyle(document.body).outlineStyle)).toBe('none');
  app.problems.length = 0;
});

test('the page evaluates no text', async ({ app }) => {
  // Later, out of the debugger's own call, which is exempt from the policy.
  const outcome = await app.page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        setTimeout(() => {
          const tries = [
            (): unknown => (0, eval)('1'),
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it throws is what is tested
            (): unknown => new Function('return 1'),
          ];
          resolve(
            tries.map((attempt) => {
              try {
                attempt();
                return 'ran';
              } catch (error) {
                return error instanceof Error ? error.name : 'unknown';
              }
            }),
          );
        }, 0);
      }),
  );
  expect(outcome).toEqual(['EvalError', 'EvalError']);
  app.problems.length = 0;
});

test('the page loads and sends nothing elsewhere', async ({ app }) => {
  const directives = await violations(app.page, 4, () => {
    void fetch('https://example.invalid/').catch(() => undefined);
    new Image().src = 'https://example.invalid/image.png';
    const frame = document.createElement('iframe');
    frame.src = 'https://example.invalid/';
    document.body.append(frame);
    const form = document.createElement('form');
    form.action = 'https://example.invalid/';
    form.method = 'post';
    document.body.append(form);
    form.submit();
  });
  expect(directives).toEqual(['connect-src', 'form-action', 'frame-src', 'img-src']);
  app.problems.length = 0;
});

test('the page has nothing of Node and only the three names of the wire', async ({ app }) => {
  const found = await app.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname'].filter(
      (name) => name in window,
    ),
    host: 'host' in window ? Object.keys(window.host as object).toSorted() : null,
  }));
  expect(found.node).toEqual([]);
  expect(found.host).toEqual(app.kind === 'electron' ? ['kind', 'onFrame', 'send'] : null);
});

test('the address and the storage hold no token that another site could read', async ({ app }) => {
  expect(await app.page.evaluate(() => location.hash)).toBe('');
  expect(await app.page.evaluate(() => document.cookie)).toBe('');
  expect(await app.page.evaluate(() => localStorage.getItem('trunkline.token'))).toBeNull();
});
