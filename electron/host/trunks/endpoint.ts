import type { Secrets } from '#electron/host/secrets/secrets';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkSecretName, TrunkSettings } from '#shared/model/trunk';
import type { PasswordStorage } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { BindHost, BindSpec } from './bind-plan';
import type { LinkFailure } from './link-failure';

/** Where to connect and who to be there; read anew for every attempt. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  /** PEM of the client certificate's private key, where there is one. */
  readonly clientKeyPem?: string;
}

export type EndpointResult =
  | { readonly kind: 'ready'; readonly endpoint: Endpoint }
  | { readonly kind: 'missing'; readonly failure: LinkFailure };

/** The built-in simulator, as far as the demo trunk needs it. Its port and credentials are new in each run. */
export interface DemoSmsc {
  /** Null while it does not run. */
  credentials(): Endpoint | null;
  /** Why it does not run, if it failed. */
  problem(): string | null;
  /** Starts it if need be. Never rejects: what went wrong is its `problem`. */
  start(): Promise<void>;
  /** It started or stopped. */
  onChanged(listener: () => void): Unsubscribe;
}

/** Each secret of a trunk has an account of its own in the keychain. */
export function secretAccount(id: TrunkId, secret: TrunkSecretName): string {
  return secret === 'password' ? `trunk:${id}` : `trunk:${id}:${secret}`;
}

/** Null when it was never given, or cannot be read now. */
export async function readSecret(
  trunk: StoredTrunk,
  secret: TrunkSecretName,
  secrets: Secrets,
): Promise<string | null> {
  // A keychain that once had another value is not asked: what it would tell is out of date.
  return hasSecret(trunk, secret, secrets) ? await secrets.read(secretAccount(trunk.id, secret)) : null;
}

export function hasSecret(trunk: StoredTrunk, secret: TrunkSecretName, secrets: Secrets): boolean {
  return isInKeychain(trunk, secret) || secrets.isKeptForThisRun(secretAccount(trunk.id, secret));
}

function isInKeychain(trunk: StoredTrunk, secret: TrunkSecretName): boolean {
  switch (secret) {
    case 'password':
      return trunk.isPasswordInKeychain;
    case 'receiver-password':
      return trunk.isReceiverPasswordInKeychain;
    case 'client-key':
      return trunk.isClientKeyInKeychain;
  }
}

export async function resolveEndpoint(
  trunk: StoredTrunk,
  bind: Pick<BindSpec, 'isSeparate' | 'systemId'>,
  { host, port }: BindHost,
  secrets: Secrets,
  demoSmsc: DemoSmsc,
): Promise<EndpointResult> {
  if (trunk.isDemo) {
    const endpoint = demoSmsc.credentials();
    if (endpoint !== null) return { kind: 'ready', endpoint };
    return { kind: 'missing', failure: { kind: 'no-simulator', problem: demoSmsc.problem() } };
  }
  const isOwn = bind.isSeparate && hasSecret(trunk, 'receiver-password', secrets);
  const password = await readSecret(trunk, isOwn ? 'receiver-password' : 'password', secrets);
  if (password === null) {
    const isKeychainAvailable = secrets.status.kind === 'available';
    return { kind: 'missing', failure: { kind: 'no-password', isKeychainAvailable } };
  }
  const clientKeyPem = trunk.settings.tls.isEnabled ? await readSecret(trunk, 'client-key', secrets) : null;
  const endpoint = { host, port, systemId: bind.systemId, password };
  return { kind: 'ready', endpoint: clientKeyPem === null ? endpoint : { ...endpoint, clientKeyPem } };
}

export function passwordStorageOf(trunk: StoredTrunk, secrets: Secrets): PasswordStorage {
  if (trunk.isDemo) return 'simulator';
  if (secrets.isKeptForThisRun(secretAccount(trunk.id, 'password'))) return 'this-run';
  return trunk.isPasswordInKeychain && secrets.status.kind === 'available' ? 'keychain' : 'none';
}

/** The settings as the screen shows them: the demo trunk's point at the simulator of this run. */
export function shownSettings(trunk: StoredTrunk, demoSmsc: DemoSmsc): TrunkSettings {
  const endpoint = trunk.isDemo ? demoSmsc.credentials() : null;
  if (endpoint === null) return trunk.settings;
  const { host, port, systemId } = endpoint;
  return { ...trunk.settings, host, txPort: port, rxPort: port, systemId };
}

/**
 * What is stored of a demo trunk when its form was saved: where it connects to is not the user's to choose. Throws an
 * `RpcError` when the user tried, since another address or system ID would be ignored.
 */
export function demoSettingsToStore(
  trunk: StoredTrunk,
  given: TrunkSettings,
  demoSmsc: DemoSmsc,
): TrunkSettings {
  const shown = shownSettings(trunk, demoSmsc);
  const words =
    'The demo trunk always connects to the built-in simulator. Create another trunk for a real SMSC.';
  if (given.host !== shown.host) throw new RpcError('refused', words, { 'settings.host': words });
  if (given.systemId !== shown.systemId) throw new RpcError('refused', words, { 'settings.systemId': words });
  const { host, txPort, rxPort, systemId } = trunk.settings;
  return { ...given, host, txPort, rxPort, systemId };
}
