import { expect, type Locator } from '@playwright/test';

/**
 * Every octet that a pane shows, in hexadecimal: as somebody reads them who scrolls through it. Waits until the pane
 * shows the PDU of what is written now, and for as many octets as the PDU says it has.
 */
export async function shownOctets(pane: Locator): Promise<string> {
  await expect(pane.and(pane.page().locator(':not([aria-busy="true"])'))).toBeVisible();
  const group = pane.getByRole('group', { name: 'Octets' });
  const seen = new Map<number, string>();
  await expect
    .poll(async () => {
      const inView = await group.evaluate((element) => {
        const octets = [...element.querySelectorAll<HTMLElement>('[data-offset]')]
          .map(({ dataset, textContent }) => [Number(dataset['offset']), textContent] as const)
          .filter(([, text]) => text.length === 2);
        const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
        element.scrollTop = isAtEnd ? 0 : element.scrollTop + element.clientHeight;
        return octets;
      });
      for (const [offset, octet] of inView) seen.set(offset, octet);
      return seen.size > 0 && seen.size === Number.parseInt(hexOf(seen).slice(0, 8), 16);
    })
    .toBe(true);
  return hexOf(seen);
}

const hexOf = (octets: ReadonlyMap<number, string>): string =>
  [...octets]
    .toSorted(([one], [other]) => one - other)
    .map(([, octet]) => octet)
    .join('');
