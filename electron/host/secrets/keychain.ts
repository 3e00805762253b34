/** The shape of `keytar`: three methods over whatever keeps passwords. Rejects when the store cannot be used. */
export interface Keychain {
  getPassword(account: string): Promise<string | null>;
  setPassword(account: string, password: string): Promise<void>;
  /** False when there was none. */
  deletePassword(account: string): Promise<boolean>;
}

/** Under this name the passwords stand in the system's own keychain window. */
export const KEYCHAIN_SERVICE = 'Trunkline';

/**
 * The keychain of the operating system. On Linux the Secret Service and nothing else: left to itself the package
 * would fall back in silence to the kernel keyring, which forgets at the next boot.
 * Rejects where the package has no binary for this platform.
 */
export async function openSystemKeychain(): Promise<Keychain> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  const entry = (account: string): InstanceType<typeof AsyncEntry> =>
    new AsyncEntry(KEYCHAIN_SERVICE, account, { linux: { store: 'secret-service' } });
  // Async, so that what the constructor throws (no Secret Service) is a rejection as well.
  return {
    getPassword: async (account) => entry(account).getPassword(),
    setPassword: async (account, password) => entry(account).setPassword(password),
    deletePassword: async (account) => entry(account).deletePassword(),
  };
}
