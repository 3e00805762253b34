import { assertNever } from '#shared/lib/assert-never';
import type { BindType } from '#shared/model/trunk';
import type { ConnectionState, PasswordStorage, TrunkView } from '#shared/model/trunk-view';
import { connectionStateName } from '#shared/model/trunk-words';
import type { Meaning } from '../../ui/state-dot';

export function meaningOf(state: ConnectionState): Meaning {
  switch (state.kind) {
    case 'logged-in':
      return 'ok';
    case 'connecting':
    case 'logging':
    case 'unbinding':
      return 'working';
    case 'waiting':
      return state.after === 'login-failed' ? 'error' : 'warning';
    case 'login-failed':
    case 'error':
      return 'error';
    case 'idle':
      return 'neutral';
    default:
      return assertNever(state, 'connection state');
  }
}

/** "48 s", "4 min 10 s": until `atMs`, never negative. */
function untilWords(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  if (seconds < 120) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** The state on one line: "Login failed · retrying in 48 s". */
export function stateWords(state: ConnectionState, nowMs: number): string {
  const name = connectionStateName(state);
  if (state.kind !== 'waiting') return name;
  return state.retryAtMs <= nowMs
    ? `${name} · retrying now`
    : `${name} · retrying in ${untilWords(state.retryAtMs, nowMs)}`;
}

export const bindTypeNames: Readonly<Record<BindType, string>> = {
  transceiver: 'Transceiver',
  pair: 'Transmitter + receiver',
  transmitter: 'Transmitter',
  receiver: 'Receiver',
};

/** As operators say it: TRX, TX, RX. */
export const bindTypeShort: Readonly<Record<BindType, string>> = {
  transceiver: 'TRX',
  pair: 'TX + RX',
  transmitter: 'TX',
  receiver: 'RX',
};

/** 0x34 as "3.4". */
export function versionName(interfaceVersion: number): string {
  return `${interfaceVersion >> 4}.${interfaceVersion & 0x0f}`;
}

/** `interface_version` that every trunk binds with (SMPP 3.4). */
const CONFIGURED_VERSION = 0x34;

/** Behind the state in the bar: how it is bound, and the lower of both sides' versions: "TRX · 3.4". */
export function bindSummary(trunk: TrunkView): string {
  const bind = bindTypeShort[trunk.settings.bindType];
  const { connection } = trunk;
  if (connection.kind !== 'logged-in') return bind;
  const inUse = Math.min(connection.smscInterfaceVersion ?? CONFIGURED_VERSION, CONFIGURED_VERSION);
  return `${bind} · ${versionName(inUse)}`;
}

export const passwordStorageWords: Readonly<Record<PasswordStorage, string>> = {
  keychain: 'In the keychain',
  'this-run': 'For this run only',
  none: 'No password',
  simulator: 'Made by the simulator',
};

/** Whether the trunk has, or tries to get, a connection: then it can be unbound, else it can be bound. */
export function isActive(state: ConnectionState): boolean {
  return state.kind !== 'idle' && state.kind !== 'login-failed' && state.kind !== 'error';
}

/** Where it connects to: the port that its bind type uses. */
export function endpointOf({ settings }: TrunkView): string {
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return `${host}:${settings.bindType === 'receiver' ? settings.rxPort : settings.txPort}`;
}
