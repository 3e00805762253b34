import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
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
