import type { EventHub } from '#electron/host/event-hub';
import type { ShellCommands } from '#electron/host/host-services';
import type { Secrets } from '#electron/host/secrets/secrets';
import type { SettingsStore } from '#electron/host/settings/settings-store';
import type { Clipboard } from '#electron/host/shell/clipboard';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

export interface AppHandlersOptions {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly hub: EventHub;
  readonly shell: ShellCommands;
  readonly clipboard: Clipboard;
  readonly version: string;
  readonly runtime: string;
  readonly dataFolder: string;
  /** What this run has to say; more may come. */
  readonly notices: readonly string[];
}

export function createAppHandlers(options: AppHandlersOptions): HandlersOf<'app'> {
  const { store, secrets, hub, shell, clipboard } = options;
  return {
    'app.info': () => ({
      version: options.version,
      runtime: options.runtime,
      dataFolder: options.dataFolder,
      keychain: secrets.status,
      settings: store.app,
      notices: [...options.notices],
    }),
    'app.changeSettings': ({ theme, areNotificationsOn, retention }) => {
      const settings = store.changeApp({
        ...(theme === undefined ? {} : { theme }),
        ...(areNotificationsOn === undefined ? {} : { areNotificationsOn }),
        ...(retention === undefined ? {} : { retention }),
      });
      hub.emit('app.settingsChanged', settings);
      return settings;
    },
    'app.setFullScreen': ({ isFullScreen }) => {
      if (shell.setFullScreen === undefined) {
        throw new RpcError('unavailable', 'This host has no window; the browser fills the screen itself.');
      }
      shell.setFullScreen(isFullScreen);
      return {};
    },
    'app.maskNotifications': ({ areNumbersMasked }) => {
      if (shell.maskNotifications === undefined) {
        throw new RpcError('unavailable', 'This host has no window, and tells no desktop of anything.');
      }
      shell.maskNotifications(areNumbersMasked);
      return {};
    },
    'app.openExternal': async ({ link }) => {
      if (shell.openExternal === undefined) {
        throw new RpcError(
          'unavailable',
          'This host cannot open pages outside; the browser does that itself.',
        );
      }
      await shell.openExternal(link);
      return {};
    },
    'app.writeClipboard': async ({ text, clearAfterSeconds }) => {
      await clipboard.write(text, clearAfterSeconds ?? null);
      return {};
    },
  };
}
