import { expect, test } from './harness/app-test';
import { bubble, conversations, rail, thread, trunkField, trunkState } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

test('an inbound long message is one, whatever the order of its parts, and says what is missing', async ({
  app,
}) => {
  const { page } = app;
  await rail(page, 'Trunks').click();
  await page.getByRole('button', { name: 'New trunk' }).first().click();
  await trunkField(page, 'Friendly name').fill('Scripted');
  await trunkField(page, 'Host').fill('127.0.0.1');
  await trunkField(page, 'TX port').fill(String(smsc.port));
  await trunkField(page, 'System ID').fill('acme');
  await trunkField(page, 'Password').fill('secret1');
  await page.getByRole('button', { name: 'Create trunk' }).click();
  await expect(trunkState(page)).toContainText('Logged in');
  await rail(page, 'Messages').click();

  const from = '12025550188';
  const part = (number: number, text: string) => ({ reference: 7, total: 3, number, text });
  smsc.deliver(from, '4477', part(2, 'the middle, '));
  const conversation = conversations(page).filter({ hasText: from });
  await conversation.click();
  await expect(bubble(page, 'the middle, ')).toContainText('Parts 1 and 3 of 3 are still to come.');
  smsc.deliver(from, '4477', part(1, 'The beginning, '));
  smsc.deliver(from, '4477', part(2, 'the middle, '));
  smsc.deliver(from, '4477', part(3, 'and the end.'));
  const whole = bubble(page, 'The beginning, the middle, and the end.');
  await expect(whole).toHaveCount(1);
  await expect(whole).not.toContainText('still to come');

  smsc.deliver(from, '4477', { reference: 8, total: 2, number: 1, text: 'Half of it' });
  await expect(bubble(page, 'Half of it')).toContainText('Part 2 of 2 is still to come.');
  await expect(thread(page).getByRole('article')).toHaveCount(2);
  // Each part was taken, the one that came twice too.
  await expect.poll(() => smsc.answers).toEqual([0, 0, 0, 0, 0]);
});
