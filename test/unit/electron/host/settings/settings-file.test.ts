import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { describe, expect, it } from 'vitest';
import { openConfStore, openSettingsFile, type OpenJsonStore } from '#electron/host/settings/settings-file';
import { useTempFolders } from '#test/support/use-temp-folders';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('the settings file', () => {
  const tempFolder = useTempFolders();

  it('is empty where there is none, and keeps what was written', () => {
    const folder = tempFolder();
    const file = openSettingsFile(folder, openConfStore, nowMs);
    expect(file.read()).toEqual({});
    expect(file.notice).toBeNull();
    file.write({ schemaVersion: 1, 'a.b': { c: [1, 'ü'] } });
    expect(openSettingsFile(folder, openConfStore, nowMs).read()).toEqual({
      schemaVersion: 1,
      'a.b': { c: [1, 'ü'] },
    });
  });

  it('is readable by its owner alone', () => {
    const file = openSettingsFile(tempFolder(), openConfStore, nowMs);
    file.write({ schemaVersion: 1 });
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  it('leaves no other file behind', () => {
    const folder = tempFolder();
    const file = openSettingsFile(folder, openConfStore, nowMs);
    for (let round = 0; round < 20; round += 1) file.write({ round });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('is the file that electron-store reads and writes: conf with name, folder and indentation of its own', () => {
    // electron-store 11 is a subclass of this very class that only chooses folder and name (its index.js).
    const openLikeElectronStore: OpenJsonStore = (cwd, name) =>
      new Conf<Record<string, unknown>>({ cwd, configName: name, projectVersion: '1.2.3' });
    const folder = tempFolder();
    openSettingsFile(folder, openLikeElectronStore, nowMs).write({ schemaVersion: 1, trunks: [{ id: 'a' }] });
    expect(openSettingsFile(folder, openConfStore, nowMs).read()).toEqual({
      schemaVersion: 1,
      trunks: [{ id: 'a' }],
    });
    openSettingsFile(folder, openConfStore, nowMs).write({ schemaVersion: 1, trunks: [] });
    expect(openSettingsFile(folder, openLikeElectronStore, nowMs).read()).toEqual({
      schemaVersion: 1,
      trunks: [],
    });
  });

  it.each([
    ['half a file', '{"schemaVersion":1,"trunks":[{"id":"a","set'],
    ['an empty file', ''],
    ['octets', '\u0000\u0001\u0002'],
    ['a list', '[1,2]'],
    ['a number', '7'],
    ['null', 'null'],
  ])('moves %s aside, whole, and says so', (_what, content) => {
    const folder = tempFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(path, content);
    const file = openSettingsFile(folder, openConfStore, nowMs);
    const aside = `${path}.damaged-2026-01-02T03-04-05-000Z`;
    expect(file.read()).toEqual({});
    expect(file.notice).toBe(
      `The settings file could not be read, so Trunkline started with empty settings. The damaged file was kept as ${aside}.`,
    );
    expect(readFileSync(aside, 'utf8')).toBe(content);
    expect(existsSync(path)).toBe(false);
  });
});
