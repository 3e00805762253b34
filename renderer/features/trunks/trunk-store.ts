import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput, CommandOutput } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkView } from '#shared/model/trunk-view';
import type { HostClient } from '#shared/rpc/host-client';
import { createBatch, nextFrame, type Schedule } from '../../app/batch';
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

/** What is changed together. */
interface Draft {
  readonly trunks: Map<TrunkId, TrunkView>;
  rates: Readonly<Record<TrunkId, number>>;
}

export interface TrunkStore extends StoreApi<TrunkState> {
  create(input: CommandInput<'trunk.create'>): Promise<TrunkView>;
  update(input: CommandInput<'trunk.update'>): Promise<TrunkView>;
  delete(ids: readonly TrunkId[]): Promise<void>;
  /** These three reject with a sentence that names every trunk that was refused; the others were done. */
  bind(ids: readonly TrunkId[]): Promise<void>;
  unbind(ids: readonly TrunkId[]): Promise<void>;
  setEnabled(ids: readonly TrunkId[], isEnabled: boolean): Promise<void>;
  offerDemo(): Promise<TrunkView>;
  stop(): void;
}

/** The window's copy of the host's trunks. What changes in one frame is drawn once, however much it is. */
export function createTrunkStore(client: HostClient, schedule: Schedule = nextFrame): TrunkStore {
  const store = createStore<TrunkState>(() => ({ isLoaded: false, trunks: [], rates: {}, problem: null }));
  const changes = createBatch<(draft: Draft) => void>(schedule, (all) => {
    const { trunks, rates } = store.getState();
    const draft: Draft = { trunks: new Map(trunks.map((trunk) => [trunk.id, trunk])), rates };
    for (const apply of all) apply(draft);
    store.setState({ trunks: [...draft.trunks.values()], rates: draft.rates });
  });
  const change = ({ trunks }: Draft, id: TrunkId, changed: Partial<TrunkView>): void => {
    const known = trunks.get(id);
    if (known !== undefined) trunks.set(id, { ...known, ...changed });
  };

  const stop = startReplica(client, {
    load: () => client.call('trunk.list', {}),
    applySnapshot: ({ trunks }) => {
      changes.flush();
      store.setState({ isLoaded: true, trunks, rates: {}, problem: null });
    },
    listen: (on) => {
      on('trunk.changed', (trunk) => changes.add(({ trunks }) => trunks.set(trunk.id, trunk)));
      on('trunk.deleted', ({ ids }) =>
        changes.add(({ trunks }) => {
          for (const id of ids) trunks.delete(id);
        }),
      );
      on('trunk.stateChanged', ({ id, ...state }) => changes.add((draft) => change(draft, id, state)));
      on('trunk.rateMeasured', ({ id, messagesPerSecond, queuedCount }) =>
        changes.add((draft) => {
          draft.rates = { ...draft.rates, [id]: messagesPerSecond };
          if (draft.trunks.get(id)?.queuedCount !== queuedCount) change(draft, id, { queuedCount });
        }),
      );
    },
    onProblem: (problem) => store.setState({ problem }),
  });
  /** What the host told before its answer is shown when the answer is there. */
  const answered = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } finally {
      changes.flush();
    }
  };

  const saySo = ({ refused }: CommandOutput<'trunk.bind'>): void => {
    if (refused.length === 0) return;
    const nameOf = (id: TrunkId): string =>
      store.getState().trunks.find((each) => each.id === id)?.settings.name ?? 'A trunk';
    throw new Error(refused.map(({ id, sentence }) => `${nameOf(id)}: ${sentence}`).join(' '));
  };

  return {
    ...store,
    create: (input) => answered(client.call('trunk.create', input)),
    update: (input) => answered(client.call('trunk.update', input)),
    delete: async (ids) => {
      await answered(client.call('trunk.delete', { ids: [...ids] }));
    },
    bind: async (ids) => saySo(await answered(client.call('trunk.bind', { ids: [...ids] }))),
    unbind: async (ids) => saySo(await answered(client.call('trunk.unbind', { ids: [...ids] }))),
    setEnabled: async (ids, isEnabled) =>
      saySo(await answered(client.call('trunk.setEnabled', { ids: [...ids], isEnabled }))),
    offerDemo: () => answered(client.call('trunk.offerDemo', {})),
    stop,
  };
}
