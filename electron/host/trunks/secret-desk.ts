import type { HostLogger } from '#electron/host/host-services';
import type { Secrets } from '#electron/host/secrets/secrets';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSecretName } from '#shared/model/trunk';
import { RpcError } from '#shared/rpc/errors';
import { readSecret, type DemoSmsc } from './endpoint';

/** A person asks for a password now and then; a program that collects them would ask faster. */
const MAX_AT_ONCE = 5;
const REST_MS = 60_000;

export interface SecretDeskOptions {
  readonly secrets: Secrets;
  readonly demoSmsc: DemoSmsc;
  readonly clock: Clock;
  readonly logger: HostLogger;
}

const secretWords: Readonly<Record<TrunkSecretName, string>> = {
  password: 'password',
  'receiver-password': 'receiver’s password',
  'client-key': 'client certificate’s key',
};

/** The one way a secret leaves the host again: limited in rate, and noted in the log file without the secret. */
export class SecretDesk {
  readonly #options: SecretDeskOptions;
  readonly #askedAtMs: number[] = [];

  constructor(options: SecretDeskOptions) {
    this.#options = options;
  }

  /** Throws an `RpcError` with a sentence when there is none, it cannot be read, or too many were asked for. */
  async reveal(trunk: StoredTrunk, secret: TrunkSecretName): Promise<string> {
    const { secrets, demoSmsc, logger } = this.#options;
    const words = `${secretWords[secret]} of “${trunk.settings.name}”`;
    if (!this.#mayAsk()) {
      logger.warn(`The ${words} was asked for and not shown: too many were asked for within a minute.`);
      throw new RpcError('refused', `${MAX_AT_ONCE} secrets were shown within a minute. Wait a little.`);
    }
    const demo = trunk.isDemo && secret === 'password' ? demoSmsc.credentials() : null;
    const value = demo === null ? await readSecret(trunk, secret, secrets) : demo.password;
    if (value === null) {
      throw new RpcError('not-found', `There is no ${words}, or the keychain does not tell it.`);
    }
    logger.info(`The ${words} was shown, as asked for.`);
    return value;
  }

  #mayAsk(): boolean {
    const now = this.#options.clock.now();
    while (this.#askedAtMs[0] !== undefined && now - this.#askedAtMs[0] >= REST_MS) this.#askedAtMs.shift();
    if (this.#askedAtMs.length >= MAX_AT_ONCE) return false;
    this.#askedAtMs.push(now);
    return true;
  }
}
