import type { PeerCertificate } from 'node:tls';

/** What a peer's certificate says of itself. */
export interface CertificateFacts {
  /** The common name, or the organisation; empty when it has neither. */
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses of subjectAltName. */
  readonly names: readonly string[];
  /** Milliseconds since the Unix epoch; null when they cannot be read. */
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
  /** Of the whole certificate: 32 octets in upper-case hexadecimal, with colons. */
  readonly fingerprintSha256: string;
  readonly serialNumber: string;
}

/** Why a certificate was not accepted. */
export type CertificateProblemKind =
  | 'expired'
  | 'not-yet-valid'
  | 'name-mismatch'
  | 'unknown-issuer'
  | 'private-issuer'
  | 'self-signed'
  | 'fingerprint-mismatch'
  | 'other';

/** Node's type promises every field; a peer's certificate need not have them. */
type PartialCertificate = Partial<PeerCertificate>;

/** Null when the peer showed none. */
export function certificateFacts(certificate: PartialCertificate): CertificateFacts | null {
  const { fingerprint256 } = certificate;
  if (fingerprint256 === undefined) return null;
  return {
    subject: nameIn(certificate.subject),
    issuer: nameIn(certificate.issuer),
    names: alternativeNames(certificate.subjectaltname ?? ''),
    validFromMs: timeOf(certificate.valid_from),
    validToMs: timeOf(certificate.valid_to),
    fingerprintSha256: fingerprint256,
    serialNumber: certificate.serialNumber ?? '',
  };
}

/** A fingerprint as 64 lower-case digits; null for text that is no SHA-256 fingerprint. Colons and spaces do not count. */
export function normalizeFingerprint(text: string): string | null {
  const digits = text.replaceAll(/[\s:]/gu, '').toLowerCase();
  return /^[\da-f]{64}$/u.test(digits) ? digits : null;
}

/** Node's authorizationError as one of the problems that have words. */
export function certificateProblemKind(code: string): CertificateProblemKind {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'expired';
    case 'CERT_NOT_YET_VALID':
      return 'not-yet-valid';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'name-mismatch';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'self-signed';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'private-issuer';
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'unknown-issuer';
    default:
      return 'other';
  }
}

function nameIn(name: PartialCertificate['subject']): string {
  const value = name?.CN ?? name?.O;
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}

/** Node quotes a name that holds a comma as JSON does. */
function alternativeNames(text: string): string[] {
  const entries = text.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/gu) ?? [];
  return entries
    .map((entry) => entry.trim().replace(/^(?:DNS|IP Address):/u, ''))
    .filter((entry) => entry !== '');
}

function timeOf(text: string | undefined): number | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : ms;
}
