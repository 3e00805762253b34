import { createServer, type Socket } from 'node:net';

/**
 * An SMSC on bare sockets, in a process of its own, that sends at a steady pace once it is told to, and counts what goes
 * by in both directions.
 */
const BIND_TRANSCEIVER = 0x09;
const UNBIND = 0x06;
const ENQUIRE_LINK = 0x15;
const RESPONSE_BIT = 0x80000000;
const HEADER_OCTETS = 16;
const TICK_MS = 5;
/** Requests without a response, at most: beyond it the other side does not keep up, and the pace is not reached. */
const MAX_UNANSWERED = 5000;

/** What the benchmark asks for. */
export interface LiveOrder {
  readonly requestsPerSecond: number;
  readonly seconds: number;
  /** deliver_sm with texts from phones, or the shortest request there is. */
  readonly kind: 'deliver_sm' | 'enquire_link';
}

/** What it is told when the last response came. */
export interface LiveReport {
  readonly requests: number;
  readonly elapsedMs: number;
}

/** PDUs on all connections so far, both directions. */
export interface LiveCount {
  readonly pdus: number;
}

const text =
  'Your code is 482913. It is valid for ten minutes only, so hurry. Tell it to nobody, whoever asks for it, please. If it was not you, call us at once.';
const PHONES = 100;

function pdu(commandId: number, sequenceNumber: number, body: Buffer = Buffer.alloc(0)): Buffer {
  const octets = Buffer.alloc(HEADER_OCTETS + body.length);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(commandId, 4);
  octets.writeUInt32BE(sequenceNumber, 12);
  body.copy(octets, HEADER_OCTETS);
  return octets;
}

function deliverSm(phone: number): Buffer {
  const body = Buffer.concat([
    Buffer.from(`\0\x01\x01${37_061_000_000 + phone}\0\x01\x0137060000001\0\0\0\0\0\0\0\0\0\0`, 'latin1'),
    Buffer.from([text.length]),
    Buffer.from(text, 'latin1'),
  ]);
  return pdu(0x05, 0, body);
}

const requests = {
  deliver_sm: Array.from({ length: PHONES }, (_, phone) => deliverSm(phone)),
  enquire_link: [pdu(ENQUIRE_LINK, 0)],
};

let count = 0;
let sequence = 0;
let answered = 0;
let bound: Socket | null = null;
let whenAnswered: () => void = () => undefined;

function send(socket: Socket, octets: Buffer, pdus: number): void {
  count += pdus;
  socket.write(octets);
}

function sendRequests(socket: Socket, kind: LiveOrder['kind'], number: number): void {
  const samples = requests[kind];
  const batch: Buffer[] = [];
  for (let index = 0; index < number; index += 1) {
    sequence += 1;
    const octets = Buffer.from(samples[sequence % samples.length]!);
    octets.writeUInt32BE(sequence, 12);
    batch.push(octets);
  }
  send(socket, Buffer.concat(batch), number);
}

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (bound === socket) bound = null;
  });
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const octets = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let offset = 0;
    while (octets.length - offset >= HEADER_OCTETS && octets.length - offset >= octets.readUInt32BE(offset)) {
      const commandId = octets.readUInt32BE(offset + 4);
      const sequenceNumber = octets.readUInt32BE(offset + 12);
      offset += octets.readUInt32BE(offset);
      count += 1;
      if (commandId >= RESPONSE_BIT) answered += 1;
      else if (commandId === BIND_TRANSCEIVER) {
        send(socket, pdu(RESPONSE_BIT + commandId, sequenceNumber, Buffer.from('peer\0')), 1);
        bound = socket;
      } else if (commandId === UNBIND || commandId === ENQUIRE_LINK)
        send(socket, pdu(RESPONSE_BIT + commandId, sequenceNumber), 1);
    }
    rest = octets.subarray(offset);
    if (answered === sequence) whenAnswered();
  });
}

async function run({ requestsPerSecond, seconds, kind }: LiveOrder): Promise<LiveReport> {
  const socket = bound;
  if (socket === null) throw new Error('Nobody has bound.');
  const first = sequence;
  const total = requestsPerSecond * seconds;
  const from = performance.now();
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - from) / 1000) * requestsPerSecond));
      const room = MAX_UNANSWERED - (sequence - answered);
      sendRequests(socket, kind, Math.max(0, Math.min(due - (sequence - first), room)));
      if (sequence - first < total) return;
      clearInterval(timer);
      done();
    }, TICK_MS);
  });
  if (answered < sequence) await new Promise<void>((done) => (whenAnswered = done));
  return { requests: total, elapsedMs: performance.now() - from };
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('message', (order: LiveOrder | 'count') => {
  if (order === 'count') process.send?.({ pdus: count } satisfies LiveCount);
  else void run(order).then((report) => process.send?.(report));
});
// The benchmark that started this process ends it by closing the channel.
process.on('disconnect', () => process.exit(0));
