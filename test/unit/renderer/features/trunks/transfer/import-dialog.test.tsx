// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { TrunkImportEntry } from '#shared/model/trunk-records';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, render, type } from '#test/support/render';
import { ImportDialog } from '../../../../../../renderer/features/trunks/transfer/import-dialog';

const entry = (
  number: number,
  name: string,
  outcome: TrunkImportEntry['outcome'],
  ...sentences: string[]
): TrunkImportEntry => ({ number, line: number * 10, name, outcome, sentences });

const previewed = [
  entry(1, 'Carrier A', 'changed', 'Window: 10 → 50'),
  entry(2, 'Carrier B', 'refused', 'Line 24, txPort: Enter a port from 1 to 65535.'),
  entry(3, 'Carrier C', 'same'),
  entry(4, 'Carrier D', 'new', 'New. Enter its password after the import.'),
];

async function dialog() {
  const client = new FakeHostClient({
    'trunk.previewImport': () => ({ entries: previewed }),
    'trunk.import': ({ entries }) => ({
      entries: previewed.filter(({ number }) => entries.includes(number)),
    }),
  });
  await render(<ImportDialog isOpen onClose={() => undefined} />, client);
  const page = document.body;
  await type(page.querySelector<HTMLTextAreaElement>('[aria-label="Text to import"]')!, '{}');
  await click(button(page, 'Preview'));
  const boxes = [...page.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  return { client, page, boxes };
}

it('shows what would change and why a line is refused, before anything is changed', async () => {
  const { client, page, boxes } = await dialog();
  expect(page.textContent).toContain('nothing has been changed yet');
  expect(page.textContent).toContain('Window: 10 → 50');
  expect(page.textContent).toContain('Line 24, txPort: Enter a port from 1 to 65535.');
  expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [true, false],
    [false, true],
    [false, true],
    [true, false],
  ]);
  expect(client.calls.some(({ name }) => name === 'trunk.import')).toBe(false);
});

it('imports what is ticked, and reports what became of the file, the refused lines too', async () => {
  const { client, page, boxes } = await dialog();
  await click(boxes[0]!);
  await click(button(page, 'Import 1 trunk'));
  expect(client.calls.at(-1)).toEqual({ name: 'trunk.import', input: { text: '{}', entries: [4] } });
  expect(page.querySelector('[role="status"]')?.textContent).toContain('1 trunk imported, 1 refused.');
  expect(
    [...page.querySelectorAll('ul[aria-label="Trunks of the file"] > li label')].map(
      (each) => each.textContent,
    ),
  ).toEqual(['Carrier B', 'Carrier D']);
});

it('says what is wrong with a text that is no file of trunks, and keeps it', async () => {
  const client = new FakeHostClient({
    'trunk.previewImport': () => {
      throw new Error('Line 1 is no JSON.');
    },
  });
  await render(<ImportDialog isOpen onClose={() => undefined} />, client);
  const field = document.body.querySelector<HTMLTextAreaElement>('[aria-label="Text to import"]')!;
  await type(field, 'nonsense');
  await click(button(document.body, 'Preview'));
  expect(document.body.textContent).toContain('Line 1 is no JSON.');
  expect(field.value).toBe('nonsense');
});
