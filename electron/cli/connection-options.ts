import type { ParseArgsConfig } from 'node:util';
import { settingsProblems } from '#shared/model/trunk-rules';
import { trunkSettings, type BindType, type TrunkSettings } from '#shared/model/trunk';
import type { CliIo } from './cli-io';
import { UsageError } from './exit-codes';
import { hostSettings } from './host-option';
import { inOptions } from './option-words';
import { alternatives, type Options } from './options';
import { storedTrunkOf, type StoredConnection } from './stored-trunk-option';
import { tlsSettings } from './tls-options';

/** Every option that says what to connect to, as whom and how; those of a trunk's editor. */
export const connectionOptions = {
  trunk: { type: 'string' },
  'data-dir': { type: 'string' },
  host: { type: 'string', multiple: true },
  port: { type: 'string' },
  'rx-port': { type: 'string' },
  bind: { type: 'string' },
  binds: { type: 'string' },
  version: { type: 'string' },
  'ignore-lower-version': { type: 'boolean' },
  'system-id': { type: 'string' },
  'system-type': { type: 'string' },
  'password-env': { type: 'string' },
  'rx-host': { type: 'string' },
  'rx-system-id': { type: 'string' },
  'rx-system-type': { type: 'string' },
  'rx-password-env': { type: 'string' },
  'address-range': { type: 'string' },
  'address-ton': { type: 'string' },
  'address-npi': { type: 'string' },
  outbind: { type: 'string' },
  'outbind-address': { type: 'string' },
  'outbind-system-id': { type: 'string' },
  tls: { type: 'boolean' },
  'tls-ca': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-server-name': { type: 'string' },
  'tls-fingerprint': { type: 'string' },
  'tls-insecure': { type: 'boolean' },
  window: { type: 'string' },
  rate: { type: 'string' },
  'connection-timeout': { type: 'string' },
  'connect-timeout': { type: 'string' },
  'tls-timeout': { type: 'string' },
  'bind-timeout': { type: 'string' },
  'response-timeout': { type: 'string' },
  'enquire-link': { type: 'string' },
  'enquire-link-always': { type: 'boolean' },
  'enquire-link-timeout': { type: 'string' },
  inactivity: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** `bind` is the line of the option `--bind`, which differs from command to command. */
export const connectionHelp = (bind: string): string => `Connection:
  --host HOST[:PORT]       name or address of the SMSC; repeated, they are tried in order
  --port PORT              port of the hosts that name none (default: 2775)
  --rx-port PORT           port of the receiver of a pair, or of a receiver (default: as --port)
  --system-id ID           system ID to log in with
  --password-env NAME      the password is the value of this environment variable;
                           without it, it is the first line of standard input
  --system-type TYPE       system type, where the SMSC wants one
  --trunk NAME             the connection of this stored trunk, with its password from the
                           keychain; what is given besides replaces what is stored
  --data-dir DIR           folder of the stored trunk (default: that of the window)

${bind}
  --rx-host HOST           host of the receiver of a pair, where it is another one
  --rx-system-id ID        its system ID, where it has its own; --rx-system-type, --rx-password-env too
  --binds N                parallel binds (default: 1)
  --version V              3.3, 3.4 (default) or 5.0
  --ignore-lower-version   speak that version even where the SMSC states a lower one
  --address-range RANGE    addresses that the SMSC shall route here; --address-ton N, --address-npi N
  --outbind PORT           wait at this port for the SMSC to call, and bind on its connection
  --outbind-address ADDR   address to listen on (default: 127.0.0.1)
  --outbind-system-id ID   only take the call of this system ID

  --tls                    connect with TLS 1.2 or newer
  --tls-ca FILE            trust the certificate authorities in this PEM file
  --tls-cert FILE          own certificate (PEM), with its key in --tls-key FILE
  --tls-server-name NAME   name that the certificate must carry (default: the host)
  --tls-fingerprint HEX    SHA-256 of the certificate: it alone decides
  --tls-insecure           accept any certificate: anybody in between can read along

  --window N               requests in flight (default: 10)
  --rate N                 messages a second (default: unlimited)
  --connection-timeout S   seconds between attempts (default: 10)
  --connect-timeout S, --tls-timeout S, --bind-timeout S, --response-timeout S
                           seconds to wait for each (default: 10)
  --enquire-link S         enquire_link after so many silent seconds (default: 60)
  --enquire-link-always    also while something else comes in
  --enquire-link-timeout S seconds to wait for a sign of life after it (default: 10)
  --inactivity S           unbind after so many seconds without a message`;

/** A connection as the options ask for it. */
export interface Connection {
  readonly settings: TrunkSettings;
  /** PEM of `--tls-key`; null where there is none. */
  readonly clientKeyPem: string | null;
  /** The trunk of `--trunk`; null where the connection is told by options alone. */
  readonly stored: StoredConnection | null;
}

export interface ConnectionWants {
  /** What the command can use; the first is the default. */
  readonly bindTypes: readonly [BindType, ...BindType[]];
}

/** What to connect to and how; the secrets are read by `readSecrets`. Throws a `UsageError`. */
export async function readConnection(
  options: Options,
  io: CliIo,
  { bindTypes }: ConnectionWants,
): Promise<Connection> {
  const stored = storedTrunkOf(options, io);
  const base = stored?.settings ?? null;
  const bindType = bindTypeOf(options, base, bindTypes);
  if (options.text('rx-port') !== null && (bindType === 'transceiver' || bindType === 'transmitter')) {
    io.writeNote(`--rx-port is not used: a ${bindType} has one connection, over --port.`);
  }
  const tls = await tlsSettings(options, base?.tls ?? null);
  const parsed = trunkSettings.safeParse({
    name: 'The connection',
    ...base,
    ...hostSettings(options, base),
    bindType,
    receiver: receiverSettings(options, base),
    // A command binds at once, and stays bound until it ends.
    onDemand: { isEnabled: false },
    outbind: outbindSettings(options, base),
    systemId: options.text('system-id') ?? base?.systemId ?? options.required('system-id'),
    ...given('systemType', options.text('system-type')),
    addressRange: {
      ...base?.addressRange,
      ...given('range', options.text('address-range')),
      ...given('ton', options.number('address-ton')),
      ...given('npi', options.number('address-npi')),
    },
    ...given('version', options.text('version')),
    ...(options.flag('ignore-lower-version') && { isLowerVersionIgnored: true }),
    tls: tls.settings,
    timers: { ...base?.timers, ...timerSettings(options) },
    ...given('window', options.number('window')),
    rate: { ...base?.rate, ...given('total', options.number('rate')) },
    ...given('binds', options.number('binds')),
    isRetryAutomatic: true,
  });
  if (parsed.success) {
    const [problem] = settingsProblems(parsed.data);
    if (problem !== undefined) {
      throw new UsageError(
        `--${optionByPath.get(problem.path) ?? 'version'}: ${inOptions(problem.sentence)}`,
      );
    }
    return { settings: parsed.data, clientKeyPem: tls.clientKeyPem, stored };
  }
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new UsageError(`--${optionByPath.get(path) ?? 'host'}: ${messageOf(path, issue?.message)}`);
}

function messageOf(path: string, message: string | undefined): string {
  return path === 'version' ? 'the versions are 3.3, 3.4 and 5.0.' : (message ?? 'cannot be used');
}

function bindTypeOf(
  options: Options,
  base: TrunkSettings | null,
  bindTypes: readonly [BindType, ...BindType[]],
): BindType {
  if (options.text('bind') !== null || base === null) return options.choice('bind', bindTypes);
  if (bindTypes.includes(base.bindType)) return base.bindType;
  throw new UsageError(
    `“${base.name}” is bound as a ${base.bindType}, of no use to this command. Choose ${alternatives(bindTypes)} with --bind.`,
  );
}

function receiverSettings(options: Options, base: TrunkSettings | null): unknown {
  const isSeparate = options.firstGiven(['rx-host', 'rx-system-id', 'rx-system-type', 'rx-password-env']);
  return {
    ...base?.receiver,
    ...(isSeparate !== null && { isSeparate: true }),
    ...given('host', options.text('rx-host')),
    ...given('systemId', options.text('rx-system-id')),
    ...given(
      'systemType',
      options.text('rx-system-type') ?? (isSeparate === null ? null : options.text('system-type')),
    ),
  };
}

function outbindSettings(options: Options, base: TrunkSettings | null): unknown {
  const listenPort = options.portOrNone('outbind');
  const isEnabled = listenPort !== null || base?.outbind.isEnabled === true;
  const without = isEnabled ? null : options.firstGiven(['outbind-address', 'outbind-system-id']);
  if (without !== null) throw new UsageError(`--${without} needs --outbind.`);
  return {
    ...base?.outbind,
    isEnabled,
    ...given('listenPort', listenPort),
    ...given('listenAddress', options.text('outbind-address')),
    ...given('smscSystemId', options.text('outbind-system-id')),
  };
}

function timerSettings(options: Options): Partial<TrunkSettings['timers']> {
  return {
    ...given('connectionTimeoutSeconds', options.seconds('connection-timeout')),
    ...given('connectSeconds', options.seconds('connect-timeout')),
    ...given('tlsHandshakeSeconds', options.seconds('tls-timeout')),
    ...given('bindSeconds', options.seconds('bind-timeout')),
    ...given('responseSeconds', options.seconds('response-timeout')),
    ...given('enquireLinkSeconds', options.seconds('enquire-link')),
    ...(options.flag('enquire-link-always') && { enquireLinkMode: 'always' as const }),
    ...given('enquireLinkResponseSeconds', options.seconds('enquire-link-timeout')),
    ...given('inactivitySeconds', options.seconds('inactivity')),
  };
}

/** The field, unless it was left out. */
function given<K extends string, V>(key: K, value: V | null): Partial<Record<K, V>> {
  return value === null ? {} : ({ [key]: value } as Record<K, V>);
}

/** The option behind a field of the settings. */
const optionByPath: ReadonlyMap<string, keyof typeof connectionOptions> = new Map([
  ['bindType', 'bind'],
  ['txPort', 'port'],
  ['rxPort', 'rx-port'],
  ['receiver.host', 'rx-host'],
  ['receiver.systemId', 'rx-system-id'],
  ['receiver.systemType', 'rx-system-type'],
  ['outbind.listenPort', 'outbind'],
  ['outbind.listenAddress', 'outbind-address'],
  ['outbind.smscSystemId', 'outbind-system-id'],
  ['systemId', 'system-id'],
  ['systemType', 'system-type'],
  ['addressRange.range', 'address-range'],
  ['addressRange.ton', 'address-ton'],
  ['addressRange.npi', 'address-npi'],
  ['version', 'version'],
  ['tls.serverName', 'tls-server-name'],
  ['tls.caPem', 'tls-ca'],
  ['tls.clientCertificatePem', 'tls-cert'],
  ['tls.pinnedFingerprint', 'tls-fingerprint'],
  ['window', 'window'],
  ['rate.total', 'rate'],
  ['binds', 'binds'],
  ['timers.connectionTimeoutSeconds', 'connection-timeout'],
  ['timers.connectSeconds', 'connect-timeout'],
  ['timers.tlsHandshakeSeconds', 'tls-timeout'],
  ['timers.bindSeconds', 'bind-timeout'],
  ['timers.responseSeconds', 'response-timeout'],
  ['timers.enquireLinkSeconds', 'enquire-link'],
  ['timers.enquireLinkResponseSeconds', 'enquire-link-timeout'],
  ['timers.inactivitySeconds', 'inactivity'],
]);
