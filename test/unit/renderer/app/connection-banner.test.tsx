// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { FakeHostClient } from '#test/support/fake-host-client';
import { render } from '#test/support/render';
import { ConnectionBanner } from '../../../../renderer/app/connection-banner';

async function banner(client: FakeHostClient) {
  const { element } = await render(<ConnectionBanner />, client);
  const tell = (status: 'connecting' | 'connected' | 'closed', problem: string | null): void =>
    act(() => {
      client.problem = problem;
      client.setStatus(status);
    });
  return { element, tell };
}

describe('the banner', () => {
  it('says nothing while connected, nor while connecting for the first time', async () => {
    const client = new FakeHostClient();
    client.setStatus('connecting');
    const { element, tell } = await banner(client);
    expect(element.textContent).toBe('');
    tell('connected', null);
    expect(element.textContent).toBe('');
  });

  it('says that what is on screen is old while a lost host is sought', async () => {
    const { element, tell } = await banner(new FakeHostClient());
    tell('connecting', 'The host cannot be reached.');
    expect(element.textContent).toMatch(/^The host cannot be reached. Reconnecting…/);
    tell('connected', null);
    expect(element.textContent).toBe('');
  });

  it('says why nobody tries any more', async () => {
    const { element, tell } = await banner(new FakeHostClient());
    tell('closed', 'The token is not the one of this host.');
    expect(element.querySelector('[role="alert"]')?.textContent).toBe(
      'The token is not the one of this host.',
    );
  });
});
