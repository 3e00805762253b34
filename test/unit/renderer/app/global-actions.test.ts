import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '#shared/model/trunk-view';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { aTrunk } from '#test/support/views';
import { globalActions } from '../../../../renderer/app/global-actions';
import { createStores } from '../../../../renderer/app/stores';

const loggedIn: ConnectionState = {
  kind: 'logged-in',
  sinceMs: 0,
  smscInterfaceVersion: 0x34,
  version: '3.4',
  localAddress: '127.0.0.1:50000',
  remoteAddress: '127.0.0.1:2775',
  security: null,
};
const waiting: ConnectionState = { kind: 'waiting', after: 'error', retryAtMs: 0 };

function offered(connection: ConnectionState | null, isSimulatorRunning = true) {
  const client = new FakeHostClient();
  const trunks =
    connection === null ? [] : [aTrunk('t1', { isDemo: true, connection, settings: { name: 'Demo trunk' } })];
  const actions = globalActions(createStores(client), trunks, isSimulatorRunning);
  const titles = actions.map(({ title }) => title);
  return {
    about: (word: string) => titles.filter((title) => title.includes(word)),
    run: async (title: string) => {
      const before = client.calls.length;
      actions.find((action) => action.title === title)?.run();
      await settled();
      return client.calls.slice(before).map(({ name }) => name);
    },
  };
}

describe('what is offered for a trunk', () => {
  it('is what applies to its link as it is', () => {
    const about = (state: ConnectionState) => offered(state).about('Demo trunk');
    expect(about({ kind: 'idle' })).toEqual(['Open Demo trunk', 'Bind Demo trunk']);
    expect(about(loggedIn)).toEqual(['Open Demo trunk', 'Unbind Demo trunk']);
    expect(about(waiting)).toEqual(['Open Demo trunk', 'Bind Demo trunk now', 'Stop retrying Demo trunk']);
  });

  it('starts the simulator to bind the Demo trunk, and adds that where there is none', async () => {
    expect(await offered({ kind: 'idle' }).run('Bind Demo trunk')).toEqual(['trunk.offerDemo']);
    expect(await offered(loggedIn).run('Unbind Demo trunk')).toEqual(['trunk.unbind']);
    expect(offered(null).about('Demo')).toEqual(['Add the Demo trunk']);
    expect(await offered(null).run('Add the Demo trunk')).toEqual(['trunk.offerDemo']);
  });

  it('is bound, unbound or stopped by one shortcut', async () => {
    const toggle = 'Bind or unbind the chosen trunk';
    expect(await offered({ kind: 'idle' }).run(toggle)).toEqual(['trunk.offerDemo']);
    expect(await offered(loggedIn).run(toggle)).toEqual(['trunk.unbind']);
    expect(await offered(waiting).run(toggle)).toEqual(['trunk.unbind']);
    expect(offered(null).about(toggle)).toEqual([]);
  });
});

it('offers to start the simulator, or to stop it, never both', () => {
  expect(offered(null, true).about('the simulator')).toEqual(['Stop the simulator']);
  expect(offered(null, false).about('the simulator')).toEqual(['Start the simulator']);
});
