import { ConnectError, type ConnectErrorKind } from './connect-error';
import { errorCode } from './tls-problem';

/** What kept a TCP connection to `address` ("host:port") from being made. */
export function tcpError(host: string, address: string, cause: unknown): ConnectError {
  switch (errorCode(cause)) {
    case 'ENOTFOUND':
      return new ConnectError(
        'name-not-found',
        `There is no address for the name ${host}. Check how it is spelled, and whether it needs a VPN.`,
        { cause },
      );
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new ConnectError(
        'name-not-found',
        `The name ${host} could not be looked up: no name server answered. Check this computer’s network.`,
        { cause },
      );
    case 'ECONNREFUSED':
      return new ConnectError(
        'refused',
        `${address} refused the connection: nothing listens there, or a firewall rejects it. Check host and port.`,
        { cause },
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
        { cause },
      );
    case 'EACCES':
    case 'EPERM':
      return new ConnectError(
        'unreachable',
        `This computer does not allow a connection to ${address}. Check its firewall.`,
        { cause },
      );
    case 'ETIMEDOUT':
      return timeoutError(address, null, cause);
    case 'ECONNRESET':
    case 'EPIPE':
      return new ConnectError(
        'reset',
        `${address} took the connection and dropped it at once. It may not admit this computer’s address.`,
        { cause },
      );
    default: {
      const message = cause instanceof Error ? cause.message : String(cause);
      return new ConnectError('unreachable', `The connection to ${address} failed: ${message}`, { cause });
    }
  }
}

/** `afterMs` is null when the operating system gave up by itself. */
export function timeoutError(address: string, afterMs: number | null, cause?: unknown): ConnectError {
  const within = afterMs === null ? '' : ` within ${Math.round(afterMs / 100) / 10} s`;
  return new ConnectError(
    'timeout',
    `${address} did not answer${within}. A firewall may swallow the connection, or this computer’s address is not admitted there.`,
    { cause },
  );
}

/**
 * What to say where no address of a host took the connection: a refusal says most, else the last one counts. `where` is
 * "host:port".
 */
export function triedAll(
  where: string,
  tried: readonly { readonly address: string; readonly error: ConnectError }[],
): ConnectError {
  const errors = tried.map(({ error }) => error);
  const main = errors.find(({ kind }) => kind === 'refused') ?? errors.at(-1);
  if (main === undefined) return timeoutError(where, 0);
  if (tried.length === 1) return main;
  const all = tried.map(({ address, error }) => `${address} ${outcomeWords[error.kind]}`).join(', ');
  return new ConnectError(main.kind, `No address of ${where} took the connection: ${all}. ${advice}`, {
    cause: main,
  });
}

const advice = 'Check host and port, this computer’s network, and whether its address is admitted there.';

const outcomeWords: Readonly<Record<ConnectErrorKind, string>> = {
  'name-not-found': 'was not found',
  refused: 'refused',
  unreachable: 'cannot be reached',
  timeout: 'did not answer',
  'tls-timeout': 'did not finish TLS',
  certificate: 'has a wrong certificate',
  tls: 'failed in TLS',
  reset: 'dropped it at once',
  cancelled: 'was not tried',
};
