import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_FILES_PER_CLIENT, TransferFiles } from '#electron/host/files/transfer-files';
import { contract } from '#shared/contract/index';
import { FILE_CHUNK_OCTETS } from '#shared/contract/file';
import type { ClientContext } from '#shared/rpc/handlers';
import { useTempFolders } from '#test/support/use-temp-folders';

const tempFolder = useTempFolders();

function client(id: number): ClientContext & { go(): void } {
  const releases: (() => void)[] = [];
  return {
    id,
    emit: () => undefined,
    onGone: (release) => void releases.push(release),
    go: () => {
      for (const release of releases) release();
    },
  };
}

function openFiles(maxTotalOctets = 1000): { files: TransferFiles; folder: string } {
  const folder = join(tempFolder(), 'transfers');
  const files = new TransferFiles({
    folder,
    maxTotalOctets,
    onError: (error) => {
      throw error;
    },
  });
  return { files, folder };
}

const text = (octets: Uint8Array): string => Buffer.from(octets).toString();

describe('temporary files', () => {
  it('are uploaded in chunks and read back', async () => {
    const { files } = openFiles();
    const owner = client(1);
    const id = await files.beginUpload(owner, 'a capture.pcapng', 11);
    await files.append(owner, id, Buffer.from('hello '));
    expect(() => files.ready(owner, id)).toThrow('still being uploaded');
    expect(await files.append(owner, id, Buffer.from('world'))).toBe(11);
    await files.finish(owner, id);
    const { name, path } = files.ready(owner, id);
    expect(name).toBe('a capture.pcapng');
    expect(readFileSync(path, 'utf8')).toBe('hello world');
    const { octets, size } = await files.read(owner, id, 6, 100);
    expect([text(octets), size]).toEqual(['world', 11]);
    expect((await files.read(owner, id, 50, 100)).octets).toHaveLength(0);
    await files.discard(owner, id);
    expect(existsSync(path)).toBe(false);
    expect(() => files.ready(owner, id)).toThrow('not there any more');
  });

  it('hold exactly the octets that were announced', async () => {
    const { files } = openFiles();
    const owner = client(1);
    const id = await files.beginUpload(owner, 'x', 3);
    await expect(files.append(owner, id, Buffer.from('four'))).rejects.toThrow('More octets');
    await files.append(owner, id, Buffer.from('ab'));
    await expect(files.finish(owner, id)).rejects.toThrow('Only 2 of 3 octets');
    await files.append(owner, id, Buffer.from('c'));
    await files.finish(owner, id);
    await expect(files.append(owner, id, Buffer.from('d'))).rejects.toThrow('does not take octets');
  });

  it('take one write at a time', async () => {
    const { files } = openFiles();
    const owner = client(1);
    const id = await files.beginUpload(owner, 'x', 6);
    const first = files.append(owner, id, Buffer.from('abc'));
    await expect(files.append(owner, id, Buffer.from('def'))).rejects.toThrow('just now');
    await first;
  });

  it('belong to one client', async () => {
    const { files } = openFiles();
    const owner = client(1);
    const stranger = client(2);
    const id = await files.beginUpload(owner, 'x', 0);
    await expect(files.append(stranger, id, new Uint8Array(0))).rejects.toThrow('not there');
    await files.discard(stranger, id);
    await files.finish(owner, id);
    await expect(files.read(stranger, id, 0, 1)).rejects.toThrow('not there');
  });

  it('go with their client, also while one is being written', async () => {
    const { files, folder } = openFiles();
    const owner = client(1);
    const made = files.create(owner, 'export.csv');
    writeFileSync(made.path, 'a,b');
    const id = await files.beginUpload(owner, 'x', 3);
    const writing = files.append(owner, id, Buffer.from('abc'));
    owner.go();
    await writing;
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  });

  it('are bounded in number and size', async () => {
    const { files } = openFiles(100);
    const owner = client(1);
    await files.beginUpload(owner, 'x', 60);
    await expect(files.beginUpload(owner, 'y', 41)).rejects.toThrow('Too much');
    for (let count = 1; count < MAX_FILES_PER_CLIENT; count += 1) files.create(owner, 'z');
    expect(() => files.create(owner, 'z')).toThrow('Too many files');
    expect(files.create(client(2), 'z').fileId).not.toBe('');
  });

  it('of an earlier run are deleted at the start', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'left'), { recursive: true });
    writeFileSync(join(folder, 'old'), 'x');
    new TransferFiles({ folder, onError: () => undefined });
    expect(existsSync(join(folder, 'old'))).toBe(false);
  });

  it('say that a folder cannot be written to', async () => {
    const folder = tempFolder();
    const { files } = openFiles();
    writeFileSync(join(folder, 'file'), '');
    const blocked = new TransferFiles({ folder: join(folder, 'file', 'in'), onError: () => undefined });
    await expect(blocked.beginUpload(client(1), 'x', 1)).rejects.toThrow('cannot be stored');
    await files.close();
  });
});

describe('a chunk of a file in the contract', () => {
  const parse = (octets: number): boolean =>
    contract['file.append'].input.safeParse({
      fileId: 'x',
      base64: Buffer.alloc(octets, 0xa5).toString('base64'),
    }).success;

  it('is as large as the contract says, and not larger', () => {
    expect(parse(FILE_CHUNK_OCTETS)).toBe(true);
    expect(parse(FILE_CHUNK_OCTETS + 3)).toBe(false);
  });
});
