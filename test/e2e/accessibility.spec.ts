import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, test } from './harness/app-test';
import { bubble, createTrunk, fillNewTrunk, messageField, openSettings, rail, trunkState } from './screens';
import { startSmsc, type SmscProcess } from './smsc-process';

const axeOptions = {
  // What Base UI puts around an open menu to keep the focus in it.
  context: { exclude: ['[data-base-ui-focus-guard]'] },
  run: {
    resultTypes: ['violations'],
    rules: {
      // For documents: in a window, menus lie beside its landmarks, and a page of two panes has no single heading.
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      // A row of a list is named by what a reader of it needs, in order, and not by each cell.
      'label-content-name-mismatch': { enabled: false },
    },
  },
};

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}
interface Axe {
  run(context: unknown, options: unknown): Promise<{ readonly violations: readonly Violation[] }>;
}

/** What breaks WCAG or good practice on screen now, in both themes, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const result = await page.evaluate(
      ({ context, run }) => (globalThis as unknown as { readonly axe: Axe }).axe.run(context, run),
      axeOptions,
    );
    for (const { id, nodes } of result.violations)
      for (const { html, failureSummary = '' } of nodes)
        found.push(`${colorScheme}: ${id}: ${html.slice(0, 200)} ${failureSummary}`);
  }
  return found;
}

/** A place in the window, by its name, and the way to it from the place before. */
type Place = readonly [name: string, go: (page: Page) => Promise<void>];

const press = (role: 'button' | 'tab' | 'option' | 'menuitem', name: string | RegExp) => (page: Page) =>
  page
    .getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click();
const to = (name: string) => (page: Page) => rail(page, name).click();
const escape = (page: Page): Promise<void> => page.keyboard.press('Escape');
const inTurn =
  (...steps: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page): Promise<void> => {
    for (const step of steps) await step(page);
  };
const palette =
  (typed: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type(typed);
  };

const messages: readonly Place[] = [
  ['a conversation', to('Messages')],
  ['the options of a message', press('button', 'Advanced')],
  ['the PDU of a message', press('button', 'PDU')],
  ['the templates', press('button', 'Templates')],
  [
    'the inbound rules',
    inTurn(escape, press('button', 'More for messages'), press('menuitem', 'Inbound rules')),
  ],
];
const trunks: readonly Place[] = [
  ['a trunk’s state', inTurn(to('Trunks'), press('tab', 'State'))],
  ['a trunk’s timeline', press('tab', 'Timeline')],
  ['a trunk’s settings', (page) => openSettings(page)],
  ['a trunk’s menu', press('button', 'More for this trunk')],
  ['the credentials', press('menuitem', 'Credentials…')],
  [
    'the question before a delete',
    inTurn(escape, press('button', 'More for this trunk'), press('menuitem', 'Delete…')),
  ],
  ['the export', inTurn(escape, press('button', 'More for trunks'), press('menuitem', 'Export all…'))],
  ['the import', inTurn(escape, press('button', 'More for trunks'), press('menuitem', 'Import…'))],
  ['the wide table', inTurn(escape, press('button', 'Show as a wide table'))],
  ['a new trunk with its errors', inTurn(press('button', 'New trunk'), press('button', 'Create trunk'))],
  [
    'the question before leaving',
    inTurn((page) => fillNewTrunk(page, { name: 'Half', port: 1 }), to('Sources')),
  ],
];
const others: readonly Place[] = [
  ['the groups', inTurn(to('Trunks'), press('button', 'Groups'))],
  ['a new group', press('button', 'New group')],
  ['the source addresses', inTurn(press('button', 'Cancel'), to('Sources'))],
  ['a new source address', press('button', 'New source address')],
  ['the import of source addresses', press('button', 'Import a CSV')],
  [
    'the log',
    inTurn(escape, press('button', 'Cancel'), to('Log'), (page) =>
      page.getByRole('grid', { name: 'PDUs' }).press('Home'),
    ),
  ],
  ['the sequence diagram', press('button', 'Sequence diagram')],
  ['the statistics', press('button', 'Statistics')],
  ['the export of PDUs', press('button', 'Export…')],
  ['the simulator', inTurn(escape, to('Simulator'))],
  ...['Appearance', 'Notifications', 'Messages', 'Captures', 'Storage and passwords', 'About'].map(
    (name): Place => [`the settings of ${name}`, inTurn(to('Settings'), press('option', name))],
  ),
  ['the palette', palette('bind')],
  ['the palette with nothing', palette('xyz')],
  ['the shortcuts', inTurn(escape, palette('keyboard shortcuts'), (page) => page.keyboard.press('Enter'))],
  ['the trunks of the bar', inTurn(escape, (page) => page.getByTestId('bar-trunk').click())],
];

let smsc: SmscProcess;
test.beforeAll(async () => {
  smsc = await startSmsc('acme', 'secret1');
});
test.afterAll(() => smsc.stop());

for (const [part, places] of Object.entries({ messages, trunks, others })) {
  test(`names, roles and contrasts hold in both themes: ${part}`, async ({ app }) => {
    // Many places, each looked at twice.
    test.setTimeout(180_000);
    const { page } = app;
    await messageField(page).press('Enter');
    await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
    await createTrunk(page, { name: 'Carrier A', port: smsc.port, password: 'wrong' });
    await expect(trunkState(page)).toContainText('Login failed');
    await page.evaluate(axe.source);
    for (const [name, go] of places) {
      await go(page);
      expect(await violations(page), name).toEqual([]);
    }
  });
}
