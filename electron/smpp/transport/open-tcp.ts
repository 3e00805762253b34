import { lookup } from 'node:dns';
import { connect, isIP, type Socket } from 'node:net';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
import { attempt } from './attempt';
import { ConnectError } from './connect-error';
import { formatAddress } from './socket-transport';
import { tcpError, timeoutError, triedAll } from './tcp-problem';

/** One address of a host that was tried, and what came of it. */
export interface ConnectAttempt {
  /** As it was asked for: a name or an address. */
  readonly host: string;
  /** "address:port", with the address that the name stands for. */
  readonly address: string;
  /** Null: the TCP connection was made. */
  readonly error: ConnectError | null;
}

export interface TcpTarget {
  readonly host: string;
  readonly port: number;
  /** For the look-up and all addresses together. */
  readonly connectTimeoutMs: number;
  readonly onAttempt?: (attempt: ConnectAttempt) => void;
  /** Gives the addresses of a name, in the order of preference; the operating system's if left out. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
}

/**
 * A TCP connection to the first address of a host that takes it. Addresses are tried one after the other, the families
 * in turn (RFC 8305 section 4), each with its share of the time that is left. Rejects with a `ConnectError` only.
 */
export async function openTcp(
  target: TcpTarget,
  clock: Clock,
  signal: CancelSignal | undefined,
): Promise<Socket> {
  const { host, port, connectTimeoutMs } = target;
  const endsAtMs = clock.now() + connectTimeoutMs;
  const addresses = isIP(host) === 0 ? await addressesOf(target, clock, signal) : [host];
  const failures: ConnectAttempt[] = [];
  for (const [index, address] of addresses.entries()) {
    const leftMs = Math.max(0, endsAtMs - clock.now());
    const timeoutMs = leftMs / (addresses.length - index);
    try {
      const socket = await openAddress({ host, address, port, timeoutMs }, clock, signal);
      target.onAttempt?.({ host, address: formatAddress(address, port), error: null });
      return socket;
    } catch (error) {
      if (!(error instanceof ConnectError) || error.kind === 'cancelled') throw error;
      const failure = { host, address: formatAddress(address, port), error };
      failures.push(failure);
      target.onAttempt?.(failure);
    }
  }
  throw triedAll(
    formatAddress(host, port),
    failures.flatMap(({ address, error }) => (error === null ? [] : [{ address, error }])),
  );
}

interface AddressTarget {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
}

async function openAddress(
  { host, address, port, timeoutMs }: AddressTarget,
  clock: Clock,
  signal: CancelSignal | undefined,
): Promise<Socket> {
  const where = formatAddress(address, port);
  return await attempt<Socket>(
    (succeed, fail) => {
      const socket = connect({ host: address, port, noDelay: true });
      socket.once('connect', () => succeed(socket));
      socket.on('error', (error) => fail(tcpError(host, where, error)));
      return socket;
    },
    { clock, signal, address: where, timeoutMs },
    () => timeoutError(where, timeoutMs),
  );
}

async function addressesOf(
  { host, port, connectTimeoutMs, lookup: find = systemLookup }: TcpTarget,
  clock: Clock,
  signal: CancelSignal | undefined,
): Promise<readonly string[]> {
  const where = formatAddress(host, port);
  const addresses = await attempt<readonly string[]>(
    (succeed, fail) => {
      find(host).then(succeed, (error: unknown) => fail(tcpError(host, where, error)));
      // A look-up cannot be called off; its answer is not listened to any more.
      return { destroy: () => undefined };
    },
    { clock, signal, address: where, timeoutMs: connectTimeoutMs },
    () =>
      new ConnectError(
        'name-not-found',
        `The name ${host} could not be looked up within ${connectTimeoutMs / 1000} s. Check this computer’s network.`,
      ),
  );
  if (addresses.length === 0) throw tcpError(host, where, Object.assign(new Error(), { code: 'ENOTFOUND' }));
  return inTurn(addresses);
}

async function systemLookup(host: string): Promise<readonly string[]> {
  return await new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, found) => {
      if (error === null) resolve(found.map(({ address }) => address));
      else reject(error);
    });
  });
}

/** The families in turn, the first one first, so that one that leads nowhere costs one address's time. */
function inTurn(addresses: readonly string[]): readonly string[] {
  const family = isIP(addresses[0] ?? '');
  const first = addresses.filter((address) => isIP(address) === family);
  const second = addresses.filter((address) => isIP(address) !== family);
  const longest = Math.max(first.length, second.length);
  return Array.from({ length: longest }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((address) => address !== undefined);
}
