import { resolve } from 'node:path';
import { readSourcePolicy } from '#electron/host/direct/stored-sources';
import {
  findStoredTrunk,
  readStoredSecrets,
  StoredTrunkError,
  type FoundTrunk,
} from '#electron/host/direct/stored-trunk';
import { defaultDataFolder } from '#electron/host/shell/default-data-folder';
import type { SourcePolicy } from '#electron/host/sources/source-policy';
import type { TrunkSecrets, TrunkSettings } from '#shared/model/trunk';
import type { CliIo } from './cli-io';
import { UsageError } from './exit-codes';
import type { Options } from './options';

/** The trunk of `--trunk`. */
export interface StoredConnection {
  readonly settings: TrunkSettings;
  /** From the keychain; the password only where it `isPasswordNeeded`. Rejects with a `UsageError`. */
  readSecrets(isPasswordNeeded: boolean): Promise<TrunkSecrets>;
  /** Who may send from what over it. Throws a `UsageError`. */
  readSourcePolicy(): Pick<SourcePolicy, 'check'>;
}

/** Null without `--trunk`. Throws a `UsageError`. */
export function storedTrunkOf(options: Options, io: CliIo): StoredConnection | null {
  const name = options.text('trunk');
  const folderWord = options.text('data-dir');
  if (name === null) {
    if (folderWord !== null) throw new UsageError('--data-dir needs --trunk.');
    return null;
  }
  const folder = resolve(folderWord ?? defaultDataFolder(process.platform, io.environment));
  const found = asUsage(() => findStoredTrunk(folder, name));
  tellOwner(io, found);
  return {
    settings: found.trunk.settings,
    readSecrets: async (isPasswordNeeded) =>
      readStoredSecrets(found, () => io.openKeychain(), isPasswordNeeded).catch(rethrow),
    readSourcePolicy: () => asUsage(() => readSourcePolicy(folder)),
  };
}

function tellOwner(io: CliIo, { trunk, ownerPid }: FoundTrunk): void {
  if (ownerPid === null || !trunk.settings.isEnabled) return;
  io.writeNote(
    `Trunkline runs with this data folder (process ${ownerPid}) and may be bound as “${trunk.settings.name}” too. An SMSC that allows one bind refuses the second: unbind it there first.`,
  );
}

function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (error instanceof StoredTrunkError) throw new UsageError(`--trunk: ${error.message}`, { cause: error });
  throw error;
}
