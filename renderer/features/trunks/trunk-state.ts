import { assertNever } from '#shared/lib/assert-never';
import type { BindRole, BindType, TrunkSettings } from '#shared/model/trunk';
import type { BindView, ConnectionState, PasswordStorage, TrunkView } from '#shared/model/trunk-view';
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

/** Behind the state in the bar: how it is bound, and the version that is spoken: "TRX · 3.4". */
export function bindSummary({ settings, connection }: Pick<TrunkView, 'settings' | 'connection'>): string {
  const bind = bindTypeShort[settings.bindType];
  return connection.kind === 'logged-in' ? `${bind} · ${connection.version}` : bind;
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
export function endpointWords({
  host,
  ...settings
}: Pick<TrunkSettings, 'host' | 'bindType' | 'txPort' | 'rxPort'>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${name}:${settings.bindType === 'receiver' ? settings.rxPort : settings.txPort}`;
}

export const endpointOf = ({ settings }: TrunkView): string => endpointWords(settings);

/** The port status of a trunk: of its one bind, or how many of several are open. */
export function portWords(binds: readonly Pick<BindView, 'port'>[]): string {
  const open = binds.filter((bind) => bind.port === 'open').length;
  if (binds.length > 1 && open > 0 && open < binds.length) return `${open} of ${binds.length} open`;
  if (open > 0) return 'Open';
  return binds.some((bind) => bind.port === 'listening') ? 'Listening' : 'Closed';
}

const roleNames: Readonly<Record<BindRole, string>> = {
  transceiver: 'Transceiver',
  transmitter: 'Transmitter',
  receiver: 'Receiver',
};

/** "Transmitter", or "Transmitter 2" where there are several of the kind. */
export function bindName(bind: BindView, binds: readonly BindView[]): string {
  const same = binds.filter((each) => each.role === bind.role);
  const name = roleNames[bind.role];
  return same.length > 1 ? `${name} ${same.indexOf(bind) + 1}` : name;
}

/** "0.5 msg/s", "120 msg/s". */
export const rateWords = (perSecond: number): string =>
  `${perSecond.toFixed(perSecond > 0 && perSecond < 10 ? 1 : 0)} msg/s`;
