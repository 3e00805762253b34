import { readFile } from 'node:fs/promises';
import type { ParseArgsConfig } from 'node:util';
import { trunkSettings, type BindType, type TrunkSettings } from '#shared/model/trunk';
import type { CliIo } from './cli-io';
import { UsageError } from './exit-codes';
import type { Options } from './options';

export const connectionOptions = {
  host: { type: 'string' },
  port: { type: 'string' },
  'system-id': { type: 'string' },
  'system-type': { type: 'string' },
  'password-env': { type: 'string' },
  bind: { type: 'string' },
  tls: { type: 'boolean' },
  'tls-ca': { type: 'string' },
  'tls-server-name': { type: 'string' },
  'tls-insecure': { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

export const connectionHelp = `  --host HOST              name or address of the SMSC
  --port PORT              its port
  --system-id ID           system ID to log in with
  --system-type TYPE       system type, where the SMSC wants one
  --password-env NAME      the password is the value of this environment variable;
                           without it, it is the first line of standard input
  --tls                    connect with TLS 1.2 or newer
  --tls-ca FILE            trust the certificate authorities in this PEM file
  --tls-server-name NAME   name that the certificate must carry (default: the host)
  --tls-insecure           accept any certificate: anybody in between can read along`;

/** What to connect to and as whom, as settings of a trunk; `--password-env` is read by `readPassword`. */
export async function connectionSettings(
  options: Options,
  bindType: BindType,
  extra: { readonly isRetryAutomatic: boolean; readonly connectionTimeoutSeconds?: number },
): Promise<TrunkSettings> {
  const port = options.port('port', 1);
  const { connectionTimeoutSeconds, isRetryAutomatic } = extra;
  const parsed = trunkSettings.safeParse({
    name: 'Command line',
    host: options.required('host'),
    txPort: port,
    rxPort: port,
    bindType,
    systemId: options.required('system-id'),
    systemType: options.text('system-type') ?? '',
    tls: await tlsSettings(options),
    timers: connectionTimeoutSeconds === undefined ? {} : { connectionTimeoutSeconds },
    isRetryAutomatic,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${optionOf(issue?.path[0])}: ${issue?.message ?? 'cannot be used'}`);
}

async function tlsSettings(options: Options): Promise<Partial<TrunkSettings['tls']>> {
  const caFile = options.text('tls-ca');
  const serverName = options.text('tls-server-name');
  const acceptsAnyCertificate = options.flag('tls-insecure');
  const isEnabled = options.flag('tls');
  if (!isEnabled && (caFile !== null || serverName !== null || acceptsAnyCertificate)) {
    throw new UsageError('--tls-ca, --tls-server-name and --tls-insecure need --tls.');
  }
  return {
    isEnabled,
    acceptsAnyCertificate,
    ...(serverName === null ? {} : { serverName }),
    ...(caFile === null ? {} : { caPem: await readCa(caFile) }),
  };
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--tls-ca: the file ${file} cannot be read.`, { cause: error });
  }
}

/** The password of `--password-env` or of standard input. */
export async function readPassword(options: Options, io: CliIo): Promise<string> {
  const name = options.text('password-env');
  if (name !== null) return passwordFromEnvironment(name, io);
  const line = await io.readPassword();
  if (line !== null) return line;
  throw new UsageError(
    'There is no password: standard input has no line. Write it there, or name an environment variable with --password-env.',
  );
}

export function passwordFromEnvironment(name: string, io: CliIo): string {
  const value = io.environment[name];
  if (value !== undefined) return value;
  throw new UsageError(`--password-env: there is no environment variable ${name}.`);
}

function optionOf(key: PropertyKey | undefined): string {
  switch (key) {
    case 'systemId':
      return 'system-id';
    case 'systemType':
      return 'system-type';
    case 'tls':
      return 'tls-ca';
    case 'timers':
      return 'connection-timeout';
    default:
      return 'host';
  }
}
