import { X509Certificate } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { ConnectError } from './connect-error';
import { formatAddress, SocketTransport } from './socket-transport';
import { tcpError, timeoutError } from './tcp-problem';
import { certificateError, alertError, handshakeError, sniName, type TlsTarget } from './tls-problem';
import type { Transport } from './transport';

export interface ConnectTlsOptions {
  /** For SNI, and the name that the certificate must carry; empty takes the host. */
  readonly serverName: string;
  /** PEM of the certificate authorities that are trusted; empty takes the public ones. */
  readonly caPem: string;
  readonly acceptsAnyCertificate: boolean;
  readonly handshakeTimeoutMs: number;
}

export interface ConnectOptions {
  /** Name, IPv4 or IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly tls?: ConnectTlsOptions;
}

/** Opens a TCP connection, and TLS 1.2 or newer on it if asked for. Rejects with a `ConnectError` only. */
export async function connectTransport(
  options: ConnectOptions,
  clock: Clock,
  signal?: CancelSignal,
): Promise<Transport> {
  const host = options.host.replace(/^\[(.*)\]$/u, '$1');
  const address = formatAddress(host, options.port);
  const socket = await openTcp(host, options, address, clock, signal);
  if (options.tls === undefined) return new SocketTransport(socket);
  const name = options.tls.serverName === '' ? host : options.tls.serverName;
  return await openTls(socket, { address, name }, options.tls, clock, signal);
}

async function openTcp(
  host: string,
  options: ConnectOptions,
  address: string,
  clock: Clock,
  signal: CancelSignal | undefined,
): Promise<Socket> {
  return await attempt<Socket>(
    (succeed, fail) => {
      const socket = connectTcp({
        host,
        port: options.port,
        noDelay: true,
        // A name may have several addresses, tried one after the other. Node gives each a quarter of a second, which is
        // less than a far SMSC takes to answer.
        autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(options.connectTimeoutMs / 4)),
      });
      socket.once('connect', () => succeed(socket));
      socket.on('error', (error) => fail(tcpError(host, address, error)));
      return socket;
    },
    { clock, signal, address, timeoutMs: options.connectTimeoutMs },
    () => timeoutError(address, options.connectTimeoutMs),
  );
}

async function openTls(
  socket: Socket,
  target: TlsTarget,
  tls: ConnectTlsOptions,
  clock: Clock,
  signal: CancelSignal | undefined,
): Promise<Transport> {
  return await attempt<Transport>(
    (succeed, fail) => {
      const secure = startTls(socket, target, tls);
      secure.once('secureConnect', () => {
        if (!secure.authorized && !tls.acceptsAnyCertificate) {
          // Node types it as an Error; it is the code of the failed check.
          const code = String(secure.authorizationError);
          fail(certificateError(target, code, secure.getPeerCertificate()));
        } else {
          const note = secure.authorized ? '' : ', certificate not checked';
          succeed(new SocketTransport(secure, note, (error) => alertError(target, error)));
        }
      });
      secure.on('error', (error: Error) => fail(handshakeError(target, error)));
      return secure;
    },
    { clock, signal, address: target.address, timeoutMs: tls.handshakeTimeoutMs },
    () =>
      new ConnectError(
        'tls-timeout',
        `${target.address} accepted the connection but did not finish the TLS handshake within ${tls.handshakeTimeoutMs / 1000} s. It may speak plain SMPP: check the port and “Use SSL”.`,
      ),
  ).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
}

function startTls(socket: Socket, target: TlsTarget, tls: ConnectTlsOptions): TLSSocket {
  const servername = sniName(target.name);
  return connectTls({
    socket,
    host: target.name,
    ...(servername === undefined ? {} : { servername }),
    secureContext: trustOf(tls),
    // Judged on `secureConnect`, where the certificate can be read and its problem told with its facts; nothing of
    // ours is written before.
    rejectUnauthorized: false,
  });
}

/** The authorities that the certificate is checked against. Node passes over PEM that it cannot read without a word. */
function trustOf({ caPem }: ConnectTlsOptions): SecureContext {
  if (caPem === '') return createSecureContext({ minVersion: 'TLSv1.2' });
  const certificates = caPem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu) ?? [];
  try {
    if (certificates.length === 0) throw new Error('no certificate in PEM was found');
    for (const certificate of certificates) new X509Certificate(certificate);
    return createSecureContext({ minVersion: 'TLSv1.2', ca: caPem });
  } catch (error) {
    throw new ConnectError(
      'certificate',
      'The trunk’s own certificate authority cannot be read: it must be one or more certificates in PEM.',
      error,
    );
  }
}

interface AttemptLimits {
  readonly clock: Clock;
  readonly signal: CancelSignal | undefined;
  readonly address: string;
  readonly timeoutMs: number;
}

/** One step with a time limit that can be cancelled; when it fails, what `start` opened is destroyed. */
async function attempt<T>(
  start: (succeed: (value: T) => void, fail: (error: ConnectError) => void) => Socket,
  limits: AttemptLimits,
  onTimeout: () => ConnectError,
): Promise<T> {
  const { clock, signal, address, timeoutMs } = limits;
  return await new Promise<T>((resolve, reject) => {
    let timer: TimerHandle | null = null;
    let socket: Socket | null = null;
    let isDone = false;
    const finish = (): boolean => {
      if (isDone) return false;
      isDone = true;
      timer?.cancel();
      signal?.removeEventListener('abort', cancel);
      return true;
    };
    const fail = (error: ConnectError): void => {
      if (!finish()) return;
      socket?.destroy();
      reject(error);
    };
    const cancel = (): void =>
      fail(new ConnectError('cancelled', `The connection to ${address} was called off.`));
    if (signal?.aborted === true) {
      cancel();
      return;
    }
    socket = start((value) => {
      if (finish()) resolve(value);
    }, fail);
    timer = clock.startTimer(timeoutMs, () => fail(onTimeout()));
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
