import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFolderOwner } from '#electron/host/data-folder';
import type { HostLogger } from '#electron/host/host-services';
import type { Keychain } from '#electron/host/secrets/keychain';
import { Secrets } from '#electron/host/secrets/secrets';
import { isRecord } from '#electron/host/settings/set-aside';
import { SETTINGS_FILE } from '#electron/host/settings/settings-file';
import { parseSettings, type StoredTrunk } from '#electron/host/settings/stored-settings';
import { copySecrets } from '#electron/host/trunks/trunk-secrets';
import { systemClock } from '#electron/smpp/system-clock';
import type { TrunkSecrets } from '#shared/model/trunk';
import { comparableName } from '#shared/model/trunk-names';

/** A stored trunk cannot be used; the message is a sentence that says why and what to do. */
export class StoredTrunkError extends Error {
  override readonly name = 'StoredTrunkError';
}

export interface FoundTrunk {
  readonly trunk: StoredTrunk;
  /** The process that runs with this data folder, and may have the trunk bound; null for none. */
  readonly ownerPid: number | null;
}

/**
 * A trunk of a data folder by its name, in upper or lower case. Only reads, and takes no lock: the folder may belong to
 * a Trunkline that runs. Throws a `StoredTrunkError`.
 */
export function findStoredTrunk(folder: string, name: string): FoundTrunk {
  const path = join(folder, SETTINGS_FILE);
  const { trunks } = parseSettings(readJson(path)).settings;
  const trunk = trunks.find(({ settings }) => comparableName(settings.name) === comparableName(name));
  if (trunk === undefined) throw new StoredTrunkError(notFound(folder, name, trunks));
  if (trunk.isDemo) {
    throw new StoredTrunkError(
      `“${trunk.settings.name}” connects to the simulator inside Trunkline, whose port and password are new in each run. Start one with trunkline simulate, and connect to that.`,
    );
  }
  return { trunk, ownerPid: findFolderOwner(folder) };
}

/**
 * The secrets of a stored trunk, from the keychain; the password only where it `isPasswordNeeded`. Throws a
 * `StoredTrunkError` when one that the trunk needs cannot be had.
 */
export async function readStoredSecrets(
  { trunk }: FoundTrunk,
  openKeychain: () => Promise<Keychain>,
  isPasswordNeeded: boolean,
): Promise<TrunkSecrets> {
  const { name } = trunk.settings;
  const hasOthers = trunk.isReceiverPasswordInKeychain || trunk.isClientKeyInKeychain;
  if (!isPasswordNeeded && !hasOthers) return {};
  if (isPasswordNeeded && !trunk.isPasswordInKeychain) {
    throw new StoredTrunkError(
      `The password of “${name}” is not in the keychain: it was never entered, or only kept while Trunkline ran. Enter it in Trunkline, or name an environment variable with --password-env.`,
    );
  }
  const secrets = new Secrets({ openKeychain, clock: systemClock, logger: silentLogger });
  const status = await secrets.probe();
  if (status.kind === 'unavailable') {
    throw new StoredTrunkError(
      `The secrets of “${name}” cannot be read: ${status.sentence}${isPasswordNeeded ? ' Name an environment variable with --password-env.' : ''}`,
    );
  }
  const read = await copySecrets(trunk, secrets);
  const missing = missingSecret(trunk, read, isPasswordNeeded);
  if (missing === null) return read;
  throw new StoredTrunkError(
    `The keychain did not give ${missing} of “${name}”. Unlock it, or enter it again in Trunkline.`,
  );
}

function missingSecret(trunk: StoredTrunk, read: TrunkSecrets, isPasswordNeeded: boolean): string | null {
  if (isPasswordNeeded && read.password === undefined) return 'the password';
  if (trunk.isReceiverPasswordInKeychain && read.receiverPassword === undefined) {
    return 'the receiver’s password';
  }
  return trunk.isClientKeyInKeychain && read.clientKeyPem === undefined
    ? 'the key of the client certificate'
    : null;
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new StoredTrunkError(
        `There are no trunks: ${path} is not there. Create one in Trunkline, or name another folder with --data-dir.`,
      );
    }
    throw new StoredTrunkError(`The trunks cannot be read from ${path}: ${reasonOf(error)}.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Told below, as for every other content that is no settings file.
  }
  throw new StoredTrunkError(`The trunks cannot be read: ${path} is damaged.`);
}

function notFound(folder: string, name: string, trunks: readonly StoredTrunk[]): string {
  const names = trunks.filter(({ isDemo }) => !isDemo).map(({ settings }) => `“${settings.name}”`);
  const known = names.length === 0 ? 'It has none' : `It has ${names.join(', ')}`;
  return `The data folder ${folder} has no trunk “${name}”. ${known}.`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What goes wrong with the keychain is in its status, as a sentence. */
const silentLogger: HostLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
