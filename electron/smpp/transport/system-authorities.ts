import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** What Node has of this; both since 24.5, so neither is in older ones. */
export interface AuthorityStore {
  readonly getCACertificates?: (type: 'default' | 'system') => readonly string[];
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void;
}

/**
 * Has TLS trust the operating system's certificate authorities beside those that Node brings, so that a company's own
 * counts here as everywhere else on the computer. Once for the process, since reading them takes a while. Answers whether
 * Node could; else `authoritiesFromFiles` has to do.
 */
export function trustSystemAuthorities(store: AuthorityStore = tls as AuthorityStore): boolean {
  const { getCACertificates, setDefaultCACertificates } = store;
  if (getCACertificates === undefined || setDefaultCACertificates === undefined) return false;
  try {
    const known = getCACertificates('default');
    // With OpenSSL's own store Node names none, and would have none left.
    if (known.length === 0) return false;
    setDefaultCACertificates([...new Set([...known, ...getCACertificates('system')])]);
    return true;
  } catch {
    return false;
  }
}

/** Where systems keep all the authorities that they trust in one file: Debian, Fedora, SUSE, Alpine and macOS, BSD. */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/etc/ssl/cert.pem',
];

const certificates = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu;

/**
 * For a Node that cannot read the system's store: its own authorities, those of NODE_EXTRA_CA_CERTS, and those of
 * SSL_CERT_FILE or else of the first file in which a system keeps them, as PEM, each once. A file that is not there, and
 * what in it is no certificate, is passed over.
 */
export function authoritiesFromFiles(
  environment: Readonly<Record<string, string | undefined>>,
  readText: (path: string) => string = (path) => readFileSync(path, 'latin1'),
): string[] {
  const { SSL_CERT_FILE: named = '', NODE_EXTRA_CA_CERTS: extra = '' } = environment;
  const found = new Map(tls.rootCertificates.map((pem) => [base64Of(pem), pem]));
  const take = (path: string): boolean => {
    const pems = path === '' ? [] : certificatesIn(path, readText);
    for (const pem of pems)
      if (!found.has(base64Of(pem)) && isCertificate(pem)) found.set(base64Of(pem), pem);
    return pems.length > 0;
  };
  take(extra);
  if (!take(named)) SYSTEM_FILES.some(take);
  return [...found.values()];
}

function certificatesIn(path: string, readText: (path: string) => string): readonly string[] {
  try {
    return readText(path).match(certificates) ?? [];
  } catch {
    return [];
  }
}

const base64Of = (pem: string): string => pem.replace(/-----[^-]*-----|\s/gu, '');

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
