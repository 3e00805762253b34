import type { HostLogger } from '#electron/host/host-services';
import type { Keychain } from '#electron/host/secrets/keychain';

/** A test never touches the keychain of whoever runs it. */
export const noKeychain = (): Promise<Keychain> => Promise.reject(new Error('No keychain in this test.'));

export const quietLog: HostLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
