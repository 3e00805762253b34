// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionState, TrunkView } from '#shared/model/trunk-view';
import { FakeHostClient } from '#test/support/fake-host-client';
import { button, click, render } from '#test/support/render';
import { settled } from '#test/support/settled';
import { aTrunk } from '#test/support/views';
import { useTrunkList } from '../../../../../renderer/features/trunks/list/use-trunk-list';
import { DataTable } from '../../../../../renderer/ui/data-table';
import { TrunksPage } from '../../../../../renderer/features/trunks/trunks-page';

const up: ConnectionState = {
  kind: 'logged-in',
  sinceMs: 1,
  smscInterfaceVersion: null,
  version: '3.4',
  localAddress: '10.0.0.1:1',
  remoteAddress: '10.0.0.2:2775',
  security: null,
};

const clientOf = (trunks: readonly TrunkView[]): FakeHostClient =>
  new FakeHostClient({
    'trunk.list': () => ({ seq: 0, trunks: [...trunks] }),
    'trunkGroup.list': () => ({ seq: 0, groups: [] }),
    'source.list': () => ({ seq: 0, sources: [], unassigned: [] }),
    'trunk.localAddresses': () => ({ addresses: [], sentence: '' }),
  });

/** Panes are measured, and jsdom has no layout. */
class NoResizes {
  observe(): void {
    return;
  }
  unobserve(): void {
    return;
  }
  disconnect(): void {
    return;
  }
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', NoResizes);
});
afterEach(() => {
  vi.unstubAllGlobals();
  window.localStorage.clear();
});

describe('the Trunks page', () => {
  it('shows the trunk that is logged in until another one is chosen, and stays with it', async () => {
    const client = clientOf([aTrunk('a'), aTrunk('b', { connection: up })]);
    const { element, stores } = await render(<TrunksPage />, client);
    expect(element.querySelector('h1')?.textContent).toContain('Trunk b');
    await act(async () => {
      client.emit('trunk.changed', aTrunk('a', { connection: up }));
      client.emit('trunk.changed', aTrunk('b', { connection: { kind: 'error' } }));
      await settled();
    });
    expect(element.querySelector('h1')?.textContent).toContain('Trunk b');
    expect(stores.navigation.getState().trunk).toBe('b');
  });

  it('invites to make the first one where there is none', async () => {
    const { element } = await render(<TrunksPage />, clientOf([]));
    expect(element.textContent).toContain('Connect to your SMSC');
  });
});

/** The table alone: how the page comes to it is its own affair. */
function Table() {
  const { trunks, columns, sorting, sortBy } = useTrunkList();
  return (
    <DataTable
      label="Trunks"
      items={trunks}
      columns={columns}
      sorting={sorting}
      onSortingChange={sortBy}
      keyOf={(trunk) => trunk.id}
      textOf={(trunk) => trunk.settings.name}
      current={null}
      onCurrentChange={() => undefined}
    />
  );
}

/** The same list without rows that need a layout. */
function Order() {
  return (
    <p data-testid="order">
      {useTrunkList()
        .trunks.map(({ id }) => id)
        .join(' ')}
    </p>
  );
}

describe('the table of trunks', () => {
  it('is sorted by a head that is clicked, up, down and as it came, and remembers it', async () => {
    const client = clientOf([
      aTrunk('b', { settings: { name: 'Carrier 10' }, connection: up }),
      aTrunk('a', { settings: { name: 'Carrier 9' }, connection: { kind: 'error' } }),
      aTrunk('c', { settings: { name: 'Carrier 2' }, queuedCount: 3 }),
    ]);
    const { element } = await render(<Table />, client);
    const order = async (): Promise<string> => {
      const list = await render(<Order />, client);
      return list.element.textContent;
    };
    const head = (name: string): string | null | undefined =>
      button(element, name).closest('[role="columnheader"]')?.getAttribute('aria-sort');
    expect(await order()).toBe('b a c');
    await click(button(element, 'Name'));
    expect(head('Name')).toBe('ascending');
    // By the number, not by its first digit.
    expect(await order()).toBe('c a b');
    await click(button(element, 'Name'));
    expect(head('Name')).toBe('descending');
    expect(await order()).toBe('b a c');
    await click(button(element, 'State'));
    // What wants attention first.
    expect([head('Name'), head('State')]).toEqual(['none', 'ascending']);
    expect(await order()).toBe('a c b');
    await click(button(element, 'Queued'));
    await click(button(element, 'Queued'));
    expect(await order()).toBe('c b a');
    await click(button(element, 'Queued'));
    expect(await order()).toBe('b a c');
  });
});
