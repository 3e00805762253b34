import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConfStore, openSettingsFile, type SettingsFile } from '#electron/host/settings/settings-file';
import { SettingsStore } from '#electron/host/settings/settings-store';
import { parseSettings, type StoredTrunk } from '#electron/host/settings/stored-settings';
import { trunkGroupId, trunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';
import { RpcError } from '#shared/rpc/errors';
import { defaultAppSettings } from '#shared/model/settings';
import { useTempFolders } from '#test/support/use-temp-folders';

function trunk(id: string, name = `Trunk ${id}`): StoredTrunk {
  const settings = trunkSettings.parse({ name, host: 'smsc.example', systemId: 'user' });
  return {
    id: trunkId.parse(id),
    isDemo: false,
    isPasswordInKeychain: true,
    isReceiverPasswordInKeychain: false,
    isClientKeyInKeychain: false,
    settings,
  };
}

describe('the settings store', () => {
  const tempFolder = useTempFolders();
  const open = (folder: string) => new SettingsStore(openSettingsFile(folder, openConfStore, 0));

  it('starts with nothing and the defaults', () => {
    const store = open(tempFolder());
    expect(store.trunks).toEqual([]);
    expect(store.app).toEqual(defaultAppSettings);
    expect(store.isDemoOffered).toBe(false);
    expect(store.notices).toEqual([]);
  });

  it('finds again what was saved, in its order', () => {
    const folder = tempFolder();
    const store = open(folder);
    store.saveTrunks([trunk('a')]);
    store.saveTrunks([trunk('b')]);
    store.saveTrunks([trunk('a', 'Renamed')]);
    store.changeApp({ theme: 'dark' });
    const again = open(folder);
    expect(again.trunks).toEqual([trunk('a', 'Renamed'), trunk('b')]);
    expect(again.trunks).toEqual(store.trunks);
    expect(again.app).toEqual({ ...defaultAppSettings, theme: 'dark' });
    again.deleteTrunks(new Set([trunkId.parse('a')]));
    expect(open(folder).trunks).toEqual([trunk('b')]);
  });

  it('remembers that the demo trunk was offered, also when it is gone', () => {
    const folder = tempFolder();
    const store = open(folder);
    store.saveTrunks([{ ...trunk('demo'), isDemo: true }]);
    store.deleteTrunks(new Set([trunkId.parse('demo')]));
    expect(open(folder).isDemoOffered).toBe(true);
    expect(open(folder).trunks).toEqual([]);
  });

  it('sets a damaged trunk aside, keeps it in the file, and loads the others', () => {
    const folder = tempFolder();
    const store = open(folder);
    store.saveTrunks([trunk('a')]);
    const path = join(folder, 'settings.json');
    const file = JSON.parse(readFileSync(path, 'utf8')) as { trunks: unknown[] };
    const damaged = { id: 'x', settings: { name: 'Kaputt', host: 'h', systemId: 's', txPort: 99_999 } };
    const unknown = { ...trunk('y', 'From the future'), colour: 'red' };
    file.trunks.unshift(damaged, 'nonsense', unknown, { ...trunk('a'), isDemo: false });
    writeFileSync(path, JSON.stringify(file));

    const again = open(folder);
    expect(again.trunks).toEqual([trunk('a')]);
    expect(again.notices).toHaveLength(4);
    expect(again.notices[0]).toMatch(
      /^The trunk “Kaputt” could not be read and was set aside .*settings\.txPort/,
    );
    expect(again.notices[1]).toMatch(/^Trunk number 2 could not be read/);
    expect(again.notices[2]).toMatch(/^The trunk “From the future” .*colour/);
    expect(again.notices[3]).toMatch(/same id/);

    again.saveTrunks([trunk('b')]);
    const written = JSON.parse(readFileSync(path, 'utf8')) as { setAside: { entry: unknown }[] };
    expect(written.setAside.map(({ entry }) => entry)).toEqual([damaged, 'nonsense', unknown, trunk('a')]);
    // What was set aside once is not told, nor set aside, a second time.
    const third = open(folder);
    expect(third.notices).toEqual([]);
    third.changeApp({ theme: 'light' });
    expect((JSON.parse(readFileSync(path, 'utf8')) as { setAside: unknown[] }).setAside).toHaveLength(4);
  });

  it('reads a file of version 1: no groups, and a transmitter stays bound as it did', () => {
    const folder = tempFolder();
    const { settings } = trunk('a');
    const old = { name: 'Old', host: 'h', systemId: 's', bindType: 'transmitter' };
    const file = {
      schemaVersion: 1,
      trunks: [
        { id: 'a', settings: old },
        { id: 'b', settings: { ...old, bindType: 'receiver' } },
      ],
    };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(file));
    const store = open(folder);
    expect(store.notices).toEqual([]);
    expect(store.groups).toEqual([]);
    expect(store.trunks.map((each) => each.settings.onDemand.isEnabled)).toEqual([false, true]);
    expect(store.trunks[0]?.settings.sources).toEqual(settings.sources);
    store.changeApp({ theme: 'dark' });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toContain('"schemaVersion": 2');
    expect(open(folder).trunks).toEqual(store.trunks);
  });

  it('keeps groups, takes deleted trunks out of them, and sets damaged ones aside', () => {
    const folder = tempFolder();
    const store = open(folder);
    for (const id of ['a', 'b']) store.saveTrunks([trunk(id)]);
    const members = ['a', 'b'].map((id) => ({ trunkId: trunkId.parse(id), priority: 10, share: 1 }));
    const group = {
      id: trunkGroupId.parse('g'),
      settings: { name: 'G', mode: 'failover' as const, members },
    };
    store.saveGroup(group);
    expect(open(folder).groups).toEqual([group]);
    store.deleteTrunks(new Set([trunkId.parse('a')]));
    expect(store.groups[0]?.settings.members).toEqual(members.slice(1));
    const path = join(folder, 'settings.json');
    const file = JSON.parse(readFileSync(path, 'utf8')) as { groups: unknown[] };
    file.groups.push({ id: 'x', settings: { name: 'Bad', mode: 'pigeon' } });
    writeFileSync(path, JSON.stringify(file));
    const again = open(folder);
    expect(again.groups).toEqual(store.groups);
    expect(again.notices[0]).toMatch(
      /^The trunk group “Bad” could not be read and was set aside .*settings\.mode/,
    );
    again.deleteGroups(new Set([group.id]));
    expect(open(folder).groups).toEqual([]);
  });

  it('copies a file of a newer Trunkline before it writes', () => {
    const folder = tempFolder();
    const path = join(folder, 'settings.json');
    const content = JSON.stringify({ schemaVersion: 7, trunks: [trunk('a')], new: true });
    writeFileSync(path, content);
    const store = open(folder);
    expect(store.trunks).toEqual([trunk('a')]);
    expect(store.notices).toEqual([
      `The settings were written by a newer Trunkline. A copy was kept as ${path}.version-7.`,
    ]);
    store.changeApp({ theme: 'dark' });
    expect(readFileSync(`${path}.version-7`, 'utf8')).toBe(content);
  });

  it('keeps memory and disk alike when a change cannot be written', () => {
    const file: SettingsFile = {
      path: '/nowhere/settings.json',
      notice: null,
      read: () => ({}),
      write: () => {
        throw new Error('ENOSPC: no space left on device');
      },
    };
    const store = new SettingsStore(file);
    expect(() => store.saveTrunks([trunk('a')])).toThrow(RpcError);
    expect(() => store.saveTrunks([trunk('a')])).toThrow(
      'The settings could not be saved: ENOSPC: no space left on device',
    );
    expect(store.trunks).toEqual([]);
  });

  it('reads any JSON whatever without throwing, and loses nothing that it does not understand', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.jsonValue(), { maxLength: 5 }), (other, trunks) => {
        for (const raw of [
          other,
          { trunks, app: other, setAside: other },
          { trunks: other, schemaVersion: other },
        ]) {
          expect(() => parseSettings(raw)).not.toThrow();
        }
        const parsed = parseSettings({ trunks });
        expect(parsed.settings.trunks.length + parsed.settings.setAside.length).toBe(trunks.length);
        expect(parsed.notices).toHaveLength(parsed.settings.setAside.length);
      }),
    );
  });
});
