import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkView } from '#shared/model/trunk-view';
import type { HostClient } from '#shared/rpc/host-client';
import { startReplica } from '../../app/replica';

export interface TrunkState {
  readonly isLoaded: boolean;
  /** In the order of the host: the demo trunk first, then as they were made. */
  readonly trunks: readonly TrunkView[];
  /** Messages a second, in and out, while any go by. */
  readonly rates: Readonly<Record<TrunkId, number>>;
  /** Why the list could not be loaded; null when it was. */
  readonly problem: string | null;
}

export interface TrunkStore extends StoreApi<TrunkState> {
  create(input: CommandInput<'trunk.create'>): Promise<TrunkView>;
  update(input: CommandInput<'trunk.update'>): Promise<TrunkView>;
  delete(ids: readonly TrunkId[]): Promise<void>;
  bind(id: TrunkId): Promise<void>;
  unbind(id: TrunkId): Promise<void>;
  offerDemo(): Promise<TrunkView>;
  stop(): void;
}

const upsert = (trunks: readonly TrunkView[], trunk: TrunkView): readonly TrunkView[] =>
  trunks.some((each) => each.id === trunk.id)
    ? trunks.map((each) => (each.id === trunk.id ? trunk : each))
    : [...trunks, trunk];

/** The window's copy of the host's trunks. */
export function createTrunkStore(client: HostClient): TrunkStore {
  const store = createStore<TrunkState>(() => ({ isLoaded: false, trunks: [], rates: {}, problem: null }));

  const stop = startReplica(client, {
    load: () => client.call('trunk.list', {}),
    applySnapshot: ({ trunks }) => store.setState({ isLoaded: true, trunks, rates: {}, problem: null }),
    listen: (on) => {
      on('trunk.changed', (trunk) => store.setState((state) => ({ trunks: upsert(state.trunks, trunk) })));
      on('trunk.deleted', ({ ids }) =>
        store.setState((state) => ({ trunks: state.trunks.filter((each) => !ids.includes(each.id)) })),
      );
      on('trunk.stateChanged', ({ id, connection, last }) =>
        store.setState((state) => ({
          trunks: state.trunks.map((each) => (each.id === id ? { ...each, connection, last } : each)),
        })),
      );
      on('trunk.rateMeasured', ({ id, messagesPerSecond }) =>
        store.setState((state) => ({ rates: { ...state.rates, [id]: messagesPerSecond } })),
      );
    },
    onProblem: (problem) => store.setState({ problem }),
  });

  return {
    ...store,
    create: async (input) => client.call('trunk.create', input),
    update: async (input) => client.call('trunk.update', input),
    delete: async (ids) => {
      await client.call('trunk.delete', { ids: [...ids] });
    },
    bind: async (id) => {
      await client.call('trunk.bind', { ids: [id] });
    },
    unbind: async (id) => {
      await client.call('trunk.unbind', { ids: [id] });
    },
    offerDemo: async () => client.call('trunk.offerDemo', {}),
    stop,
  };
}
