// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '#shared/contract/index';
import type { TrunkView } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, labelled, render, type } from '#test/support/render';
import { settled } from '#test/support/settled';
import { aTrunk } from '#test/support/views';
import { TrunkEditor } from '../../../../../../renderer/features/trunks/editor/trunk-editor';

async function editor(trunk: TrunkView | null, others: readonly TrunkView[] = []) {
  const listed = [...(trunk === null ? [] : [trunk]), ...others];
  const client = new FakeHostClient({ 'trunk.list': () => ({ seq: 0, trunks: listed }) });
  const { element, stores } = await render(<TrunkEditor trunk={trunk} />, client);
  const asked = <C extends 'trunk.create' | 'trunk.update'>(name: C): CommandInput<C> | undefined =>
    client.calls.findLast((call) => call.name === name)?.input as CommandInput<C> | undefined;
  return { client, element, stores, asked };
}
const save = async (element: HTMLElement, name = 'Save'): Promise<void> => {
  await click(button(element, name));
  await act(settled);
};

const unfold = (element: HTMLElement, title: string): Promise<void> => {
  const head = [...element.querySelectorAll('[aria-expanded="false"]')].find((each) =>
    each.textContent.startsWith(title),
  );
  return head === undefined ? Promise.resolve() : click(head);
};

afterEach(() => window.localStorage.clear());

