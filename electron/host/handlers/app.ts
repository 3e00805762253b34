import type { EventHub } from '#electron/host/event-hub';
import type { ShellCommands } from '#electron/host/host-services';
import type { Secrets } from '#electron/host/secrets/secrets';
import type { SettingsStore } from '#electron/host/settings/settings-store';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

export interface AppHandlersOptions {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly hub: EventHub;
  readonly shell: ShellCommands;
  readonly version: string;
  readonly runtime: string;
  readonly dataFolder: string;
  /** What the start of this run has to say. */
  readonly notices: readonly string[];
}

export function createAppHandlers(options: AppHandlersOptions): HandlersOf<'app'> {
  const { store, secrets, hub, shell } = options;
  return {
    'app.info': () => ({
      version: options.version,
      runtime: options.runtime,
      dataFolder: options.dataFolder,
      keychain: secrets.status,
      settings: store.app,
      notices: [...options.notices],
    }),
    'app.changeSettings': ({ theme }) => {
      const settings = store.changeApp(theme === undefined ? {} : { theme });
      hub.emit('app.settingsChanged', settings);
      return settings;
    },
    'app.openExternal': async ({ link }) => {
      if (shell.openExternal === undefined) throw refuse('open pages outside');
      await shell.openExternal(link);
      return {};
    },
    'app.writeClipboard': async ({ text }) => {
      if (shell.writeClipboard === undefined) throw refuse('write to the clipboard');
      await shell.writeClipboard(text);
      return {};
    },
  };
}

function refuse(what: string): RpcError {
  return new RpcError('unavailable', `This host cannot ${what}; the browser does that itself.`);
}
