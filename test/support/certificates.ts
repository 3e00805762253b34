import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 3600 * 1000;
let serialNumber = 1;

export interface Identity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface CertificateOptions {
  readonly name: string;
  /** DNS names and addresses of subjectAltName. */
  readonly names?: readonly string[];
  /** Days from today, negative for the past: default -1 to 30. */
  readonly fromDays?: number;
  readonly toDays?: number;
}

interface Issuer {
  readonly name: string;
  readonly keys: CryptoKeyPair;
}

async function pemOf(keys: CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

async function createKeys(): Promise<CryptoKeyPair> {
  return await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function issue(
  options: CertificateOptions,
  keys: CryptoKeyPair,
  issuer: Issuer,
  extensions: x509.Extension[],
): Promise<string> {
  const { name, fromDays = -1, toDays = 30 } = options;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: (serialNumber++).toString(16).padStart(2, '0'),
    subject: `CN=${name}`,
    issuer: `CN=${issuer.name}`,
    notBefore: new Date(Date.now() + fromDays * DAY_MS),
    notAfter: new Date(Date.now() + toDays * DAY_MS),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    extensions,
  });
  return certificate.toString('pem');
}

function alternativeNames(names: readonly string[]): x509.Extension {
  return new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: /^[\d.]+$|:/u.test(value) ? ('ip' as const) : ('dns' as const), value })),
  );
}

/** A certificate authority made for one test file; nothing outside it trusts it. */
export class TestAuthority {
  readonly certificatePem: string;
  readonly #issuer: Issuer;

  private constructor(certificatePem: string, issuer: Issuer) {
    this.certificatePem = certificatePem;
    this.#issuer = issuer;
  }

  static async create(name = 'Test authority'): Promise<TestAuthority> {
    const keys = await createKeys();
    const issuer = { name, keys };
    const certificatePem = await issue({ name, toDays: 60 }, keys, issuer, [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ]);
    return new TestAuthority(certificatePem, issuer);
  }

  async issue(options: CertificateOptions): Promise<Identity> {
    const keys = await createKeys();
    const certificatePem = await issue(options, keys, this.#issuer, [
      alternativeNames(options.names ?? [options.name]),
    ]);
    return { certificatePem, keyPem: await pemOf(keys) };
  }
}

/** A certificate that only vouches for itself. */
export async function selfSigned(options: CertificateOptions): Promise<Identity> {
  const keys = await createKeys();
  const issuer = { name: options.name, keys };
  const certificatePem = await issue(options, keys, issuer, [
    alternativeNames(options.names ?? [options.name]),
  ]);
  return { certificatePem, keyPem: await pemOf(keys) };
}
