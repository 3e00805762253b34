import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput, CommandOutput } from '#shared/contract/index';
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
  /** A copy under a free name, disabled until it is saved enabled. */
  duplicate(id: TrunkId): Promise<TrunkView>;
  /** These three reject with a sentence that names every trunk that was refused; the others were done. */
  bind(ids: readonly TrunkId[]): Promise<void>;
  unbind(ids: readonly TrunkId[]): Promise<void>;
  setEnabled(ids: readonly TrunkId[], isEnabled: boolean): Promise<void>;
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

  const change = (id: TrunkId, changes: Partial<TrunkView>): void =>
    store.setState((state) => ({
      trunks: state.trunks.map((each) => (each.id === id ? { ...each, ...changes } : each)),
    }));

  const stop = startReplica(client, {
    load: () => client.call('trunk.list', {}),
    applySnapshot: ({ trunks }) => store.setState({ isLoaded: true, trunks, rates: {}, problem: null }),
    listen: (on) => {
      on('trunk.changed', (trunk) => store.setState((state) => ({ trunks: upsert(state.trunks, trunk) })));
      on('trunk.deleted', ({ ids }) =>
        store.setState((state) => ({ trunks: state.trunks.filter((each) => !ids.includes(each.id)) })),
      );
      on('trunk.stateChanged', ({ id, ...state }) => change(id, state));
      on('trunk.rateMeasured', ({ id, messagesPerSecond, queuedCount }) => {
        store.setState((state) => ({ rates: { ...state.rates, [id]: messagesPerSecond } }));
        const known = store.getState().trunks.find((each) => each.id === id);
        if (known !== undefined && known.queuedCount !== queuedCount) change(id, { queuedCount });
      });
    },
    onProblem: (problem) => store.setState({ problem }),
  });

  const saySo = ({ refused }: CommandOutput<'trunk.bind'>): void => {
    if (refused.length === 0) return;
    const nameOf = (id: TrunkId): string =>
      store.getState().trunks.find((each) => each.id === id)?.settings.name ?? 'A trunk';
    throw new Error(refused.map(({ id, sentence }) => `${nameOf(id)}: ${sentence}`).join(' '));
  };

  return {
    ...store,
    create: async (input) => client.call('trunk.create', input),
    update: async (input) => client.call('trunk.update', input),
    delete: async (ids) => {
      await client.call('trunk.delete', { ids: [...ids] });
    },
    duplicate: async (id) => client.call('trunk.duplicate', { id }),
    bind: async (ids) => saySo(await client.call('trunk.bind', { ids: [...ids] })),
    unbind: async (ids) => saySo(await client.call('trunk.unbind', { ids: [...ids] })),
    setEnabled: async (ids, isEnabled) =>
      saySo(await client.call('trunk.setEnabled', { ids: [...ids], isEnabled })),
    offerDemo: async () => client.call('trunk.offerDemo', {}),
    stop,
  };
}
