import type { Secrets } from '#electron/host/secrets/secrets';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import { trunkSecretNames, type TrunkSecretName, type TrunkSecrets } from '#shared/model/trunk';
import { hasSecret, readSecret, secretAccount } from './endpoint';

type KeychainFlag = 'isPasswordInKeychain' | 'isReceiverPasswordInKeychain' | 'isClientKeyInKeychain';

const secretFields: Readonly<
  Record<TrunkSecretName, { readonly field: keyof TrunkSecrets; readonly flag: KeychainFlag }>
> = {
  password: { field: 'password', flag: 'isPasswordInKeychain' },
  'receiver-password': { field: 'receiverPassword', flag: 'isReceiverPasswordInKeychain' },
  'client-key': { field: 'clientKeyPem', flag: 'isClientKeyInKeychain' },
};

/** Keeps what is given; what is left out stays as it is. An empty password is one; other empty secrets are taken away. */
export async function saveSecrets(
  trunk: StoredTrunk,
  given: TrunkSecrets,
  secrets: Secrets,
): Promise<StoredTrunk> {
  let stored = trunk;
  for (const name of trunkSecretNames) {
    const { field, flag } = secretFields[name];
    const value = given[field];
    if (value === undefined) continue;
    const account = secretAccount(trunk.id, name);
    if (value === '' && name !== 'password') {
      if (hasSecret(trunk, name, secrets)) await secrets.forget(account);
      stored = { ...stored, [flag]: false };
    } else {
      stored = { ...stored, [flag]: (await secrets.save(account, value)) === 'keychain' };
    }
  }
  return stored;
}

/** The secrets as they would be given; what cannot be read is left out. */
export async function copySecrets(trunk: StoredTrunk, secrets: Secrets): Promise<TrunkSecrets> {
  const copied: { -readonly [K in keyof TrunkSecrets]: TrunkSecrets[K] } = {};
  for (const name of trunkSecretNames) {
    const value = await readSecret(trunk, name, secrets);
    if (value !== null) copied[secretFields[name].field] = value;
  }
  return copied;
}

export async function forgetSecrets(trunk: StoredTrunk, secrets: Secrets): Promise<void> {
  for (const name of trunkSecretNames) {
    if (name === 'password' || hasSecret(trunk, name, secrets)) {
      await secrets.forget(secretAccount(trunk.id, name));
    }
  }
}
