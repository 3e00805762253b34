import { readFile } from 'node:fs/promises';
import type { TrunkSettings } from '#shared/model/trunk';
import { UsageError } from './exit-codes';
import type { Options } from './options';

export interface TlsOptions {
  readonly settings: Partial<TrunkSettings['tls']>;
  readonly clientKeyPem: string | null;
}

/** The options about TLS, over those of a stored trunk. Throws a `UsageError`. */
export async function tlsSettings(options: Options, base: TrunkSettings['tls'] | null): Promise<TlsOptions> {
  const isEnabled = options.flag('tls') || base?.isEnabled === true;
  const without = isEnabled
    ? null
    : options.firstGiven([
        'tls-ca',
        'tls-cert',
        'tls-key',
        'tls-server-name',
        'tls-fingerprint',
        'tls-insecure',
      ]);
  if (without !== null) throw new UsageError(`--${without} needs --tls.`);
  const certificate = options.text('tls-cert');
  const key = options.text('tls-key');
  if ((certificate === null) !== (key === null)) {
    throw new UsageError('--tls-cert and --tls-key go together: a certificate is of no use without its key.');
  }
  const serverName = options.text('tls-server-name');
  const fingerprint = options.text('tls-fingerprint');
  const authority = options.text('tls-ca');
  return {
    settings: {
      ...base,
      isEnabled,
      ...(options.flag('tls-insecure') && { acceptsAnyCertificate: true }),
      ...(serverName !== null && { serverName }),
      ...(fingerprint !== null && { pinnedFingerprint: fingerprint }),
      ...(authority !== null && { caPem: await readPem('tls-ca', authority) }),
      ...(certificate !== null && {
        clientCertificatePem: certificatesOf(await readPem('tls-cert', certificate)),
      }),
    },
    clientKeyPem: key === null ? null : await readPem('tls-key', key),
  };
}

/** Many a file holds the certificate and its key: the key is read from --tls-key, and is no part of settings. */
function certificatesOf(pem: string): string {
  return pem.replaceAll(/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/gu, '');
}

async function readPem(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--${option}: the file ${file} cannot be read.`, { cause: error });
  }
}
