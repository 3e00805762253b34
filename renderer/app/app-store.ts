import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput } from '#shared/contract/index';
import type { AppInfo, AppSettings } from '#shared/model/settings';
import type { ConnectionStatus, HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from './replica';

export interface AppState {
  readonly connection: ConnectionStatus;
  /** Why there is no connection, in a sentence; null where nobody knows more than that. */
  readonly connectionProblem: string | null;
  /** False until the first hello: what comes after it is a connection that was lost. */
  readonly wasConnected: boolean;
  readonly info: AppInfo | null;
  readonly problem: string | null;
}

export interface AppStore extends StoreApi<AppState> {
  changeSettings(settings: Partial<AppSettings>): Promise<void>;
  openExternal(link: CommandInput<'app.openExternal'>['link']): Promise<void>;
  stop(): void;
}

/** The host itself: whether it is there, its version, and what belongs to the user. */
export function createAppStore(client: HostClient): AppStore {
  const store = createStore<AppState>(() => ({
    connection: client.status,
    connectionProblem: client.problem,
    wasConnected: client.status === 'connected',
    info: null,
    problem: null,
  }));

  const applySettings = (settings: AppSettings): void =>
    store.setState(({ info }) => ({ info: info === null ? null : { ...info, settings } }));

  const load = async (): Promise<void> => {
    try {
      store.setState({ info: await client.call('app.info', {}), problem: null });
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
    }
  };

  const unsubscribes = [
    client.on('app.settingsChanged', applySettings),
    client.onStatus((connection) => {
      store.setState(({ wasConnected }) => ({
        connection,
        connectionProblem: client.problem,
        wasConnected: wasConnected || connection === 'connected',
      }));
      if (connection === 'connected') void load();
    }),
  ];
  if (client.status === 'connected') void load();

  return {
    ...store,
    changeSettings: async (settings) => applySettings(await client.call('app.changeSettings', settings)),
    openExternal: async (link) => {
      await client.call('app.openExternal', { link });
    },
    stop: () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
    },
  };
}
