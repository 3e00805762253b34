import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DataFolderError, DataFolderInUseError, lockDataFolder } from '#electron/host/data-folder';
import { useTempFolders } from '#test/support/use-temp-folders';

interface Lock {
  pid: number;
  processStart: string;
  token: string;
}

describe('the lock of a data folder', () => {
  const tempFolder = useTempFolders();
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  const readLock = (folder: string) => JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as Lock;
  const startOf = (pid: number): string => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  };

  it('makes the folder for its owner alone and is gone after the release', () => {
    const folder = join(tempFolder(), 'deep', 'er');
    const lock = lockDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readLock(folder).pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    lock.release();
  });

  it('says in words why a folder cannot be used', () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const words = 'a file stands in its way. Choose another folder.';
    expect(() => lockDataFolder(file)).toThrow(
      new DataFolderError(`The data folder ${file} cannot be used: ${words}`),
    );
    const below = join(file, 'data');
    expect(() => lockDataFolder(below)).toThrow(
      new DataFolderError(`The data folder ${below} cannot be used: ${words}`),
    );
  });

  it('refuses a second host of the same process', () => {
    const folder = tempFolder();
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderInUseError);
    lock.release();
    lockDataFolder(folder).release();
  });

  it('refuses while another process has it, names that process, and takes it over when it died', async () => {
    const folder = tempFolder();
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
    children.push(child);
    const pid = child.pid!;
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid, processStart: '', token: 'theirs' }));
    expect(() => lockDataFolder(folder)).toThrow(
      `Trunkline already runs with the data folder ${folder} (process ${pid}). Close it first, or choose another folder.`,
    );
    expect(readLock(folder).token).toBe('theirs');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = lockDataFolder(folder);
    expect(readLock(folder).pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(existsSync('/proc/self/stat'))('is not fooled by a process id that came back', () => {
    const folder = tempFolder();
    const path = join(folder, 'lock');
    const own = { pid: process.pid, processStart: startOf(process.pid), token: 'x' };
    writeFileSync(path, JSON.stringify({ ...own, processStart: 'another boot:1' }));
    lockDataFolder(folder).release();
    writeFileSync(path, JSON.stringify(own));
    expect(() => lockDataFolder(folder)).toThrow(DataFolderInUseError);
  });

  it.each(['', '{"pid":', '[]', '{"pid":-4,"processStart":"","token":""}'])(
    'takes over a lock that was never finished: %j',
    (content) => {
      const folder = tempFolder();
      writeFileSync(join(folder, 'lock'), content);
      const lock = lockDataFolder(folder);
      expect(readLock(folder).pid).toBe(process.pid);
      lock.release();
    },
  );

  it('leaves a lock alone that is not its own any more', () => {
    const folder = tempFolder();
    const lock = lockDataFolder(folder);
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, processStart: '', token: 'theirs' }));
    lock.release();
    expect(readLock(folder).token).toBe('theirs');
  });
});
