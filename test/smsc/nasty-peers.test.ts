import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, isResponse, responseOf, type CommandName, type Pdu } from '#shared/smpp/pdu';
import { TrunkTraffic } from './trunk-traffic';

const TOTAL = 200;
const WINDOW = 10;
const THROTTLED = 0x58;
const SIXTEEN_MEGABYTES = Buffer.from('0100000080000004000000000000000161', 'hex');

/** What a peer does beside what it should; the connection is counted from 1. */
interface Nastiness {
  readonly onConnected?: (peer: NastyPeer) => void;
  /** Answers with the octets to send instead of the usual answer; undefined leaves it at that. */
  readonly onPdu?: (pdu: Pdu, peer: NastyPeer) => readonly Uint8Array[] | undefined;
  /** How the octets go out. */
  readonly write?: (octets: Uint8Array, peer: NastyPeer) => void;
}

interface NastyPeer {
  readonly socket: Socket;
  readonly connection: number;
  /** Messages that came over all connections so far. */
  readonly count: number;
}

let server: Server;
let traffic: TrunkTraffic;
const sockets = new Set<Socket>();
/** How often each message came. */
let seen: Uint8Array;

afterEach(async () => {
  await traffic.trunk.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function listen({ onConnected, onPdu, write }: Nastiness): Promise<number> {
  seen = new Uint8Array(TOTAL);
  let connections = 0;
  let count = 0;
  server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    connections += 1;
    const connection = connections;
    const peer = (): NastyPeer => ({ socket, connection, count });
    const send = (octets: Uint8Array): void => {
      if (!socket.writable) return;
      if (write === undefined) socket.write(octets);
      else write(octets, peer());
    };
    const framer = new Framer();
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => socket.end());
    socket.on('data', (chunk: Uint8Array) => {
      framer.push(chunk, (octets) => {
        const { pdu } = decode(octets);
        if (pdu.command === 'submit_sm') {
          const index = Number(Buffer.from(pdu.body?.shortMessage ?? []).toString());
          seen[index] = (seen[index] ?? 0) + 1;
          count += 1;
        }
        for (const answer of onPdu?.(pdu, peer()) ?? usual(pdu)) send(answer);
      });
    });
    onConnected?.(peer());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function usual(pdu: Pdu, commandStatus = 0): Uint8Array[] {
  if (pdu.command === 'unknown' || isResponse(pdu)) return [];
  const response = responseOf(pdu.command);
  return response === undefined
    ? []
    : [encode(createPdu(response, { sequenceNumber: pdu.sequenceNumber, commandStatus }))];
}

const header = (command: CommandName, sequenceNumber: number): Uint8Array =>
  encode(createPdu(command as 'enquire_link', { sequenceNumber }));

/** By what they do; `breaks` are the connections that are lost by it, at most. */
const peers: Readonly<Record<string, Nastiness & { readonly breaks?: number }>> = {
  'answers the bind before it came': {
    onConnected: ({ socket }) => void socket.write(header('bind_transceiver_resp', 1)),
  },
  'answers the bind twice, the second time with a refusal': {
    onPdu: (pdu) => (pdu.command === 'bind_transceiver' ? [...usual(pdu), ...usual(pdu, 0x0d)] : undefined),
  },
  'accepts the bind without a body': {
    onPdu: (pdu) =>
      pdu.command === 'bind_transceiver' ? [header('bind_transceiver_resp', pdu.sequenceNumber)] : undefined,
  },
  'answers each message with the response to something else first': {
    onPdu: (pdu) =>
      pdu.command === 'submit_sm'
        ? [
            header('deliver_sm_resp', pdu.sequenceNumber),
            header('query_sm_resp', pdu.sequenceNumber),
            header('enquire_link_resp', pdu.sequenceNumber),
            header('bind_transceiver_resp', pdu.sequenceNumber),
            ...usual(pdu),
          ]
        : undefined,
  },
  'answers requests that have not been sent yet': {
    onPdu: (pdu) =>
      pdu.command === 'submit_sm'
        ? [header('submit_sm_resp', pdu.sequenceNumber + WINDOW + 1), ...usual(pdu)]
        : undefined,
  },
  'answers each message a thousand times': {
    onPdu: (pdu) =>
      pdu.command === 'submit_sm' ? Array.from({ length: 1000 }, () => usual(pdu)).flat() : undefined,
  },
  'sends octet by octet': {
    write: (octets, { socket }) => {
      for (const octet of octets) socket.write(Uint8Array.of(octet));
    },
  },
  'calls with an outbind, and binds itself, in the middle of a session': {
    onPdu: (pdu) =>
      pdu.command === 'submit_sm'
        ? [header('outbind', 7), header('bind_transceiver', 8), header('submit_sm', 9), ...usual(pdu)]
        : undefined,
  },
  'sends generic_nack without end, for nothing': {
    onPdu: (pdu) =>
      pdu.command === 'submit_sm'
        ? [...Array.from({ length: 50 }, (_, at) => header('generic_nack', at * 0x1000000)), ...usual(pdu)]
        : undefined,
  },
  'asks ten thousand times whether the link lives': {
    onPdu: (pdu, { count }) =>
      pdu.command === 'submit_sm' && count === 50
        ? [...Array.from({ length: 10_000 }, (_, at) => header('enquire_link', at + 1)), ...usual(pdu)]
        : undefined,
  },
  'throttles the first sixty': {
    onPdu: (pdu, { count }) =>
      pdu.command === 'submit_sm' && count <= 60 ? usual(pdu, THROTTLED) : undefined,
  },
  'says that a PDU of 16 MB follows': {
    breaks: 1,
    onPdu: (pdu, { connection, count }) =>
      connection === 1 && count === 50 && pdu.command === 'submit_sm' ? [SIXTEEN_MEGABYTES] : undefined,
  },
  'closes its half of the connection, and still reads': {
    breaks: 1,
    onPdu: (_pdu, { connection, count, socket }) => {
      if (connection !== 1 || count < 50) return undefined;
      socket.end();
      return [];
    },
  },
  'unbinds in the middle of a window, and answers no more': {
    breaks: 1,
    onPdu: (pdu, { connection, count }) => {
      if (connection !== 1 || count < 50) return undefined;
      return count === 50 && pdu.command === 'submit_sm' ? [header('unbind', 99)] : [];
    },
  },
  'unbinds in the middle of a window, and answers what it owes': {
    breaks: 1,
    onPdu: (pdu, { connection, count }) =>
      connection === 1 && count === 50 && pdu.command === 'submit_sm'
        ? [header('unbind', 99), ...usual(pdu)]
        : undefined,
  },
  'cuts each connection after thirty messages, in the middle of an answer': {
    breaks: TOTAL / 30,
    onPdu: (pdu, { count, socket }) => {
      if (pdu.command !== 'submit_sm' || count % 30 !== 0) return undefined;
      socket.end(header('submit_sm_resp', pdu.sequenceNumber).subarray(0, 13));
      return [];
    },
  },
};

describe('a peer that', () => {
  it.each(Object.entries(peers))('%s loses and doubles nothing', async (_what, { breaks = 0, ...peer }) => {
    const port = await listen(peer);
    traffic = new TrunkTraffic({
      port,
      total: TOTAL,
      settings: { window: WINDOW },
      timers: { responseSeconds: 1, bindSeconds: 2 },
    });
    await traffic.done;
    expect(traffic.errors).toEqual([]);
    expect(traffic.doubled).toBe(0);
    const { counts } = traffic;
    expect(counts.accepted + counts['in-doubt']).toBe(TOTAL);
    // What is in doubt was in flight when a connection was lost.
    expect(counts['in-doubt']).toBeLessThanOrEqual(Math.ceil(breaks) * WINDOW);
    for (let index = 0; index < TOTAL; index += 1) {
      if (traffic.fateOf(index) === 'accepted') expect(seen[index]).toBeGreaterThanOrEqual(1);
      if (traffic.throttled === 0) expect(seen[index]).toBeLessThanOrEqual(1);
    }
    // No place in the window is lost; after throttling the rate may still hold it.
    if (traffic.throttled === 0) expect(traffic.trunk.freeCapacity()).toBe(WINDOW);
  });
});
