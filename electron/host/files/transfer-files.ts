import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientContext } from '#shared/rpc/handlers';
import { RpcError } from '#shared/rpc/errors';

/** Files that one client may have at once. */
export const MAX_FILES_PER_CLIENT = 16;
/** Octets announced by the uploads of all clients together. */
const DEFAULT_MAX_TOTAL_OCTETS = 8 * 1024 * 1024 * 1024;

interface TransferFile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly owner: ClientContext;
  /** Octets that were announced; 0 for a file that the host makes. */
  readonly announced: number;
  /** Octets that came so far. */
  received: number;
  /** Open while the file is being uploaded. */
  upload: FileHandle | null;
  isBusy: boolean;
  isDiscarded: boolean;
}

/** A file that can be read: uploaded whole, or made by the host. */
export interface ReadyFile {
  readonly name: string;
  readonly path: string;
}

/**
 * Temporary files that go between clients and the host. They lie in a folder of their own under names of the host's
 * making; whatever lay there before is deleted at the start.
 */
export class TransferFiles {
  readonly #folder: string;
  readonly #maxTotalOctets: number;
  readonly #onError: (error: unknown) => void;
  readonly #files = new Map<string, TransferFile>();
  readonly #owners = new Set<ClientContext>();

  constructor(options: {
    readonly folder: string;
    readonly onError: (error: unknown) => void;
    readonly maxTotalOctets?: number;
  }) {
    this.#folder = options.folder;
    this.#onError = options.onError;
    this.#maxTotalOctets = options.maxTotalOctets ?? DEFAULT_MAX_TOTAL_OCTETS;
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch (error) {
      // What is left over takes room, nothing more.
      this.#onError(error);
    }
  }

  async beginUpload(owner: ClientContext, name: string, size: number): Promise<string> {
    let total = size;
    for (const file of this.#files.values()) total += file.announced;
    if (total > this.#maxTotalOctets) {
      throw new RpcError('refused', 'Too much is being uploaded at once. Close a file first.');
    }
    const file = this.#add(owner, name, size);
    try {
      file.upload = await open(file.path, 'wx', 0o600);
    } catch (error) {
      await this.#remove(file);
      throw unwritable(error);
    }
    if (file.isDiscarded) await this.#remove(file);
    return file.id;
  }

  async append(owner: ClientContext, fileId: string, octets: Uint8Array): Promise<number> {
    const file = this.#find(owner, fileId);
    const { upload } = file;
    if (upload === null || file.isBusy)
      throw new RpcError('conflict', 'This file does not take octets just now.');
    if (file.received + octets.length > file.announced) {
      throw new RpcError('refused', 'More octets came than the file was said to have. Upload it again.');
    }
    file.isBusy = true;
    try {
      await upload.writeFile(octets);
      file.received += octets.length;
    } catch (error) {
      throw unwritable(error);
    } finally {
      file.isBusy = false;
      if (file.isDiscarded) await this.#remove(file);
    }
    return file.received;
  }

  async finish(owner: ClientContext, fileId: string): Promise<void> {
    const file = this.#find(owner, fileId);
    const { upload } = file;
    if (upload === null || file.isBusy)
      throw new RpcError('conflict', 'This file is not being uploaded just now.');
    if (file.received !== file.announced) {
      throw new RpcError(
        'refused',
        `Only ${file.received.toLocaleString('en')} of ${file.announced.toLocaleString('en')} octets came. Upload the file again.`,
      );
    }
    file.upload = null;
    await upload.close();
  }

  /** Room for a file that the host makes for a client: write to `path`, then hand out the id. */
  create(owner: ClientContext, name: string): { readonly fileId: string; readonly path: string } {
    const { id, path } = this.#add(owner, name, 0);
    return { fileId: id, path };
  }

  /** Where an uploaded file lies. */
  ready(owner: ClientContext, fileId: string): ReadyFile {
    const { name, path, upload } = this.#find(owner, fileId);
    if (upload !== null) throw new RpcError('conflict', 'This file is still being uploaded.');
    return { name, path };
  }

  async read(
    owner: ClientContext,
    fileId: string,
    offset: number,
    length: number,
  ): Promise<{ readonly octets: Uint8Array; readonly size: number }> {
    const { path } = this.ready(owner, fileId);
    try {
      const { size } = await stat(path);
      const octets = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      if (octets.length === 0) return { octets, size };
      const handle = await open(path, 'r');
      try {
        const { bytesRead } = await handle.read(octets, 0, octets.length, offset);
        return { octets: octets.subarray(0, bytesRead), size };
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw new RpcError('unavailable', `The file cannot be read (${reasonOf(error)}).`);
    }
  }

  async discard(owner: ClientContext, fileId: string): Promise<void> {
    const file = this.#files.get(fileId);
    if (file?.owner === owner) await this.#discard(file);
  }

  /** Deletes everything. */
  async close(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => this.#discard(file)));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #add(owner: ClientContext, name: string, announced: number): TransferFile {
    const owned = [...this.#files.values()].filter((file) => file.owner === owner);
    if (owned.length >= MAX_FILES_PER_CLIENT) {
      throw new RpcError('refused', 'Too many files are open. Close one first.');
    }
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw unwritable(error);
    }
    const id = randomUUID();
    const path = join(this.#folder, id);
    const state = { received: 0, upload: null, isBusy: false, isDiscarded: false };
    const file: TransferFile = { id, name, path, owner, announced, ...state };
    this.#files.set(id, file);
    if (!this.#owners.has(owner)) {
      this.#owners.add(owner);
      owner.onGone(() => this.#release(owner));
    }
    return file;
  }

  #release(owner: ClientContext): void {
    this.#owners.delete(owner);
    for (const file of this.#files.values()) {
      if (file.owner === owner) this.#discard(file).catch(this.#onError);
    }
  }

  #find(owner: ClientContext, fileId: string): TransferFile {
    const file = this.#files.get(fileId);
    if (file?.owner === owner) return file;
    throw new RpcError('not-found', 'This file is not there any more.');
  }

  async #discard(file: TransferFile): Promise<void> {
    this.#files.delete(file.id);
    file.isDiscarded = true;
    // A write that is under way ends first, and then deletes the file.
    if (!file.isBusy) await this.#remove(file);
  }

  async #remove(file: TransferFile): Promise<void> {
    this.#files.delete(file.id);
    const { upload } = file;
    file.upload = null;
    await upload?.close();
    await rm(file.path, { force: true });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unwritable(error: unknown): RpcError {
  return new RpcError('unavailable', `The file cannot be stored in the data folder (${reasonOf(error)}).`);
}
