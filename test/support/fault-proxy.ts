import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Framer } from '#shared/smpp/framer';

/** What becomes of one PDU: the pieces that go on, each in a write of its own. Null ends both connections there. */
export type Fault = (pdu: Uint8Array, index: number) => readonly Uint8Array[] | null;

export interface Faults {
  /** From the ESME, which connects to the proxy, to the SMSC. */
  readonly toSmsc?: Fault;
  readonly toEsme?: Fault;
  /** How a connection is broken where a fault says so: by FIN, or by RST. */
  readonly breaksBy?: 'end' | 'reset';
}

const passOn: Fault = (pdu) => [pdu];

/** One connection through the proxy: what comes from `from` goes to `to`, PDU by PDU, through the fault. */
class Direction {
  readonly #to: Socket;
  readonly #fault: Fault;
  readonly #onBreak: () => void;
  readonly #framer = new Framer();
  readonly #queue: Uint8Array[] = [];
  #index = 0;
  #isHeld = false;
  #isWriting = false;

  constructor(from: Socket, to: Socket, fault: Fault, onBreak: () => void) {
    this.#to = to;
    this.#fault = fault;
    this.#onBreak = onBreak;
    from.on('data', (chunk) => this.#framer.push(chunk, (pdu) => this.#take(pdu.slice())));
    from.on('end', () => to.end());
    from.on('close', () => to.destroy());
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#write();
  }

  #take(pdu: Uint8Array): void {
    const pieces = this.#fault(pdu, this.#index);
    this.#index += 1;
    if (pieces === null) {
      this.#onBreak();
      return;
    }
    this.#queue.push(...pieces);
    this.#write();
  }

  /** A piece leaves once the one before it is with the operating system, so that they are not joined on the way. */
  #write(): void {
    if (this.#isHeld || this.#isWriting) return;
    const piece = this.#queue.shift();
    if (piece === undefined) return;
    this.#isWriting = true;
    this.#to.write(piece, () => {
      this.#isWriting = false;
      setImmediate(() => this.#write());
    });
  }
}

/** Stands between an ESME and an SMSC on loopback and does to their PDUs what networks, and worse, do. */
export class FaultProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #directions: Direction[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(smscPort: number, faults: Faults): Promise<FaultProxy> {
    const server = createServer({ noDelay: true });
    const proxy = new FaultProxy(server);
    server.on('connection', (esme) => proxy.#link(esme, connect({ port: smscPort, noDelay: true }), faults));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** A black hole: connections stay, and nothing gets through. */
  hold(): void {
    for (const direction of this.#directions) direction.hold();
  }

  /** What was held goes on. */
  release(): void {
    for (const direction of this.#directions) direction.release();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #link(esme: Socket, smsc: Socket, faults: Faults): void {
    for (const socket of [esme, smsc]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    }
    const breakOff = (): void => {
      for (const socket of [esme, smsc]) {
        if (faults.breaksBy === 'reset') socket.resetAndDestroy();
        else socket.end();
      }
    };
    this.#directions.push(new Direction(esme, smsc, faults.toSmsc ?? passOn, breakOff));
    this.#directions.push(new Direction(smsc, esme, faults.toEsme ?? passOn, breakOff));
  }
}
