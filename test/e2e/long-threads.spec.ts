import { expect, test } from './harness/app-test';
import { bubble, conversations, createTrunk, rail, thread, trunkState } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

const COUNT = 350;

test('a thread of several pages is read up to its beginning, line by line, and down again', async ({
  app,
}) => {
  const { page } = app;
  await createTrunk(page, { name: 'Scripted', port: smsc.port });
  await expect(trunkState(page)).toContainText('Logged in');
  for (let number = 0; number < COUNT; number += 1) {
    // Of different heights, so that what is guessed of a row is not what it has.
    const text = `Line ${number}.${' and more'.repeat((number % 7) * 4)}`.slice(0, 150);
    smsc.deliver('12025550177', '12025550147', { reference: number % 256, total: 1, number: 1, text });
  }
  await expect.poll(() => smsc.answers.length).toBe(COUNT);
  await rail(page, `Messages, ${COUNT} unread`).click();
  await conversations(page).click();
  await expect(bubble(page, `Line ${COUNT - 1}.`)).toBeInViewport();

  // A gap in what was seen would be a jump over it.
  const seen = new Set<number>();
  const look = async (): Promise<void> => {
    for (const text of await thread(page).getByRole('article').allTextContents()) {
      seen.add(Number(/^Line (\d+)\./.exec(text)?.[1]));
    }
  };
  await thread(page).hover();
  await expect(async () => {
    await look();
    await page.mouse.wheel(0, -500);
    await look();
    expect(seen.has(0)).toBe(true);
  }).toPass({ intervals: [30], timeout: 40_000 });
  expect(seen.size).toBe(COUNT);
  await expect(thread(page).getByText('Today', { exact: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Latest' }).click();
  await expect(bubble(page, `Line ${COUNT - 1}.`)).toBeInViewport();
});
