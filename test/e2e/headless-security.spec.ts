import { expect, test } from './harness/app-test';

test('the page loads again, and a new tab without the token is told what to do', async ({ app }) => {
  await app.page.reload();
  await expect(app.page.locator('[data-ready="true"]')).toBeVisible();
  const other = await app.page.context().newPage();
  await other.goto(app.page.url());
  await expect(other.getByText('This address is not complete.')).toBeVisible();
});

test('another run of the host does not take the token of this one', async ({ app }) => {
  const other = await app.page.context().newPage();
  await other.goto(new URL('/#token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', app.page.url()).href);
  await expect(other.getByText('This address is of an earlier run.')).toBeVisible();
});

test('a page of another origin reaches neither the page nor the wire', async ({ app }) => {
  const { host } = new URL(app.page.url());
  const other = await app.page.context().newPage();
  await other.goto('data:text/html,<title>Elsewhere</title>');
  const outcome = await other.evaluate(async (address) => {
    const read = await fetch(`http://${address}/`).then(
      () => 'read',
      () => 'refused',
    );
    const connected = await new Promise((resolve) => {
      const socket = new WebSocket(`ws://${address}/wire`);
      socket.onopen = () => resolve('connected');
      socket.onerror = () => resolve('refused');
    });
    return [read, connected];
  }, host);
  expect(outcome).toEqual(['refused', 'refused']);
});
