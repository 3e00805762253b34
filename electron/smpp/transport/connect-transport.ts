import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
import { ConnectError } from './connect-error';
import { openTcp, type TcpTarget } from './open-tcp';
import { openTls } from './open-tls';
import { formatAddress, SocketTransport } from './socket-transport';
import type { ConnectTlsOptions } from './tls-settings';
import type { Transport } from './transport';

export type { ConnectTlsOptions } from './tls-settings';
export type { ConnectAttempt } from './open-tcp';

/** `host` is a name, an IPv4 or an IPv6 address. */
export interface ConnectOptions extends TcpTarget {
  readonly tls?: ConnectTlsOptions;
}

/** Opens a TCP connection, and TLS 1.2 or newer on it if asked for. Rejects with a `ConnectError` only. */
export async function connectTransport(
  options: ConnectOptions,
  clock: Clock,
  signal?: CancelSignal,
): Promise<Transport> {
  const host = options.host.replace(/^\[(.*)\]$/u, '$1');
  const socket = await openTcp({ ...options, host }, clock, signal);
  if (options.tls === undefined) return new SocketTransport(socket);
  const name = options.tls.serverName === '' ? host : options.tls.serverName;
  const address = formatAddress(host, options.port);
  return await openTls(socket, { address, name }, options.tls, clock, signal);
}

/** The first of several hosts that took the connection, and where it stands among them. */
export interface FirstConnection {
  readonly transport: Transport;
  readonly index: number;
}

/**
 * Tries several hosts in their order, each in full, and takes the first that answers. A host that fails is told to
 * `onFailed`; the last one's error is thrown. Rejects with a `ConnectError` only.
 */
export async function connectFirst(
  hosts: readonly [ConnectOptions, ...ConnectOptions[]],
  clock: Clock,
  onFailed: (index: number, error: ConnectError) => void,
  signal?: CancelSignal,
): Promise<FirstConnection> {
  let [options] = hosts;
  for (let index = 0; ; index += 1) {
    try {
      return { transport: await connectTransport(options, clock, signal), index };
    } catch (error) {
      if (!(error instanceof ConnectError) || error.kind === 'cancelled') throw error;
      onFailed(index, error);
      const next = hosts[index + 1];
      if (next === undefined) throw error;
      options = next;
    }
  }
}
