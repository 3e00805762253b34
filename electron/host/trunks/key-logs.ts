import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TrunkId } from '#shared/model/ids';
import { RpcError } from '#shared/rpc/errors';

/**
 * TLS keys of a trunk's own sessions, for Wireshark: one file a trunk in the format of NSS, readable by the user alone.
 * Whoever has it can read what was sent, so it is written on demand only.
 */
export class KeyLogs {
  readonly #folder: string;
  readonly #onError: (error: unknown) => void;

  constructor(folder: string, onError: (error: unknown) => void) {
    this.#folder = folder;
    this.#onError = onError;
  }

  /** Makes the file, and says where it is. Throws an `RpcError` with a sentence when it cannot be made. */
  open(id: TrunkId): string {
    const path = this.#path(id);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RpcError('unavailable', `The file for the TLS keys could not be made: ${reason}`);
    }
    return path;
  }

  /** Never throws: a session must not end because a file cannot be written. A few lines for each connection. */
  write(id: TrunkId, line: string): void {
    try {
      appendFileSync(this.#path(id), `${line}\n`, { mode: 0o600 });
    } catch (error) {
      this.#onError(error);
    }
  }

  /** With the trunk: keys of recorded sessions are as good as its password. Never throws. */
  delete(id: TrunkId): void {
    try {
      rmSync(this.#path(id), { force: true });
    } catch (error) {
      this.#onError(error);
    }
  }

  #path(id: TrunkId): string {
    return join(this.#folder, `${encodeURIComponent(id)}.keys`);
  }
}
