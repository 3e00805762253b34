import { z } from 'zod';
import { appSettings, defaultAppSettings, type AppSettings } from '#shared/model/settings';
import { trunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';

/** Raised when the meaning of the file changes; a file of a higher number was written by a newer Trunkline. */
export const SETTINGS_SCHEMA_VERSION = 1;

/** A trunk on disk: never its password. */
export const storedTrunk = z.strictObject({
  id: trunkId,
  isDemo: z.boolean().default(false),
  /** Whether this trunk's password was given to the keychain; asking the keychain itself could prompt the user. */
  isPasswordInKeychain: z.boolean().default(false),
  settings: trunkSettings,
});
export type StoredTrunk = z.infer<typeof storedTrunk>;

/** An entry that could not be read, kept as it was found. */
export interface SetAsideEntry {
  readonly reason: string;
  readonly entry: unknown;
}

export interface StoredSettings {
  readonly app: AppSettings;
  readonly trunks: readonly StoredTrunk[];
  /** The demo trunk is offered once; after it was deleted it comes back only when asked for. */
  readonly isDemoOffered: boolean;
  readonly setAside: readonly SetAsideEntry[];
}

export interface ParsedSettings {
  readonly settings: StoredSettings;
  /** One sentence for each thing that was set aside. */
  readonly notices: readonly string[];
  /** The file's own number when it is higher than ours, null otherwise. */
  readonly newerSchemaVersion: number | null;
}

const setAsideEntry = z.object({ reason: z.string(), entry: z.unknown() });

/** Reads what it can and sets aside the rest: a damaged entry never takes the others with it. Never throws. */
export function parseSettings(raw: unknown): ParsedSettings {
  const file = asRecord(raw);
  const notices: string[] = [];
  const setAside: SetAsideEntry[] = readKeptEntries(file['setAside']);
  const keep = (what: string, reason: string, entry: unknown): void => {
    setAside.push({ reason: `${what}: ${reason}`, entry });
    notices.push(`${what} could not be read and was set aside in the settings file (${reason}).`);
  };

  // A setting that the file does not know yet has its default.
  const storedApp = file['app'] ?? {};
  const app = appSettings.safeParse(
    isRecord(storedApp) ? { ...defaultAppSettings, ...storedApp } : storedApp,
  );
  if (!app.success) keep('The appearance settings', firstIssue(app.error), storedApp);

  const trunks: StoredTrunk[] = [];
  const storedTrunks = file['trunks'] ?? [];
  if (!Array.isArray(storedTrunks)) keep('The list of trunks', 'it is not a list', storedTrunks);
  else {
    for (const [index, entry] of storedTrunks.entries()) {
      const result = storedTrunk.safeParse(entry);
      if (!result.success) keep(nameOfEntry(entry, index), firstIssue(result.error), entry);
      else if (trunks.some((trunk) => trunk.id === result.data.id))
        keep(nameOfEntry(entry, index), 'another trunk has the same id', entry);
      else trunks.push(result.data);
    }
  }

  const version = file['schemaVersion'];
  return {
    settings: {
      app: app.success ? app.data : defaultAppSettings,
      trunks,
      isDemoOffered: file['isDemoOffered'] === true,
      setAside,
    },
    notices,
    newerSchemaVersion: typeof version === 'number' && version > SETTINGS_SCHEMA_VERSION ? version : null,
  };
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function asRecord(raw: unknown): Readonly<Record<string, unknown>> {
  return isRecord(raw) ? raw : {};
}

function readKeptEntries(raw: unknown): SetAsideEntry[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((entry: unknown) => {
    const result = setAsideEntry.safeParse(entry);
    return result.success
      ? { reason: result.data.reason, entry: result.data.entry }
      : { reason: 'An entry that was set aside earlier', entry };
  });
}

function nameOfEntry(entry: unknown, index: number): string {
  const name = asRecord(asRecord(entry)['settings'])['name'];
  return typeof name === 'string' && name !== '' ? `The trunk “${name}”` : `Trunk number ${index + 1}`;
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'it has an unknown form';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
