import { isIP } from 'node:net';
import type { PeerCertificate } from 'node:tls';
import { ConnectError } from './connect-error';

/** Where a connection was to go, for the sentences: `host:port`, and the name the certificate must carry. */
export interface TlsTarget {
  readonly address: string;
  readonly name: string;
}

/** The code of a Node or OpenSSL error; empty when there is none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** Node's type promises every field; a peer's certificate need not have them. */
type Facts = Partial<PeerCertificate>;

/** Why a certificate was not accepted, with its facts, and what to do. `code` is Node's authorizationError. */
export function certificateError(
  target: TlsTarget,
  code: string,
  certificate: PeerCertificate,
  cause?: unknown,
): ConnectError {
  return new ConnectError('certificate', certificateSentence(target, code, certificate), cause);
}

function certificateSentence(target: TlsTarget, code: string, certificate: Facts): string {
  const { address, name } = target;
  const subject = nameIn(certificate.subject, 'no common name');
  const issuer = nameIn(certificate.issuer, 'an unnamed issuer');
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${address} (${subject}) expired on ${certificate.valid_to}. The SMSC’s operator has to renew it; until then only “accept any certificate” lets the trunk connect.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${address} (${subject}) is not valid before ${certificate.valid_from}. Check this computer’s date and time.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return `The certificate of ${address} is for ${certificateNames(certificate)}, not for ${name}. Enter one of these as the server name if that is the right SMSC.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `The certificate of ${address} (${subject}) is self-signed, so nobody vouches for it. Ask the SMSC’s operator for this certificate and enter it as own certificate authority.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `The certificate of ${address} (${subject}) was issued by a private certificate authority that is not known here. Ask the SMSC’s operator for its root certificate and enter it as own certificate authority.`;
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate of ${address} (${subject}) was issued by ${issuer}, which is not known here. Enter that issuer’s certificate as own certificate authority; a public one may also mean that the SMSC does not send its intermediate certificate.`;
    case 'CERT_REVOKED':
      return `The certificate of ${address} (${subject}) was revoked by ${issuer}. Do not send credentials to it; ask the SMSC’s operator.`;
    default:
      return `The certificate of ${address} (${subject}, issued by ${issuer}) was not accepted: ${code}.`;
  }
}

/** The common name, or the organisation for an issuer without one. */
function nameIn(name: Facts['subject'], otherwise: string): string {
  const value = name?.CN ?? name?.O;
  return typeof value === 'string' ? value : (value?.join(', ') ?? otherwise);
}

function certificateNames(certificate: Facts): string {
  const names = (certificate.subjectaltname ?? '')
    .split(', ')
    .map((entry) => entry.replace(/^(DNS|IP Address):/u, ''))
    .filter((entry) => entry !== '');
  return names.length > 0 ? names.join(', ') : nameIn(certificate.subject, 'no name at all');
}

/** What kept the TLS handshake itself from finishing. */
export function handshakeError(target: TlsTarget, error: Error): ConnectError {
  return new ConnectError('tls', handshakeSentence(target, error), error);
}

/**
 * An error of a TLS connection that was made. The handshake of TLS 1.3 is done for us before the peer has judged our side
 * of it, so a client certificate that is missing is told as an alert only now.
 */
export function alertError(target: TlsTarget, error: Error): Error {
  return errorCode(error).startsWith('ERR_SSL_') ? handshakeError(target, error) : error;
}

function handshakeSentence({ address, name }: TlsTarget, error: Error): string {
  switch (errorCode(error)) {
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_RECORD_LAYER_FAILURE':
    case 'ERR_SSL_HTTP_REQUEST':
    case 'ERR_SSL_UNEXPECTED_MESSAGE':
      return `${address} does not answer as TLS; it may speak plain SMPP. Switch “Use SSL” off, or use the SMSC’s TLS port (often 3550).`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `${address} closed the connection during the TLS handshake; it may speak plain SMPP, or not admit this computer. Check the port and “Use SSL”.`;
    case 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION':
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
    case 'ERR_SSL_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED':
      return `${address} only offers a version of TLS older than 1.2, which is not safe and not used here. The SMSC’s operator has to enable TLS 1.2 or newer.`;
    case 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE':
    case 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE':
    case 'ERR_SSL_NO_CIPHERS_AVAILABLE':
      return `${address} refused the TLS handshake: no cipher in common, or it asks for a client certificate. Ask the SMSC’s operator what it requires.`;
    case 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED':
      return `${address} asks for a client certificate, and the trunk has none.`;
    case 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME':
    case 'ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME':
      return `${address} does not know the server name ${name}. Check the server name of the trunk.`;
    default:
      return `The TLS handshake with ${address} failed: ${error.message}`;
  }
}

/** The name that goes into SNI: an address is none (RFC 6066 section 3). */
export function sniName(name: string): string | undefined {
  return isIP(name) === 0 ? name : undefined;
}
