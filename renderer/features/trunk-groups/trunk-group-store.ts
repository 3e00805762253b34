import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { TrunkGroupSettings, TrunkGroupView } from '#shared/model/trunk-group';
import type { HostClient } from '#shared/rpc/host-client';
import { startReplica } from '../../app/replica';

export interface TrunkGroupState {
  readonly isLoaded: boolean;
  /** In the order of the host. */
  readonly groups: readonly TrunkGroupView[];
  /** Why the list could not be loaded; null when it was. */
  readonly problem: string | null;
}

export interface TrunkGroupStore extends StoreApi<TrunkGroupState> {
  create(settings: TrunkGroupSettings): Promise<TrunkGroupView>;
  update(id: TrunkGroupId, settings: TrunkGroupSettings): Promise<TrunkGroupView>;
  delete(ids: readonly TrunkGroupId[]): Promise<void>;
  stop(): void;
}

const upsert = (groups: readonly TrunkGroupView[], group: TrunkGroupView): readonly TrunkGroupView[] =>
  groups.some((each) => each.id === group.id)
    ? groups.map((each) => (each.id === group.id ? group : each))
    : [...groups, group];

/** The window's copy of the host's trunk groups. */
export function createTrunkGroupStore(client: HostClient): TrunkGroupStore {
  const store = createStore<TrunkGroupState>(() => ({ isLoaded: false, groups: [], problem: null }));
  const stop = startReplica(client, {
    load: () => client.call('trunkGroup.list', {}),
    applySnapshot: ({ groups }) => store.setState({ isLoaded: true, groups, problem: null }),
    listen: (on) => {
      on('trunkGroup.changed', (group) =>
        store.setState((state) => ({ groups: upsert(state.groups, group) })),
      );
      on('trunkGroup.deleted', ({ ids }) =>
        store.setState((state) => ({ groups: state.groups.filter((each) => !ids.includes(each.id)) })),
      );
    },
    onProblem: (problem) => store.setState({ problem }),
  });
  return {
    ...store,
    create: async (settings) => client.call('trunkGroup.create', { settings }),
    update: async (id, settings) => client.call('trunkGroup.update', { id, settings }),
    delete: async (ids) => {
      await client.call('trunkGroup.delete', { ids: [...ids] });
    },
    stop,
  };
}

/** The groups that a trunk is a member of. */
export function groupsOf(groups: readonly TrunkGroupView[], id: TrunkId): readonly TrunkGroupView[] {
  return groups.filter(({ settings }) => settings.members.some((member) => member.trunkId === id));
}
