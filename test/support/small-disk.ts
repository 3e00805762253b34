import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';

export interface SmallDisk {
  /** Mounts it over an empty folder, with so much room; false where this user may not. */
  mount(folder: string, octets: number): boolean;
  /** With other options, such as "ro" or "size=1000000". */
  remount(options: string): void;
  /** Writes a file until nothing fits any more, and answers its path. */
  fill(): string;
}

/** A disk in memory that is as full or as read-only as a real one; only root on Linux may mount it. */
export function useSmallDisk(): SmallDisk {
  let mounted: string | null = null;
  afterEach(() => {
    if (mounted !== null) execFileSync('umount', ['-l', mounted]);
    mounted = null;
  });
  const folderOf = (): string => {
    if (mounted === null) throw new Error('The small disk is not mounted.');
    return mounted;
  };
  return {
    mount: (folder, octets) => {
      try {
        const options = `size=${octets}`;
        execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
        mounted = folder;
        return true;
      } catch {
        return false;
      }
    },
    remount: (options) => {
      execFileSync('mount', ['-o', `remount,${options}`, folderOf()]);
    },
    fill: () => {
      const path = join(folderOf(), 'filling');
      const fd = openSync(path, 'w');
      try {
        for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) writeWhileItFits(fd, size);
      } finally {
        closeSync(fd);
      }
      return path;
    },
  };
}

function writeWhileItFits(fd: number, size: number): void {
  const octets = Buffer.alloc(size);
  try {
    while (writeSync(fd, octets) === size);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
