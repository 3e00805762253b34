import { CaptureFile } from '#electron/host/capture/capture-file';
import { failureSentence } from '#electron/host/capture/failure-sentence';
import type { CaptureSession } from '#shared/capture/capture-record';
import { nsFromMs } from '#shared/capture/time-text';
import type { PduDirection } from '#shared/model/pdu-row';
import type { CliIo } from './cli-io';
import { UsageError } from './exit-codes';
import type { Options } from './options';
import { version } from './version';

export const captureOption = { capture: { type: 'string' } } as const;
export const captureHelp = `  --capture FILE           write every PDU to this new file as pcapng, passwords masked`;

const WRITE_MS = 50;
/** So long after it was written, a record is put on the disk: a power loss takes no more than the last second. */
const SYNC_MS = 900;

/** The capture of one command. Where it cannot be written any more it says so once, and the command goes on. */
export class CommandCapture {
  readonly #file: CaptureFile | null;
  readonly #io: CliIo;
  #timer: NodeJS.Timeout | null = null;
  #syncTimer: NodeJS.Timeout | null = null;
  #hasFailed = false;

  /** Opens the file of `--capture`, where there is one; a file that is there already is not touched. */
  constructor(options: Options, io: CliIo) {
    this.#io = io;
    const path = options.text('capture');
    try {
      this.#file = path === null ? null : new CaptureFile(path, `Trunkline ${version}`, Date.now());
      this.#file?.write();
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(
        isThere
          ? `--capture: ${path ?? ''} is there already.`
          : `--capture: the file cannot be made (${reason}).`,
        { cause: error },
      );
    }
  }

  describe(session: CaptureSession): void {
    this.#file?.describeSession(session);
  }

  pdu(sessionId: number, direction: PduDirection, octets: Uint8Array, timeMs: number): void {
    this.#append(sessionId, direction, octets, timeMs, null);
  }

  /** Octets that are no PDU. */
  octets(
    sessionId: number,
    direction: PduDirection,
    octets: Uint8Array,
    timeMs: number,
    reason: string,
  ): void {
    this.#append(sessionId, direction, octets, timeMs, reason);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
    this.#attempt((file) => file.close());
  }

  #append(
    sessionId: number,
    direction: PduDirection,
    octets: Uint8Array,
    timeMs: number,
    reason: string | null,
  ): void {
    const timeNs = nsFromMs(timeMs);
    const record = { sessionId, direction, octets, timeNs };
    this.#attempt((file) => {
      if (reason === null) file.append({ ...record, kind: 'pdu', sentence: '' });
      else file.append({ ...record, kind: 'octets', sentence: reason });
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#attempt((later) => later.write());
        this.#syncTimer ??= setTimeout(() => {
          this.#syncTimer = null;
          this.#attempt((written) => written.sync((error) => this.#fail(error)));
        }, SYNC_MS).unref();
      }, WRITE_MS).unref();
    });
  }

  #attempt(use: (file: CaptureFile) => void): void {
    if (this.#file === null || this.#hasFailed) return;
    try {
      use(this.#file);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#io.writeNote(`--capture: ${failureSentence(error)}`);
  }
}
