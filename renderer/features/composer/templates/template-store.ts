import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Template, TemplateId } from '#shared/model/template';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../../app/replica';

export interface TemplateState {
  /** By name. */
  readonly templates: readonly Template[];
  /** Why the list could not be loaded; null when it was. */
  readonly problem: string | null;
}

export interface TemplateStore extends StoreApi<TemplateState> {
  /** `id` null makes a new one. */
  save(template: {
    readonly id: TemplateId | null;
    readonly name: string;
    readonly text: string;
  }): Promise<Template>;
  delete(ids: readonly TemplateId[]): Promise<void>;
  stop(): void;
}

/** The window's copy of the templates. Every change is told with the whole list, so the last one told counts. */
export function createTemplateStore(client: HostClient): TemplateStore {
  const store = createStore<TemplateState>(() => ({ templates: [], problem: null }));
  let changeCount = 0;
  const load = async (): Promise<void> => {
    const before = changeCount;
    try {
      const { templates } = await client.call('template.list', {});
      if (before === changeCount) store.setState({ templates, problem: null });
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
    }
  };
  const unsubscribes = [
    client.on('template.listChanged', ({ templates }) => {
      changeCount += 1;
      store.setState({ templates, problem: null });
    }),
    client.onStatus((status) => {
      if (status === 'connected') void load();
    }),
  ];
  if (client.status === 'connected') void load();
  return {
    ...store,
    save: (template) => client.call('template.save', template),
    delete: async (ids) => {
      await client.call('template.delete', { ids: [...ids] });
    },
    stop: () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
    },
  };
}
