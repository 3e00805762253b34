import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { decodeFrame, MAX_CLIENT_FRAME_BYTES } from '#shared/rpc/codec';
import { CLOSE_CODES, SOCKET_PATH } from '#shared/rpc/socket-protocol';
import type { Wire } from '#shared/rpc/wire';
import { isSameToken } from './access-token';
import { createSocketWire, rawText } from './socket-wire';

export interface SocketGateOptions {
  readonly token: string;
  /** The only page that may connect: its origin, and the host and port that it was loaded from. */
  readonly origin: string;
  readonly host: string;
  readonly accept: (wire: Wire) => void;
  readonly warn: (message: string) => void;
  readonly maxConnections?: number;
  readonly tokenTimeoutMs?: number;
}

const MAX_CONNECTIONS = 16;
const TOKEN_TIMEOUT_MS = 5000;

/**
 * Lets a WebSocket in when it comes from our own page and its first frame carries the token. Until then nothing that
 * it sends is answered.
 */
export class SocketGate {
  readonly #options: SocketGateOptions;
  readonly #maxConnections: number;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
  });

  constructor(options: SocketGateOptions) {
    this.#options = options;
    this.#maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  }

  /** Takes over a request for an upgrade. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refuse(request);
    if (refusal !== null) {
      this.#options.warn(`A WebSocket was refused: ${refusal.reason}`);
      socket.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#awaitToken(opened));
  }

  /** Closes every socket; those that do not answer are cut off. */
  close(): void {
    for (const socket of this.#server.clients) {
      socket.close(CLOSE_CODES.goingAway);
      setTimeout(() => socket.terminate(), 500).unref();
    }
    this.#server.close();
  }

  #refuse(request: IncomingMessage): { readonly status: string; readonly reason: string } | null {
    const { origin, host } = this.#options;
    if (request.headers.host !== host) return { status: '403 Forbidden', reason: 'for another host' };
    if (request.headers.origin !== origin) return { status: '403 Forbidden', reason: 'from another origin' };
    if (request.url !== SOCKET_PATH) return { status: '404 Not Found', reason: 'at an unknown path' };
    if (this.#server.clients.size >= this.#maxConnections) {
      return { status: '503 Service Unavailable', reason: 'too many are open' };
    }
    return null;
  }

  #awaitToken(socket: WebSocket): void {
    const { token, accept, warn, tokenTimeoutMs = TOKEN_TIMEOUT_MS } = this.#options;
    socket.on('error', (error) => warn(`A WebSocket failed: ${error.message}`));
    const timer = setTimeout(() => socket.close(CLOSE_CODES.noToken), tokenTimeoutMs);
    socket.once('close', () => clearTimeout(timer));
    socket.once('message', (data: RawData, isBinary: boolean) => {
      clearTimeout(timer);
      const frame = isBinary ? undefined : decodeFrame(rawText(data));
      if (!isSameToken(token, tokenOf(frame))) {
        warn('A WebSocket was refused: it did not bring the token of this run');
        socket.close(CLOSE_CODES.wrongToken);
        return;
      }
      accept(createSocketWire(socket));
    });
  }
}

function tokenOf(frame: unknown): unknown {
  return typeof frame === 'object' && frame !== null && 'token' in frame ? frame.token : undefined;
}
