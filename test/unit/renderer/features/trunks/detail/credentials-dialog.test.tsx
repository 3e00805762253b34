// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RpcError } from '#shared/rpc/errors';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, render } from '#test/support/render';
import { aTrunk } from '#test/support/views';
import { CredentialsDialog } from '../../../../../../renderer/features/trunks/detail/credentials-dialog';

afterEach(() => {
  vi.useRealTimers();
});

async function dialog(settings: Parameters<typeof aTrunk>[1] = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  const client = new FakeHostClient(
    { 'trunk.revealSecret': () => ({ secret: 'secret1' }), 'app.writeClipboard': () => ({}) },
    ['clipboard'],
  );
  await render(<CredentialsDialog trunk={aTrunk('a', settings)} isOpen onClose={() => undefined} />, client);
  const page = document.body;
  const pass = (ms: number): Promise<void> =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });
  return { client, page, pass, asked: () => client.calls.map(({ name }) => name) };
}

describe('the credentials', () => {
  it('show a password on demand alone, and hide it after 30 s', async () => {
    const { page, pass, asked } = await dialog();
    expect(page.textContent).toContain('acme');
    expect(page.textContent).not.toContain('secret1');
    expect(asked()).not.toContain('trunk.revealSecret');
    await click(button(page, 'Show password'));
    expect(page.textContent).toContain('secret1');
    await pass(29_000);
    expect(page.textContent).toContain('secret1');
    expect(page.textContent).toMatch(/hides in [12] s/);
    await pass(1000);
    expect(page.textContent).not.toContain('secret1');
    expect(button(page, 'Show password')).toBeTruthy();
  });

  it('forget a password that was hidden: it is asked for again', async () => {
    const { page, asked } = await dialog();
    await click(button(page, 'Show password'));
    await click(button(page, 'Hide password'));
    expect(page.textContent).not.toContain('secret1');
    await click(button(page, 'Show password'));
    expect(asked().filter((name) => name === 'trunk.revealSecret')).toHaveLength(2);
  });

  it('copy a password without showing it, to a clipboard that clears itself', async () => {
    const { page, client } = await dialog();
    await click(button(page, 'Copy password'));
    expect(page.textContent).not.toContain('secret1');
    expect(client.calls.at(-1)).toEqual({
      name: 'app.writeClipboard',
      input: { text: 'secret1', clearAfterSeconds: 30 },
    });
    expect(page.textContent).toContain('It leaves the clipboard in 30 s.');
    await click(button(page, 'Copy system id'));
    expect(client.calls.at(-1)).toEqual({ name: 'app.writeClipboard', input: { text: 'acme' } });
  });

  it('say why a password is not shown', async () => {
    const { page, client } = await dialog();
    client.answers['trunk.revealSecret'] = () => {
      throw new RpcError('refused', 'Too many passwords were shown. Wait a minute.');
    };
    await click(button(page, 'Show password'));
    expect(page.textContent).toContain('Too many passwords were shown. Wait a minute.');
  });

  it('have a pair’s ports, every host and the receiver’s own', async () => {
    const { page } = await dialog({
      hasReceiverPassword: true,
      settings: {
        bindType: 'pair',
        rxPort: 2776,
        standbyHosts: [{ host: 'standby.example', txPort: 3000, rxPort: 3001 }],
        receiver: { isSeparate: true, host: 'rx.example', systemId: 'acme-rx' },
      },
    });
    for (const words of [
      'smsc.example',
      '2776',
      'standby.example',
      '3000',
      '3001',
      'rx.example',
      'acme-rx',
    ]) {
      expect(page.textContent).toContain(words);
    }
    expect(button(page, 'Show receiver’s password')).toBeTruthy();
  });
});
