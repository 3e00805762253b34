import { z } from 'zod';
import { captureSettings, defaultCaptureSettings, type CaptureSettings } from '#shared/model/log-source';
import { appSettings, defaultAppSettings, type AppSettings } from '#shared/model/settings';
import { trunkGroupId, trunkId, type TrunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';
import { trunkGroupSettings } from '#shared/model/trunk-group';
import { asRecord, firstIssue, isRecord, readKeptEntries, type SetAsideEntry } from './set-aside';

/** Raised when the meaning of the file changes; a file of a higher number was written by a newer Trunkline. */
export const SETTINGS_SCHEMA_VERSION = 2;

/** A trunk on disk: never its password. */
export const storedTrunk = z.strictObject({
  id: trunkId,
  isDemo: z.boolean().default(false),
  /** Whether this trunk's password was given to the keychain; asking the keychain itself could prompt the user. */
  isPasswordInKeychain: z.boolean().default(false),
  isReceiverPasswordInKeychain: z.boolean().default(false),
  isClientKeyInKeychain: z.boolean().default(false),
  settings: trunkSettings,
});
export type StoredTrunk = z.infer<typeof storedTrunk>;

export const storedGroup = z.strictObject({ id: trunkGroupId, settings: trunkGroupSettings });
export type StoredGroup = z.infer<typeof storedGroup>;

export interface StoredSettings {
  readonly app: AppSettings;
  /** Whether and how far the PDU log is kept on disk. */
  readonly capture: CaptureSettings;
  readonly trunks: readonly StoredTrunk[];
  readonly groups: readonly StoredGroup[];
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

  const storedCapture = file['capture'] ?? {};
  const capture = captureSettings.safeParse(
    isRecord(storedCapture) ? { ...defaultCaptureSettings, ...storedCapture } : storedCapture,
  );
  if (!capture.success) keep('The settings of captures', firstIssue(capture.error), storedCapture);

  const version = file['schemaVersion'];
  const isFirstVersion = version === 1;
  const trunks = readEntries({
    name: 'trunk',
    entries: file['trunks'] ?? [],
    schema: storedTrunk,
    prepare: isFirstVersion ? keepTransmitterBound : (entry) => entry,
    keep,
  });
  const known = new Set(trunks.map(({ id }) => id));
  const groups = readEntries({
    name: 'trunk group',
    entries: file['groups'] ?? [],
    schema: storedGroup,
    prepare: (entry) => entry,
    keep,
  }).map((group) => withMembers(group, (id) => known.has(id)));

  return {
    settings: {
      app: app.success ? app.data : defaultAppSettings,
      capture: capture.success ? capture.data : defaultCaptureSettings,
      trunks,
      groups,
      isDemoOffered: file['isDemoOffered'] === true,
      setAside,
    },
    notices,
    newerSchemaVersion: typeof version === 'number' && version > SETTINGS_SCHEMA_VERSION ? version : null,
  };
}

/** The group with those of its members alone whose trunk `isThere`; the group itself where that is all of them. */
export function withMembers(group: StoredGroup, isThere: (id: TrunkId) => boolean): StoredGroup {
  const members = group.settings.members.filter((member) => isThere(member.trunkId));
  if (members.length === group.settings.members.length) return group;
  return { ...group, settings: { ...group.settings, members } };
}

/** Until version 2 a transmitter always stayed bound; it goes on doing so until the user chooses otherwise. */
function keepTransmitterBound(entry: unknown): unknown {
  const settings = asRecord(asRecord(entry)['settings']);
  if (settings['bindType'] !== 'transmitter' || 'onDemand' in settings) return entry;
  return { ...asRecord(entry), settings: { ...settings, onDemand: { isEnabled: false } } };
}

interface ReadEntries<T> {
  /** What one entry is called on screen. */
  readonly name: string;
  readonly entries: unknown;
  readonly schema: z.ZodType<T>;
  readonly prepare: (entry: unknown) => unknown;
  readonly keep: (what: string, reason: string, entry: unknown) => void;
}

function readEntries<T extends { readonly id: string }>(options: ReadEntries<T>): T[] {
  const { name, entries, schema, prepare, keep } = options;
  if (!Array.isArray(entries)) {
    keep(`The list of ${name}s`, 'it is not a list', entries);
    return [];
  }
  const byId = new Map<string, T>();
  for (const [index, entry] of entries.entries()) {
    const result = schema.safeParse(prepare(entry));
    if (!result.success) keep(nameOfEntry(name, entry, index), firstIssue(result.error), entry);
    else if (byId.has(result.data.id)) {
      keep(nameOfEntry(name, entry, index), `another ${name} has the same id`, entry);
    } else byId.set(result.data.id, result.data);
  }
  return [...byId.values()];
}

function nameOfEntry(what: string, entry: unknown, index: number): string {
  const name = asRecord(asRecord(entry)['settings'])['name'];
  if (typeof name === 'string' && name !== '') return `The ${what} “${name}”`;
  return `${what[0]?.toUpperCase() ?? ''}${what.slice(1)} number ${index + 1}`;
}
