import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
import { attempt } from './attempt';
import { certificateFacts, certificateProblemKind, normalizeFingerprint } from './certificate-facts';
import { certificateError, validityWarning } from './certificate-problem';
import { ConnectError } from './connect-error';
import { SocketTransport } from './socket-transport';
import { alertError, handshakeError, sniName, type TlsTarget } from './tls-problem';
import { pinnedFingerprint, secureContextOf, type ConnectTlsOptions } from './tls-settings';
import type { PeerTrust, Transport } from './transport';

/** TLS 1.2 or newer over a TCP connection, which is destroyed where it fails. Rejects with a `ConnectError` only. */
export async function openTls(
  socket: Socket,
  target: TlsTarget,
  tls: ConnectTlsOptions,
  clock: Clock,
  signal: CancelSignal | undefined,
): Promise<Transport> {
  const { address } = target;
  try {
    return await attempt<Transport>(
      (succeed, fail) => {
        const pinned = pinnedFingerprint(tls);
        const secure = startTls(socket, target, tls);
        secure.once('secureConnect', () => {
          const trust = judgePeer(secure, target, { tls, pinned, nowMs: clock.now() });
          if (trust instanceof ConnectError) fail(trust);
          else succeed(new SocketTransport(secure, trust, (error) => alertError(target, error)));
        });
        secure.on('error', (error: Error) => fail(handshakeError(target, error)));
        return secure;
      },
      { clock, signal, address, timeoutMs: tls.handshakeTimeoutMs },
      () =>
        new ConnectError(
          'tls-timeout',
          `${address} accepted the connection but did not finish the TLS handshake within ${tls.handshakeTimeoutMs / 1000} s. It may speak plain SMPP: check the port and “Use SSL”.`,
        ),
    );
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function startTls(socket: Socket, target: TlsTarget, tls: ConnectTlsOptions): TLSSocket {
  const servername = sniName(target.name);
  const secure = connect({
    socket,
    host: target.name,
    ...(servername === undefined ? {} : { servername }),
    secureContext: secureContextOf(tls),
    // Judged on `secureConnect`, where the certificate can be read and its problem told with its facts; nothing of
    // ours is written before.
    rejectUnauthorized: false,
  });
  const { onKeyLog } = tls;
  if (onKeyLog !== undefined) {
    secure.on('keylog', (line: Buffer) => onKeyLog(line.toString('latin1').trimEnd()));
  }
  return secure;
}

interface Judging {
  readonly tls: ConnectTlsOptions;
  readonly pinned: string | null;
  readonly nowMs: number;
}

/** A pinned fingerprint decides alone; otherwise the chain, the name and the days do, unless any is accepted. */
function judgePeer(
  secure: TLSSocket,
  target: TlsTarget,
  { tls, pinned, nowMs }: Judging,
): PeerTrust | ConnectError {
  const certificate = certificateFacts(secure.getPeerCertificate());
  if (pinned !== null) {
    const isPinned = normalizeFingerprint(certificate?.fingerprintSha256 ?? '') === pinned;
    if (certificate !== null && isPinned) {
      return { certificate, checkedBy: 'fingerprint', warning: validityWarning(certificate, nowMs) };
    }
    return certificateError(target, 'fingerprint-mismatch', certificate, 'no fingerprint');
  }
  if (secure.authorized) return { certificate, checkedBy: 'authority', warning: null };
  // Node types it as an Error; it is the code of the failed check.
  const code = String(secure.authorizationError);
  const error = certificateError(target, certificateProblemKind(code), certificate, code);
  if (!tls.acceptsAnyCertificate) return error;
  return { certificate, checkedBy: 'nobody', warning: error.sentence };
}
