import { copyFileSync } from 'node:fs';
import type { CaptureSettings } from '#shared/model/log-source';
import type { AppSettings } from '#shared/model/settings';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';
import { RpcError } from '#shared/rpc/errors';
import type { SettingsFile } from './settings-file';
import {
  parseSettings,
  SETTINGS_SCHEMA_VERSION,
  withMembers,
  type StoredGroup,
  type StoredSettings,
  type StoredTrunk,
} from './stored-settings';

/**
 * The settings of this data folder, in memory and on disk. A change is on disk when the method returns; a change
 * that cannot be written throws an `RpcError` and changes nothing in memory either.
 */
export class SettingsStore {
  readonly #file: SettingsFile;
  #settings: StoredSettings;
  /** What reading the file has to say, as sentences for the screen. */
  readonly notices: readonly string[];

  constructor(file: SettingsFile) {
    this.#file = file;
    const parsed = parseSettings(file.read());
    this.#settings = parsed.settings;
    const notices = [...(file.notice === null ? [] : [file.notice]), ...parsed.notices];
    if (parsed.newerSchemaVersion !== null) {
      const copy = `${file.path}.version-${parsed.newerSchemaVersion}`;
      copyFileSync(file.path, copy);
      notices.push(`The settings were written by a newer Trunkline. A copy was kept as ${copy}.`);
    }
    this.notices = notices;
  }

  get app(): AppSettings {
    return this.#settings.app;
  }

  get capture(): CaptureSettings {
    return this.#settings.capture;
  }

  get trunks(): readonly StoredTrunk[] {
    return this.#settings.trunks;
  }

  get groups(): readonly StoredGroup[] {
    return this.#settings.groups;
  }

  get isDemoOffered(): boolean {
    return this.#settings.isDemoOffered;
  }

  changeApp(changes: Partial<AppSettings>): AppSettings {
    const app = { ...this.#settings.app, ...changes };
    this.#replace({ ...this.#settings, app });
    return app;
  }

  changeCapture(capture: CaptureSettings): void {
    this.#replace({ ...this.#settings, capture });
  }

  /** Adds each trunk, or replaces the one with its id in its place; with one write. */
  saveTrunks(saved: readonly StoredTrunk[]): void {
    if (saved.length === 0) return;
    const byId = new Map(this.#settings.trunks.map((trunk) => [trunk.id, trunk]));
    for (const trunk of saved) byId.set(trunk.id, trunk);
    const isDemoOffered = this.isDemoOffered || saved.some((trunk) => trunk.isDemo);
    this.#replace({ ...this.#settings, trunks: [...byId.values()], isDemoOffered });
  }

  /** Deletes the trunks, and their memberships with them. */
  deleteTrunks(ids: ReadonlySet<TrunkId>): void {
    const trunks = this.#settings.trunks.filter((trunk) => !ids.has(trunk.id));
    const groups = this.#settings.groups.map((group) => withMembers(group, (id) => !ids.has(id)));
    this.#replace({ ...this.#settings, trunks, groups });
  }

  /** Adds the group, or replaces the one with its id in its place. */
  saveGroup(group: StoredGroup): void {
    this.#replace({ ...this.#settings, groups: withEntry(this.#settings.groups, group) });
  }

  deleteGroups(ids: ReadonlySet<TrunkGroupId>): void {
    this.#replace({ ...this.#settings, groups: this.#settings.groups.filter((group) => !ids.has(group.id)) });
  }

  #replace(settings: StoredSettings): void {
    try {
      this.#file.write({ schemaVersion: SETTINGS_SCHEMA_VERSION, ...settings });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RpcError('unavailable', `The settings could not be saved: ${reason}`);
    }
    this.#settings = settings;
  }
}

function withEntry<T extends { readonly id: string }>(entries: readonly T[], entry: T): readonly T[] {
  return entries.some((other) => other.id === entry.id)
    ? entries.map((other) => (other.id === entry.id ? entry : other))
    : [...entries, entry];
}
