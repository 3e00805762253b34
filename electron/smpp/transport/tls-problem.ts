import { isIP } from 'node:net';
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

/** What kept the TLS handshake itself from finishing. */
export function handshakeError(target: TlsTarget, error: Error): ConnectError {
  return new ConnectError('tls', handshakeSentence(target, error), { cause: error });
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
