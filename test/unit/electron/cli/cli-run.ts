import { runCli } from '#electron/cli/run-cli';
import type { CliIo } from '#electron/cli/cli-io';
import type { Keychain } from '#electron/host/secrets/keychain';
import type { BuiltFiles } from '#electron/host/shell/built-files';

export type CliEvent = Readonly<Record<string, unknown>> & { readonly event: string };

export interface CliRunOptions {
  /** First line of standard input; null when it ends before one. */
  readonly password?: string | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly built?: BuiltFiles;
  /** Null where there is none. */
  readonly keychain?: Keychain | null;
  /** Standard input as octets. */
  readonly input?: Uint8Array;
}

const nothingBuilt: BuiltFiles = { workersDir: '', pageDir: '', preloadPath: '' };

/** One command, run in this process: what it wrote, what it waits for, and how it ended. */
export class CliRun {
  readonly out: string[] = [];
  readonly notes: string[] = [];
  readonly code: Promise<number>;
  readonly #stopListeners = new Set<() => void>();
  readonly #waiting = new Set<() => void>();

  constructor(words: readonly string[], options: CliRunOptions = {}) {
    const io: CliIo = {
      environment: options.environment ?? {},
      built: options.built ?? nothingBuilt,
      writeOut: (line) => {
        this.out.push(line);
        for (const look of [...this.#waiting]) look();
      },
      writeNote: (line) => {
        this.notes.push(line);
        for (const look of [...this.#waiting]) look();
      },
      readPassword: () => Promise.resolve(options.password === undefined ? null : options.password),
      openKeychain: () => {
        const { keychain = null } = options;
        if (keychain !== null) return Promise.resolve(keychain);
        return Promise.reject(new Error('There is no keychain.'));
      },
      openInput: async function* () {
        await Promise.resolve();
        yield options.input ?? new Uint8Array(0);
      },
      drained: () => Promise.resolve(),
      onStop: (listener) => {
        this.#stopListeners.add(listener);
        return () => void this.#stopListeners.delete(listener);
      },
    };
    this.code = runCli(words, io);
  }

  /** As Ctrl+C does. */
  stop(): void {
    for (const listener of [...this.#stopListeners]) listener();
  }

  get stopListenerCount(): number {
    return this.#stopListeners.size;
  }

  /** What was written as lines of JSON. */
  get events(): CliEvent[] {
    return this.out.map((line) => JSON.parse(line) as CliEvent);
  }

  get eventNames(): string[] {
    return this.events.map(({ event }) => event);
  }

  /** Resolves with the first event that fits, there already or still to come. */
  async until(name: string, fits: (event: CliEvent) => boolean = () => true): Promise<CliEvent> {
    return this.#until(() => this.events.find((event) => event.event === name && fits(event)));
  }

  /** As `until`, for output that is not JSON. */
  async untilLine(fits: (line: string) => boolean): Promise<string> {
    return this.#until(() => this.out.find(fits));
  }

  /** As `until`, for what is told a person on standard error. */
  async untilNote(fits: (line: string) => boolean): Promise<string> {
    return this.#until(() => this.notes.find(fits));
  }

  async #until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
