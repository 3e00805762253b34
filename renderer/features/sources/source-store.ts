import { createStore, type StoreApi } from 'zustand/vanilla';
import { MAX_IDS_PER_CALL } from '#shared/contract/source';
import type { CommandInput } from '#shared/contract/index';
import type { SourceAddressId } from '#shared/model/ids';
import type {
  SourceAddressSettings,
  SourceAddressView,
  UnassignedNumber,
} from '#shared/model/source-address';
import type { HostClient } from '#shared/rpc/host-client';
import { createBatch, nextFrame, type Schedule } from '../../app/batch';
import { startReplica } from '../../app/replica';

export interface SourceState {
  readonly isLoaded: boolean;
  /** The address book in the order in which it was made. */
  readonly sources: readonly SourceAddressView[];
  readonly byId: ReadonlyMap<SourceAddressId, SourceAddressView>;
  /** Numbers that messages came in for and that no trunk receives for, the latest first. */
  readonly unassigned: readonly UnassignedNumber[];
  /** Why the list could not be loaded; null when it was. */
  readonly problem: string | null;
}

export type SourceChange = CommandInput<'source.updateMany'>['change'];

export interface SourceStore extends StoreApi<SourceState> {
  create(settings: SourceAddressSettings): Promise<SourceAddressView>;
  update(id: SourceAddressId, settings: SourceAddressSettings): Promise<SourceAddressView>;
  /** Any number of them; in several commands where one would not fit a frame. */
  updateMany(ids: readonly SourceAddressId[], change: SourceChange): Promise<void>;
  delete(ids: readonly SourceAddressId[]): Promise<void>;
  stop(): void;
}

/** The window's copy of the host's address book. What changes in one frame is drawn once, however much it is. */
export function createSourceStore(client: HostClient, schedule: Schedule = nextFrame): SourceStore {
  const store = createStore<SourceState>(() => ({
    isLoaded: false,
    sources: [],
    byId: new Map(),
    unassigned: [],
    problem: null,
  }));
  const show = (byId: ReadonlyMap<SourceAddressId, SourceAddressView>): void =>
    store.setState({ byId, sources: [...byId.values()] });
  const changes = createBatch<(byId: Map<SourceAddressId, SourceAddressView>) => void>(schedule, (all) => {
    const byId = new Map(store.getState().byId);
    for (const apply of all) apply(byId);
    show(byId);
  });

  const stop = startReplica(client, {
    load: () => client.call('source.list', {}),
    applySnapshot: ({ sources, unassigned }) => {
      changes.flush();
      show(new Map(sources.map((source) => [source.id, source])));
      store.setState({ isLoaded: true, unassigned, problem: null });
    },
    listen: (on) => {
      on('source.changed', ({ sources }) =>
        changes.add((byId) => {
          for (const source of sources) byId.set(source.id, source);
        }),
      );
      on('source.deleted', ({ ids }) =>
        changes.add((byId) => {
          for (const id of ids) byId.delete(id);
        }),
      );
      on('source.unassignedChanged', ({ unassigned }) => store.setState({ unassigned }));
    },
    onProblem: (problem) => store.setState({ problem }),
  });

  const inParts = async (
    ids: readonly SourceAddressId[],
    call: (part: SourceAddressId[]) => Promise<unknown>,
  ): Promise<void> => {
    for (let start = 0; start < ids.length; start += MAX_IDS_PER_CALL) {
      await call(ids.slice(start, start + MAX_IDS_PER_CALL));
    }
  };
  return {
    ...store,
    create: async (settings) => client.call('source.create', { settings }),
    update: async (id, settings) => client.call('source.update', { id, settings }),
    updateMany: (ids, change) =>
      inParts(ids, (part) => client.call('source.updateMany', { ids: part, change })),
    delete: (ids) => inParts(ids, (part) => client.call('source.delete', { ids: part })),
    stop,
  };
}
