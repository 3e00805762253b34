import { connect, type Socket } from 'node:net';
import { DbusReader, DbusWriter, textOf, type DbusValue, type Typed } from './dbus-values';

/** Message types and header fields (D-Bus specification, "Message Protocol"). */
const CALL = 1;
const RETURN = 2;
const FAILURE = 3;
const fieldTypes: Readonly<Record<number, Typed['type']>> = {
  1: 'o',
  2: 's',
  3: 's',
  4: 's',
  5: 'u',
  6: 's',
  7: 's',
  8: 'g',
};
const HEADER_OCTETS = 12;

export interface DbusCall {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly sender: string;
  readonly body: readonly DbusValue[];
}

/** What a call is answered with; null for a call that is not known here. */
export type DbusService = (call: DbusCall) => readonly Typed[] | null;

interface Message {
  readonly type: number;
  readonly serial: number;
  readonly fields: ReadonlyMap<number, DbusValue>;
  readonly body: readonly DbusValue[];
}

/** One client of a message bus: as much of D-Bus as it takes to be a desktop in a test. */
export class DbusConnection {
  readonly #socket: Socket;
  readonly #service: DbusService;
  readonly #pending = new Map<
    number,
    { resolve: (body: readonly DbusValue[]) => void; reject: (error: Error) => void }
  >();
  #received = Buffer.alloc(0);
  #lastSerial = 0;

  private constructor(socket: Socket, service: DbusService) {
    this.#socket = socket;
    this.#service = service;
  }

  static async open(path: string, service: DbusService): Promise<DbusConnection> {
    const socket = connect(path);
    const connection = new DbusConnection(socket, service);
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', (answer: Buffer) => {
        if (!answer.toString('latin1').startsWith('OK '))
          reject(new Error(`The bus answered ${answer.toString('latin1')}`));
        socket.write('BEGIN\r\n');
        socket.on('data', (chunk: Buffer) => connection.#receive(chunk));
        resolve();
      });
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    });
    await connection.callBus('Hello', []);
    return connection;
  }

  callBus(member: string, body: readonly Typed[]): Promise<readonly DbusValue[]> {
    const bus = 'org.freedesktop.DBus';
    return this.call(bus, '/org/freedesktop/DBus', bus, member, body);
  }

  call(
    destination: string,
    path: string,
    face: string,
    member: string,
    body: readonly Typed[],
  ): Promise<readonly DbusValue[]> {
    const serial = this.#send(CALL, body, [
      [1, path],
      [2, face],
      [3, member],
      [6, destination],
    ]);
    return new Promise((resolve, reject) => this.#pending.set(serial, { resolve, reject }));
  }

  close(): void {
    this.#socket.destroy();
    for (const { reject } of this.#pending.values()) reject(new Error('The bus was left.'));
    this.#pending.clear();
  }

  #send(
    type: number,
    body: readonly Typed[],
    fields: readonly (readonly [number, string | number])[],
  ): number {
    this.#lastSerial += 1;
    const content = new DbusWriter();
    for (const value of body) content.value(value);
    const all = [
      ...fields,
      ...(body.length === 0 ? [] : [[8, body.map((each) => each.type).join('')] as const]),
    ];
    const list = new DbusWriter();
    for (const [code, value] of all) {
      list.align(8);
      list.octet(code);
      list.value({ type: 'v', value: { type: fieldTypes[code] ?? 's', value } });
    }
    const header = new DbusWriter();
    for (const octet of [0x6c, type, 0, 1]) header.octet(octet);
    for (const number of [content.length, this.#lastSerial, list.length]) header.u32(number);
    const start = Buffer.concat([header.toBuffer(), list.toBuffer()]);
    const padding = Buffer.alloc((8 - (start.length % 8)) % 8);
    this.#socket.write(Buffer.concat([start, padding, content.toBuffer()]));
    return this.#lastSerial;
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      if (this.#received.length < HEADER_OCTETS + 4) return;
      const bodyLength = this.#received.readUInt32LE(4);
      const fieldsEnd = HEADER_OCTETS + 4 + this.#received.readUInt32LE(HEADER_OCTETS);
      const bodyStart = Math.ceil(fieldsEnd / 8) * 8;
      if (this.#received.length < bodyStart + bodyLength) return;
      const message = this.#received.subarray(0, bodyStart + bodyLength);
      this.#received = this.#received.subarray(bodyStart + bodyLength);
      this.#take(read(message, bodyStart));
    }
  }

  #take({ type, serial, fields, body }: Message): void {
    if (type === CALL) {
      const answer = this.#service({
        path: textOf(fields.get(1)),
        interface: textOf(fields.get(2)),
        member: textOf(fields.get(3)),
        sender: textOf(fields.get(7)),
        body,
      });
      const to = [
        [5, serial],
        [6, textOf(fields.get(7))],
      ] as const;
      if (answer !== null) this.#send(RETURN, answer, to);
      else this.#send(FAILURE, [], [...to, [4, 'org.freedesktop.DBus.Error.UnknownMethod']]);
      return;
    }
    const pending = this.#pending.get(Number(fields.get(5)));
    if (pending === undefined) return;
    this.#pending.delete(Number(fields.get(5)));
    if (type === RETURN) pending.resolve(body);
    else pending.reject(new Error(`${textOf(fields.get(4))}: ${textOf(body[0])}`));
  }
}

function read(octets: Buffer, bodyStart: number): Message {
  const [, type, , , , serial, fields] = new DbusReader(octets).all('yyyyuua(yv)');
  const byCode = new Map(
    (fields as readonly (readonly [number, DbusValue])[]).map(([code, value]) => [code, value]),
  );
  const signature = textOf(byCode.get(8));
  return {
    type: Number(type),
    serial: Number(serial),
    fields: byCode,
    body: new DbusReader(octets.subarray(bodyStart)).all(signature),
  };
}
