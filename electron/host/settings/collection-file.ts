import { open, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { RpcError } from '#shared/rpc/errors';

/** Characters that are made and written in one turn of the event loop. */
const CHUNK_CHARACTERS = 64 * 1024;

export interface CollectionFileOptions {
  readonly path: string;
  /** What is in it, for the screen: "The address book". */
  readonly name: string;
  readonly clock: Clock;
  /** How long a change that nobody waits for may stay in memory alone, in ms. */
  readonly delayMs: number;
  /** The whole content as pieces of JSON text; read in several turns, so what it runs over may change meanwhile. */
  readonly content: () => Iterable<string>;
  /** Told of a failure that nobody waits for. */
  readonly onError: (error: unknown) => void;
}

/**
 * A long list in a file of its own, so that it is not written with every change of the settings. The file is replaced
 * as a whole or not at all; changes that come while it is written go together into the next writing.
 */
export class CollectionFile {
  readonly #options: CollectionFileOptions;
  #timer: TimerHandle | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(options: CollectionFileOptions) {
    this.#options = options;
  }

  /** Resolves when everything of now is on disk. Rejects with an `RpcError`; the change stays in memory then. */
  save(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#running === null) {
      this.#running = this.#run();
      return this.#running;
    }
    // One more writing, for all that came while this one runs.
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        this.#running = this.#run();
        return this.#running;
      });
    return this.#next;
  }

  /** Writes soon; for what nobody waits for. */
  saveSoon(): void {
    const { clock, delayMs, onError } = this.#options;
    this.#timer ??= clock.startTimer(delayMs, () => {
      this.#timer = null;
      this.save().catch(onError);
    });
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    if (this.#timer !== null) await this.save();
    else await (this.#next ?? this.#running);
  }

  async #run(): Promise<void> {
    const { path, name } = this.#options;
    try {
      await this.#write(`${path}.new`, path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RpcError(
        'unavailable',
        `${name} could not be saved: ${reason}. The change lasts until Trunkline closes; make room, then change anything to save it.`,
      );
    } finally {
      this.#running = null;
    }
  }

  async #write(aside: string, path: string): Promise<void> {
    const file = await open(aside, 'w', 0o600);
    try {
      let chunk = '';
      for (const piece of this.#options.content()) {
        chunk += piece;
        if (chunk.length < CHUNK_CHARACTERS) continue;
        await file.writeFile(chunk);
        await nextTurn();
        chunk = '';
      }
      await file.writeFile(chunk);
      await file.datasync();
    } catch (error) {
      await file.close();
      await rm(aside, { force: true });
      throw error;
    }
    await file.close();
    await rename(aside, path);
  }
}
