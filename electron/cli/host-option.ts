import { isIPv6 } from 'node:net';
import { DEFAULT_SMPP_PORT, type TrunkHost, type TrunkSettings } from '#shared/model/trunk';
import { UsageError } from './exit-codes';
import type { Options } from './options';

type Hosts = Pick<TrunkSettings, 'host' | 'txPort' | 'rxPort' | 'standbyHosts'>;

/** The hosts of `--host`, `--port` and `--rx-port`, or those of a stored trunk. Throws a `UsageError`. */
export function hostSettings(options: Options, base: TrunkSettings | null): Hosts {
  const words = options.texts('host');
  const port = options.portOrNone('port');
  const rxPort = options.portOrNone('rx-port');
  if (words.length === 0 && base !== null) {
    const change = <T extends TrunkHost>(host: T): T => ({
      ...host,
      ...(port !== null && { txPort: port, rxPort: port }),
      ...(rxPort !== null && { rxPort }),
    });
    const { host, txPort, rxPort: baseRxPort, standbyHosts } = base;
    return { ...change({ host, txPort, rxPort: baseRxPort }), standbyHosts: standbyHosts.map(change) };
  }
  if (words.length === 0 && options.text('outbind') === null) throw new UsageError('--host is missing.');
  const [first, ...standbyHosts] = words.map((word) =>
    hostOf('host', word, port ?? DEFAULT_SMPP_PORT, rxPort),
  );
  // Who waits for a call dials nobody; the settings want a host all the same.
  return { ...(first ?? { host: 'outbind', txPort: 1, rxPort: 1 }), standbyHosts };
}

/** The address of an option that takes one, as `--host` does. Throws a `UsageError`. */
export function addressOption(options: Options, name: string): { host: string; port: number } | null {
  const word = options.text(name);
  if (word === null) return null;
  const { host, txPort } = hostOf(name, word, DEFAULT_SMPP_PORT, null);
  return { host, port: txPort };
}

/** `name`, `name:port`, `1.2.3.4:port`, `::1` or `[::1]:port`. */
function hostOf(option: string, word: string, defaultPort: number, rxPort: number | null): TrunkHost {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(word);
  const plain = isIPv6(word) ? null : /^([^:]*):(.*)$/.exec(word);
  const [, host = word, portWord] = bracketed ?? plain ?? [];
  const port = portWord === undefined ? defaultPort : portOf(option, word, portWord);
  return { host, txPort: port, rxPort: rxPort ?? port };
}

function portOf(option: string, word: string, portWord: string): number {
  const port = /^\d{1,5}$/.test(portWord) ? Number(portWord) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new UsageError(
    `--${option}: “${word}” has no port from 1 to 65535 after the colon. An IPv6 address with a port is written [::1]:2775.`,
  );
}
