import { ConnectError } from './connect-error';
import { errorCode } from './tls-problem';

/** Node tries all addresses of a name and then gives one error holding the others: the last one says most. */
function firstCause(error: unknown): unknown {
  if (error instanceof AggregateError) {
    const causes: readonly unknown[] = error.errors;
    return causes.find((cause) => errorCode(cause) === 'ECONNREFUSED') ?? causes.at(-1) ?? error;
  }
  return error;
}

/** What kept a TCP connection to `address` ("host:port") from being made. */
export function tcpError(host: string, address: string, error: unknown): ConnectError {
  const cause = firstCause(error);
  switch (errorCode(cause)) {
    case 'ENOTFOUND':
      return new ConnectError(
        'name-not-found',
        `There is no address for the name ${host}. Check how it is spelled, and whether it needs a VPN.`,
        cause,
      );
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new ConnectError(
        'name-not-found',
        `The name ${host} could not be looked up: no name server answered. Check this computer’s network.`,
        cause,
      );
    case 'ECONNREFUSED':
      return new ConnectError(
        'refused',
        `${address} refused the connection: nothing listens there, or a firewall rejects it. Check host and port.`,
        cause,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return new ConnectError(
        'unreachable',
        `No route leads to ${address}. Check this computer’s network, the VPN and the host.`,
        cause,
      );
    case 'EACCES':
    case 'EPERM':
      return new ConnectError(
        'unreachable',
        `This computer does not allow a connection to ${address}. Check its firewall.`,
        cause,
      );
    case 'ETIMEDOUT':
      return timeoutError(address, null, cause);
    case 'ECONNRESET':
    case 'EPIPE':
      return new ConnectError(
        'reset',
        `${address} took the connection and dropped it at once. It may not admit this computer’s address.`,
        cause,
      );
    default: {
      const message = cause instanceof Error ? cause.message : String(cause);
      return new ConnectError('unreachable', `The connection to ${address} failed: ${message}`, cause);
    }
  }
}

/** `afterMs` is null when the operating system gave up by itself. */
export function timeoutError(address: string, afterMs: number | null, cause?: unknown): ConnectError {
  const within = afterMs === null ? '' : ` within ${afterMs / 1000} s`;
  return new ConnectError(
    'timeout',
    `${address} did not answer${within}. A firewall may swallow the connection, or this computer’s address is not admitted there.`,
    cause,
  );
}
