// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { conversationId, messageId } from '#shared/model/ids';
import { FakeHostClient } from '#test/support/fake-host-client';
import { render } from '#test/support/render';
import { MaskedNotices } from '../../../../../renderer/app/masked-notices';
import { useRuleNotices } from '../../../../../renderer/features/rules/use-rule-notices';

function Frame() {
  useRuleNotices();
  return null;
}

const draw = (client: FakeHostClient) =>
  render(
    <MaskedNotices>
      <Frame />
    </MaskedNotices>,
    client,
  );

const comesIn = (client: FakeHostClient): void =>
  act(() =>
    client.emit('rule.notified', {
      messageId: messageId.parse('m'),
      conversationId: conversationId.parse('c'),
      ruleName: 'Alarms',
      sourceAddress: '12025550123',
      text: 'Call 12025550188',
    }),
  );

/** The dialogs in which toasts are drawn, outside of the page itself. */
const toasts = (): string => document.body.textContent;

describe('what a rule wants the user to know', () => {
  it('is hidden like every number while presentation mode hides them, and whole again after it', async () => {
    const client = new FakeHostClient();
    const { stores } = await draw(client);
    comesIn(client);
    expect(toasts()).toContain('Alarms: message from 12025550123');
    expect(toasts()).toContain('Call 12025550188');
    act(() => {
      stores.presentation.start();
      stores.presentation.toggleMask();
    });
    expect(toasts()).toContain('Alarms: message from 120••••••23');
    expect(toasts()).toContain('Call 120••••••88');
    expect(toasts()).not.toMatch(/1202555/);
    act(() => stores.presentation.end());
    expect(toasts()).toContain('Alarms: message from 12025550123');
  });

  it('is told to a window of the host, which notifies the desktop, and to no other host', async () => {
    const said = (client: FakeHostClient): unknown[] =>
      client.calls.filter(({ name }) => name === 'app.maskNotifications').map(({ input }) => input);
    const answers = { 'app.maskNotifications': () => ({}) };
    const client = new FakeHostClient(answers, ['window-controls']);
    const { stores } = await draw(client);
    act(() => stores.presentation.toggleMask());
    act(() => stores.presentation.start());
    act(() => stores.presentation.end());
    // At first too: the window may have been loaded anew while it hid them.
    expect(said(client)).toEqual([
      { areNumbersMasked: false },
      { areNumbersMasked: true },
      { areNumbersMasked: false },
    ]);
    const browser = new FakeHostClient(answers);
    await draw(browser);
    expect(said(browser)).toEqual([]);
  });
});
