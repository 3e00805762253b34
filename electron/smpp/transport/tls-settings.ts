import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { normalizeFingerprint } from './certificate-facts';
import { ConnectError } from './connect-error';
import { authoritiesFromFiles, trustSystemAuthorities } from './system-authorities';

export interface ConnectTlsOptions {
  /** For SNI, and the name that the certificate must carry; empty takes the host. */
  readonly serverName: string;
  /** PEM of the certificate authorities that are trusted; empty takes those of Node and the operating system. */
  readonly caPem: string;
  readonly acceptsAnyCertificate: boolean;
  readonly handshakeTimeoutMs: number;
  /** What this side shows where the peer asks for it: certificate chain and key, in PEM. */
  readonly client?: { readonly certificatePem: string; readonly keyPem: string };
  /** SHA-256 of the one certificate that is accepted, in hexadecimal; it then decides alone. Empty pins none. */
  readonly fingerprintSha256?: string;
  /** Called with each line of the key log (the format of NSS, without its line break) of this connection. */
  readonly onKeyLog?: (line: string) => void;
}

/** What TLS is started with. Throws a `ConnectError` for settings of the trunk that cannot be read. */
export function secureContextOf({ caPem, client }: ConnectTlsOptions): SecureContext {
  if (caPem !== '') checkAuthority(caPem);
  if (client !== undefined) checkClient(client);
  return createSecureContext({
    minVersion: 'TLSv1.2',
    ...(caPem === '' ? systemAuthorities() : { ca: caPem }),
    ...(client === undefined ? {} : { cert: client.certificatePem, key: client.keyPem }),
  });
}

let fromSystem: { readonly ca?: readonly string[] } | null = null;

/** Read once for the process: as Node's defaults where it can, and else as a list of their own. */
function systemAuthorities(): { ca?: string[] } {
  fromSystem ??= trustSystemAuthorities() ? {} : { ca: authoritiesFromFiles(process.env) };
  return fromSystem.ca === undefined ? {} : { ca: [...fromSystem.ca] };
}

/** Node takes a certificate without a key, and says only in the handshake that it has none. */
function checkClient({ certificatePem, keyPem }: NonNullable<ConnectTlsOptions['client']>): void {
  try {
    const key = createPrivateKey(keyPem);
    if (new X509Certificate(certificatePem).checkPrivateKey(key)) return;
    throw new Error('the key belongs to another certificate');
  } catch (error) {
    throw new ConnectError(
      'certificate',
      'The trunk’s client certificate cannot be used: it must be a certificate in PEM with the key, without a passphrase, that belongs to it.',
      { cause: error },
    );
  }
}

/** The pinned fingerprint as 64 digits, null for none. Throws a `ConnectError` for one that is none. */
export function pinnedFingerprint({ fingerprintSha256 = '' }: ConnectTlsOptions): string | null {
  if (fingerprintSha256 === '') return null;
  const digits = normalizeFingerprint(fingerprintSha256);
  if (digits !== null) return digits;
  throw new ConnectError(
    'certificate',
    'The trunk’s pinned fingerprint cannot be used: a SHA-256 fingerprint has 64 hexadecimal digits.',
  );
}

/** Node passes over PEM that it cannot read without a word. */
function checkAuthority(caPem: string): void {
  const certificates = caPem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu) ?? [];
  try {
    if (certificates.length === 0) throw new Error('no certificate in PEM was found');
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (error) {
    throw new ConnectError(
      'certificate',
      'The trunk’s own certificate authority cannot be read: it must be one or more certificates in PEM.',
      { cause: error },
    );
  }
}
