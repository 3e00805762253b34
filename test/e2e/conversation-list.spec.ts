import { expect, test } from './harness/app-test';
import { bubble, conversations, createTrunk, messageField, rail, trunkState } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

test('what comes in is seen at the top, and takes the list away from nobody who reads further below', async ({
  app,
}) => {
  const { page } = app;
  await messageField(page).press('Enter');
  await expect(bubble(page, 'Hello from Trunkline')).toContainText('Delivered');
  await createTrunk(page, { name: 'Scripted', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  await rail(page, 'Messages').click();
  let count = 0;
  const comeIn = async (messages: number): Promise<void> => {
    for (let each = 0; each < messages; each += 1) {
      count += 1;
      const reference = count % 256;
      smsc.deliver(`1202555${1000 + count}`, '4477', {
        reference,
        total: 1,
        number: 1,
        text: `No. ${count}`,
      });
    }
    await expect.poll(() => smsc.answers.length).toBe(count);
  };
  // The conversation that is open goes down; the list shows what is new.
  await comeIn(60);
  await expect(conversations(page).first()).toContainText('No. 60');
  await expect(conversations(page).first()).toBeInViewport();
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();

  const list = page.getByRole('listbox', { name: 'Conversations' });
  await list.hover();
  await page.mouse.wheel(0, 1500);
  const scrolled = (): Promise<number> => list.evaluate((element) => element.scrollTop);
  await expect.poll(scrolled).toBeGreaterThan(1000);
  const before = await scrolled();
  await comeIn(1);
  await expect(conversations(page).first()).toHaveAttribute('aria-setsize', '62');
  expect(await scrolled()).toBe(before);

  // The one that is chosen is brought into view.
  await list.focus();
  await page.keyboard.press('End');
  await expect(conversations(page).filter({ hasText: 'Hello from Trunkline' })).toBeInViewport();
  await expect(bubble(page, 'Hello from Trunkline')).toBeVisible();
});
