import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { PeerTrust, Transport, TransportClosed, TransportListener } from './transport';

/** "host:port", with the brackets that an IPv6 address needs. */
export function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A connected TCP or TLS socket as a transport. It owns the socket from here on. */
export class SocketTransport implements Transport {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly security: string | null;
  readonly trust: PeerTrust | null;
  readonly #socket: Socket;
  readonly #explain: (error: Error) => Error;
  #listener: TransportListener | null = null;
  #error: Error | null = null;
  #isLocal = false;

  /** `explain` may put an error of the connection into words that only its maker has. */
  constructor(
    socket: Socket,
    trust: PeerTrust | null = null,
    explain: (error: Error) => Error = (error) => error,
  ) {
    this.#socket = socket;
    this.#explain = explain;
    this.localAddress = formatAddress(socket.localAddress ?? '', socket.localPort ?? 0);
    this.remoteAddress = formatAddress(socket.remoteAddress ?? '', socket.remotePort ?? 0);
    this.trust = trust;
    const securityNote = trust?.checkedBy === 'nobody' ? ', certificate not checked' : '';
    this.security = socket instanceof TLSSocket ? `${describeTls(socket)}${securityNote}` : null;
    // A whole tick is written at once, so Nagle's algorithm would only hold it back.
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    // Nothing is read before `listen`; what went wrong before it is told then.
    socket.on('error', (error) => {
      this.#error ??= this.#explain(error);
    });
    socket.on('close', () => this.#listener?.onClosed(this.#closed()));
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    const socket = this.#socket;
    if (socket.closed) {
      process.nextTick(() => listener.onClosed(this.#closed()));
      return;
    }
    socket.on('drain', () => listener.onDrain());
    // As plain octets: the slice of a Buffer is a view and that of a Uint8Array a copy, which nobody should have to know.
    socket.on('data', (chunk: Buffer) =>
      listener.onData(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)),
    );
  }

  write(octets: Uint8Array): boolean {
    // Node would drop the connection, with all that is still to be sent, for a write after its end.
    if (!this.#socket.writable) return false;
    return this.#socket.write(octets);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#isLocal = true;
    this.#socket.end();
  }

  destroy(): void {
    this.#isLocal = true;
    this.#socket.destroy();
  }

  #closed(): TransportClosed {
    return { error: this.#isLocal ? null : this.#error, isLocal: this.#isLocal };
  }
}

function describeTls(socket: TLSSocket): string {
  const protocol = (socket.getProtocol() ?? 'TLS').replace('TLSv', 'TLS ');
  return `${protocol}, ${socket.getCipher().name}`;
}