describe('the trunk editor', () => {
  it('creates a trunk with the defaults and what was typed', async () => {
    const { client, element, stores, asked } = await editor(null);
    client.answers['trunk.create'] = ({ settings }) => aTrunk('made', { settings });
    await type(labelled(element, 'Friendly name'), 'Carrier A');
    await type(labelled(element, 'Host'), 'smsc.example');
    await type(labelled(element, 'TX port'), '3600');
    await type(labelled(element, 'System ID'), 'acme');
    await type(labelled(element, 'Password'), 'secret');
    await save(element, 'Create trunk');
    expect(asked('trunk.create')).toMatchObject({
      settings: { name: 'Carrier A', host: 'smsc.example', txPort: 3600, rxPort: 2775, window: 10 },
      secrets: { password: 'secret' },
    });
    expect(stores.navigation.getState()).toMatchObject({ trunk: 'made', isNewTrunk: false, unsaved: null });
  });

  it('begins a copy under a free name, disabled, with the secrets of its original until told otherwise', async () => {
    const original = aTrunk('a', { settings: { name: 'Carrier A', host: 'smsc.example' } });
    const client = new FakeHostClient({
      'trunk.list': () => ({
        seq: 0,
        trunks: [original, aTrunk('b', { settings: { name: 'Carrier A (copy)' } })],
      }),
      'trunk.create': ({ settings }) => aTrunk('made', { settings }),
    });
    const { element } = await render(<TrunkEditor trunk={null} original={original} />, client);
    expect(labelled(element, 'Friendly name').value).toBe('Carrier A (copy) 2');
    expect(element.textContent).toContain('That of Carrier A is copied. Type another to replace it.');
    expect(client.calls.some(({ name }) => name === 'trunk.create')).toBe(false);
    await save(element, 'Create trunk');
    const created = (): unknown => client.calls.findLast(({ name }) => name === 'trunk.create')?.input;
    expect(created()).toMatchObject({
      settings: { name: 'Carrier A (copy) 2', host: 'smsc.example', isEnabled: false },
      secrets: {},
      original: 'a',
    });
    await click(button(element, 'Leave it out'));
    await save(element, 'Create trunk');
    expect(created()).toMatchObject({ secrets: { password: '' } });
  });

  it('says at the field what is wrong when it is left, and does not ask the host', async () => {
    const { client, element } = await editor(aTrunk('a'), [aTrunk('b', { settings: { name: 'Taken' } })]);
    await type(labelled(element, 'Friendly name'), 'taken');
    await type(labelled(element, 'TX port'), 'abc');
    expect(labelled(element, 'Friendly name').getAttribute('aria-invalid')).toBe('true');
    expect(element.textContent).toContain('Another trunk has this name.');
    expect(element.textContent).toContain('Enter a port from 1 to 65535.');
    await save(element);
    expect(client.calls.some((call) => call.name === 'trunk.update')).toBe(false);
  });

  it('says that a name is taken while other fields are still empty', async () => {
    const { element } = await editor(null, [aTrunk('b', { settings: { name: 'Taken' } })]);
    await type(labelled(element, 'Friendly name'), 'taken');
    expect(element.textContent).toContain('Another trunk has this name.');
  });

  it('says at the third host all that is wrong with it, until it is put right', async () => {
    const { element } = await editor(
      aTrunk('a', { settings: { standbyHosts: [{ host: 'two.example' }, { host: 'three.example' }] } }),
    );
    const field = (name: string): HTMLInputElement => element.querySelector(`[aria-label="${name}"]`)!;
    await type(field('Host 3'), 'not a host');
    await type(field('TX port of host 3'), '99999');
    const said = document.getElementById(field('Host 3').getAttribute('aria-describedby') ?? '');
    expect(said?.textContent).toContain('Enter a name or an address alone');
    expect(said?.textContent).toContain('Enter a port from 1 to 65535.');
    expect(field('Host 2').getAttribute('aria-invalid')).not.toBe('true');
    await type(field('Host 3'), 'right.example');
    await type(field('TX port of host 3'), '2775');
    expect(field('Host 3').getAttribute('aria-describedby')).toBeNull();
  });

  it('does not save a TON and NPI that cannot be read, and forgets it when it is discarded', async () => {
    const { client, element, asked } = await editor(
      aTrunk('a', { settings: { numbering: { source: { international: { ton: 2, npi: 1 } } } } }),
    );
    client.answers['trunk.update'] = ({ settings }) => aTrunk('a', { settings });
    await unfold(element, 'Source addresses');
    const pair = element.querySelector<HTMLInputElement>('[aria-label="TON and NPI, international source"]')!;
    expect(pair.value).toBe('2/1');
    await type(pair, '1/300');
    expect(element.textContent).toContain('Write two numbers from 0 to 255');
    await save(element);
    expect(asked('trunk.update')).toBeUndefined();
    expect(pair.value).toBe('1/300');
    await click(button(element, 'Discard changes'));
    expect(pair.value).toBe('2/1');
    await type(pair, '5 / 0');
    await save(element);
    expect(asked('trunk.update')?.settings.numbering?.source).toEqual({ international: { ton: 5, npi: 0 } });
  });

  it('keeps the stored password when none is typed, and empties the field after one was saved', async () => {
    const { client, element, asked } = await editor(aTrunk('a'));
    client.answers['trunk.update'] = ({ settings }) => aTrunk('a', { settings });
    await type(labelled(element, 'Host'), 'other.example');
    await save(element);
    expect(asked('trunk.update')?.secrets).toEqual({});
    await type(labelled(element, 'Password'), 'secret2');
    await save(element);
    expect(asked('trunk.update')).toMatchObject({ secrets: { password: 'secret2' } });
    expect(labelled(element, 'Password').value).toBe('');
  });

  it('removes the stored password only when told so', async () => {
    const { client, element, asked } = await editor(aTrunk('a'));
    client.answers['trunk.update'] = ({ settings }) => aTrunk('a', { settings, passwordStorage: 'none' });
    await click(button(element, 'Remove it'));
    await save(element);
    expect(asked('trunk.update')).toMatchObject({ secrets: { password: '' } });
  });

  it('offers port 3550 with SSL and leaves the port alone', async () => {
    const { element } = await editor(aTrunk('a'));
    await unfold(element, 'Security');
    await click(labelled(element, 'Use SSL'));
    expect(labelled(element, 'TX port').value).toBe('2775');
    await click(button(element, 'Use port 3550'));
    expect(labelled(element, 'TX port').value).toBe('3550');
  });

  it('says of a folded section what is in it, and unfolds the one with a field to put right', async () => {
    const { element } = await editor(
      aTrunk('a', { settings: { tls: { isEnabled: true, acceptsAnyCertificate: true } } }),
    );
    expect(element.textContent).toContain('TLS 1.2+, any certificate accepted');
    expect(element.textContent).toContain('All at their defaults');
    await unfold(element, 'Session');
    await type(labelled(element, 'Window'), '5000');
    await click(element.querySelector('[data-section="session"] [aria-expanded]')!);
    expect(element.textContent).toContain('1 field to put right');
    await type(labelled(element, 'Host'), 'other.example');
    await save(element);
    expect(labelled(element, 'Window').value).toBe('5000');
    expect(element.textContent).toContain('Enter 1 to 1000 requests.');
  });

  it('refuses a transceiver in SMPP 3.3, with the reason', async () => {
    const { client, element } = await editor(aTrunk('a', { settings: { version: '3.3' } }));
    await type(labelled(element, 'Host'), 'other.example');
    await save(element);
    expect(element.textContent).toContain('SMPP 3.3 has no transceiver.');
    expect(client.calls.some((call) => call.name === 'trunk.update')).toBe(false);
  });

  it('keeps standby hosts in order: one moves up to the first place', async () => {
    const { client, element, asked } = await editor(
      aTrunk('a', {
        settings: {
          host: 'one.example',
          txPort: 1111,
          standbyHosts: [{ host: 'two.example', txPort: 2222 }],
        },
      }),
    );
    client.answers['trunk.update'] = ({ settings }) => aTrunk('a', { settings });
    await click(button(element, 'Add a host'));
    await type(element.querySelector<HTMLInputElement>('[aria-label="Host 3"]')!, 'three.example');
    await click(button(element, 'Move host 2 up'));
    expect(labelled(element, 'Host').value).toBe('two.example');
    await save(element);
    expect(asked('trunk.update')?.settings).toMatchObject({
      host: 'two.example',
      txPort: 2222,
      standbyHosts: [{ host: 'one.example', txPort: 1111 }, { host: 'three.example' }],
    });
  });

  it('tests the connection with what is typed, shows each step and can be ended', async () => {
    const { client, element } = await editor(aTrunk('a'));
    client.answers['trunk.startTest'] = () => ({ testId: 't1' });
    client.answers['trunk.cancelTest'] = () => ({});
    await type(labelled(element, 'Host'), 'other.example');
    await click(button(element, 'Test connection'));
    await act(settled);
    expect(client.calls.findLast((call) => call.name === 'trunk.startTest')?.input).toMatchObject({
      id: 'a',
      settings: { host: 'other.example' },
      secrets: {},
    });
    const step = (state: 'running' | 'failed', sentence: string): void =>
      act(() => {
        client.emit('trunk.testProgressed', {
          testId: 't1',
          isOver: state === 'failed',
          steps: [{ name: 'Connect to other.example:2775', state, sentence, elapsedMs: null }],
        });
      });
    step('running', '');
    expect(element.textContent).toContain('Connect to other.example:2775');
    await click(button(element, 'Cancel the test'));
    expect(client.calls.at(-1)).toEqual({ name: 'trunk.cancelTest', input: { testId: 't1' } });
    step('failed', 'Nothing listens there.');
    expect(element.textContent).toContain('The connection does not work.');
    expect(element.textContent).toContain('Nothing listens there.');
  });

  it('puts a refusal of the host at its field', async () => {
    const { client, element } = await editor(aTrunk('a'));
    client.answers['trunk.update'] = () => {
      throw new RpcError('conflict', 'The name is taken.', {
        'settings.name': 'Somebody was faster: it is taken.',
      });
    };
    await type(labelled(element, 'Friendly name'), 'New name');
    await save(element);
    expect(labelled(element, 'Friendly name').getAttribute('aria-invalid')).toBe('true');
    expect(element.textContent).toContain('Somebody was faster: it is taken.');
  });

  it('guards what is not saved, and forgets it when it is discarded', async () => {
    const { element, stores } = await editor(aTrunk('a'));
    expect(stores.navigation.getState().unsaved).toBeNull();
    await type(labelled(element, 'Host'), 'other.example');
    expect(stores.navigation.getState().unsaved).toBe('The changes to Trunk a');
    await click(button(element, 'Discard changes'));
    expect(stores.navigation.getState().unsaved).toBeNull();
    expect(labelled(element, 'Host').value).toBe('smsc.example');
  });

  it('leaves the connection of the demo trunk to the simulator, with the reason', async () => {
    const { element } = await editor(aTrunk('demo', { isDemo: true, passwordStorage: 'simulator' }));
    for (const label of ['Host', 'TX port', 'RX port', 'System ID', 'Password']) {
      expect(labelled(element, label).disabled, label).toBe(true);
    }
    await unfold(element, 'Session');
    expect(labelled(element, 'Window').disabled).toBe(false);
    expect(element.textContent).toContain('Set by the built-in simulator for each run.');
  });
});
