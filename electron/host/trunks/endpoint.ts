import type { Secrets } from '#electron/host/secrets/secrets';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { TrunkId } from '#shared/model/ids';
import { bindPort, type BindRole, type TrunkSettings } from '#shared/model/trunk';
import type { PasswordStorage } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { LinkFailure } from './link-failure';

/** Where to connect and who to be there; read anew for every attempt. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
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

export function passwordAccount(id: TrunkId): string {
  return `trunk:${id}`;
}

export async function resolveEndpoint(
  trunk: StoredTrunk,
  secrets: Secrets,
  demoSmsc: DemoSmsc,
): Promise<EndpointResult> {
  if (trunk.isDemo) {
    const endpoint = demoSmsc.credentials();
    if (endpoint !== null) return { kind: 'ready', endpoint };
    return { kind: 'missing', failure: { kind: 'no-simulator', problem: demoSmsc.problem() } };
  }
  const account = passwordAccount(trunk.id);
  // A keychain that once had another password of this trunk is not asked: what it would tell is out of date.
  const isKept = trunk.isPasswordInKeychain || secrets.isKeptForThisRun(account);
  const password = isKept ? await secrets.read(account) : null;
  if (password === null) {
    const isKeychainAvailable = secrets.status.kind === 'available';
    return { kind: 'missing', failure: { kind: 'no-password', isKeychainAvailable } };
  }
  const { host, systemId } = trunk.settings;
  return { kind: 'ready', endpoint: { host, port: bindPort(roleOf(trunk.settings), trunk.settings), systemId, password } };
}

export function passwordStorageOf(trunk: StoredTrunk, secrets: Secrets): PasswordStorage {
  if (trunk.isDemo) return 'simulator';
  if (secrets.isKeptForThisRun(passwordAccount(trunk.id))) return 'this-run';
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

/** What the one bind of a trunk is bound as; of a pair, its transmitter. */
export function roleOf({ bindType }: Pick<TrunkSettings, 'bindType'>): BindRole {
  return bindType === 'pair' ? 'transmitter' : bindType;
}
