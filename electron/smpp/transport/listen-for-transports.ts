import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { formatAddress, SocketTransport } from './socket-transport';
import { errorCode } from './tls-problem';
import type { Transport } from './transport';

export interface ListenOptions {
  /** Address to listen on; 127.0.0.1 for the built-in simulator. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM of key and certificate chain; left out for plain TCP. */
  readonly tls?: { readonly keyPem: string; readonly certificatePem: string };
}

export interface TransportServer {
  readonly host: string;
  readonly port: number;
  /** Stops listening. Connections that were accepted live on until their owner ends them. */
  close(): Promise<void>;
}

/** A port that could not be listened on; `sentence` says why, for the screen. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly kind: 'in-use' | 'forbidden' | 'unavailable';
  readonly sentence: string;

  constructor(kind: ListenError['kind'], sentence: string, cause: unknown) {
    super(sentence, { cause });
    this.kind = kind;
    this.sentence = sentence;
  }
}

/**
 * Accepts connections for the SMSC role. `onTransport` gets each one, unread; with TLS only after its handshake
 * (10 s at most). Rejects with a `ListenError` only.
 */
export async function listenForTransports(
  options: ListenOptions,
  onTransport: (transport: Transport) => void,
): Promise<TransportServer> {
  const accept = (socket: Socket): void => onTransport(new SocketTransport(socket));
  const server: Server =
    options.tls === undefined
      ? createServer({ noDelay: true }, accept)
      : createTlsServer(
          {
            key: options.tls.keyPem,
            cert: options.tls.certificatePem,
            minVersion: 'TLSv1.2',
            handshakeTimeout: 10_000,
          },
          accept,
        );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(options, error)));
    server.listen({ host: options.host, port: options.port }, resolve);
  });
  server.removeAllListeners('error');
  // What fails later (a connection that was gone before it was accepted) concerns that connection alone.
  server.on('error', () => undefined);
  const bound = server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : options.port;
  return {
    host: options.host,
    port,
    close: async () =>
      await new Promise<void>((resolve) => {
        // `close` waits for the connections that were accepted; listening stops at once.
        server.close();
        resolve();
      }),
  };
}

function listenError(options: ListenOptions, error: Error): ListenError {
  const address = formatAddress(options.host, options.port);
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new ListenError(
        'in-use',
        `${address} is in use by another program. Choose another port.`,
        error,
      );
    case 'EACCES':
    case 'EPERM':
      return new ListenError(
        'forbidden',
        `This computer does not allow listening on ${address}. Choose a port above 1023.`,
        error,
      );
    default:
      return new ListenError('unavailable', `Listening on ${address} failed: ${error.message}`, error);
  }
}
