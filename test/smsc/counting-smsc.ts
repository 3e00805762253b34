import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, isResponse, responseOf, type Pdu } from '#shared/smpp/pdu';

/** What the SMSC does with a message; `break` ends the connection without an answer, `reset` by RST. */
export type Verdict = 'break' | 'reset' | { readonly commandStatus: number };

export interface CountingSmscOptions {
  /** Messages are numbered from 0 to below this, in their text. */
  readonly total: number;
  /** `count` is how many messages came so far, this one included. */
  /** Left out, it speaks plain SMPP. */
  readonly tls?: TlsOptions;
  readonly judge?: (index: number, count: number) => Verdict;
}

const accepted: Verdict = { commandStatus: 0 };
const decoder = new TextDecoder();

/** An SMSC over real sockets that lets everybody in, and counts how often each message came. */
export class CountingSmsc {
  /** How often each message came, by its number. */
  readonly seen: Uint8Array;
  bindCount = 0;
  #count = 0;
  readonly #server: Server;
  readonly #judge: (index: number, count: number) => Verdict;
  readonly #sockets = new Set<Socket>();
  /** Messages by connection, in the order of the first. */
  readonly #taken = new Map<Socket, number>();

  static async start(options: CountingSmscOptions): Promise<CountingSmsc> {
    const smsc = new CountingSmsc(options);
    await new Promise<void>((resolve) => smsc.#server.listen(0, '127.0.0.1', resolve));
    return smsc;
  }

  private constructor({ total, tls, judge = () => accepted }: CountingSmscOptions) {
    this.seen = new Uint8Array(total);
    this.#judge = judge;
    const serve = (socket: Socket): void => this.#serve(socket);
    this.#server = tls === undefined ? createServer({ noDelay: true }, serve) : createTlsServer(tls, serve);
    this.#server.on('tlsClientError', () => undefined);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many messages came over each connection. */
  get perConnection(): readonly number[] {
    return [...this.#taken.values()];
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const framer = new Framer();
    let answers: Uint8Array[] = [];
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk: Uint8Array) => {
      framer.push(chunk, (octets) => {
        const answer = socket.destroyed ? null : this.#answer(decode(octets).pdu, socket);
        if (answer !== null) answers.push(answer);
      });
      if (!socket.destroyed && answers.length > 0) socket.write(Buffer.concat(answers));
      answers = [];
    });
  }

  #answer(pdu: Pdu, socket: Socket): Uint8Array | null {
    if (pdu.command === 'unknown' || isResponse(pdu)) return null;
    const { sequenceNumber } = pdu;
    if (pdu.command === 'submit_sm') return this.#take(pdu.body?.shortMessage, sequenceNumber, socket);
    if (pdu.command.startsWith('bind_')) this.bindCount += 1;
    const response = responseOf(pdu.command);
    return response === undefined ? null : encode(createPdu(response, { sequenceNumber }));
  }

  #take(text: Uint8Array | undefined, sequenceNumber: number, socket: Socket): Uint8Array | null {
    const index = Number(decoder.decode(text));
    this.seen[index] = (this.seen[index] ?? 0) + 1;
    this.#count += 1;
    this.#taken.set(socket, (this.#taken.get(socket) ?? 0) + 1);
    const verdict = this.#judge(index, this.#count);
    if (verdict === 'break') socket.destroy();
    else if (verdict === 'reset') socket.resetAndDestroy();
    else {
      const { commandStatus } = verdict;
      const body = commandStatus === 0 ? { body: { messageId: index.toString(16) } } : {};
      return encode(createPdu('submit_sm_resp', { sequenceNumber, commandStatus, ...body }));
    }
    return null;
  }
}
