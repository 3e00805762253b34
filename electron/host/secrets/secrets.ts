import type { HostLogger } from '#electron/host/host-services';
import type { Clock } from '#shared/lib/clock';
import type { KeychainStatus } from '#shared/model/settings';
import type { Keychain } from './keychain';
import { TimeLimitError, withTimeLimit } from './time-limit';

/** A keychain that answers at all answers a question that needs no unlocking within this time. */
const PROBE_LIMIT_MS = 3000;
/** Reading and saving may wait for the user to unlock the keychain. */
const USE_LIMIT_MS = 60_000;
const PROBE_ACCOUNT = 'probe';

export type KeptIn = 'keychain' | 'this-run';

export interface SecretsOptions {
  readonly openKeychain: () => Promise<Keychain>;
  readonly clock: Clock;
  readonly logger: HostLogger;
}

/**
 * Passwords by account. They are in the system's keychain or, where there is none that works, in memory for this run;
 * never on disk. Calls go to the keychain one at a time: one that hangs (a prompt nobody sees) holds one thread of
 * Node's small pool and not all of them, which would stop every look-up of a host name too.
 */
export class Secrets {
  readonly #options: SecretsOptions;
  readonly #thisRun = new Map<string, string>();
  #keychain: Keychain | null = null;
  #status: KeychainStatus = { kind: 'unavailable', sentence: 'The keychain has not been asked yet.' };
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: SecretsOptions) {
    this.#options = options;
  }

  get status(): KeychainStatus {
    return this.#status;
  }

  /** Finds out, within a bounded time, whether there is a keychain that answers. Never rejects. */
  async probe(): Promise<KeychainStatus> {
    try {
      const keychain = await this.#limited(PROBE_LIMIT_MS, () => this.#options.openKeychain());
      await this.#limited(PROBE_LIMIT_MS, () => keychain.getPassword(PROBE_ACCOUNT));
      this.#keychain = keychain;
      this.#status = { kind: 'available' };
    } catch (error) {
      this.#giveUp(error);
    }
    return this.#status;
  }

  /** Null when there is none, or the keychain refuses to tell. Never rejects. */
  async read(account: string): Promise<string | null> {
    const kept = this.#thisRun.get(account);
    if (kept !== undefined) return kept;
    const keychain = this.#keychain;
    if (keychain === null) return null;
    try {
      const password = await this.#limited(USE_LIMIT_MS, () => keychain.getPassword(account));
      this.#status = { kind: 'available' };
      return password;
    } catch (error) {
      this.#giveUp(error);
      return null;
    }
  }

  /** Where the password is kept now. Never rejects. */
  async save(account: string, password: string): Promise<KeptIn> {
    const keychain = this.#keychain;
    if (keychain !== null) {
      try {
        await this.#limited(USE_LIMIT_MS, () => keychain.setPassword(account, password));
        this.#thisRun.delete(account);
        this.#status = { kind: 'available' };
        return 'keychain';
      } catch (error) {
        this.#giveUp(error);
      }
    }
    this.#thisRun.set(account, password);
    return 'this-run';
  }

  isKeptForThisRun(account: string): boolean {
    return this.#thisRun.has(account);
  }

  /** Forgets the password everywhere. Never rejects: what the keychain would not delete is logged. */
  async forget(account: string): Promise<void> {
    this.#thisRun.delete(account);
    const keychain = this.#keychain;
    if (keychain === null) return;
    try {
      await this.#limited(USE_LIMIT_MS, () => keychain.deletePassword(account));
    } catch (error) {
      this.#options.logger.error('The keychain did not delete a password', error);
    }
  }

  /** A keychain that refused (locked, say) may do better the next time; one that hangs is not asked again in this run. */
  #giveUp(error: unknown): void {
    this.#options.logger.warn(`The keychain cannot be used: ${reasonOf(error)}`);
    if (error instanceof TimeLimitError) this.#keychain = null;
    this.#status = { kind: 'unavailable', sentence: unavailableSentence(error) };
  }

  #limited<T>(limitMs: number, use: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => withTimeLimit(this.#options.clock, limitMs, use));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function unavailableSentence(error: unknown): string {
  const reason = reasonOf(error);
  const words = /dbus|secret service/i.test(reason) ? secretServiceWords(reason) : reason;
  return `The system’s keychain cannot be used (${words}), so passwords are kept for this run only and have to be entered again after a restart.`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function secretServiceWords(reason: string): string {
  if (/prompt was dismissed|locked/i.test(reason)) return 'it is locked and was not unlocked';
  if (/no result found/i.test(reason)) return 'it holds no keyring yet, and none was created';
  return 'no Secret Service such as GNOME Keyring or KWallet runs in this session';
}
