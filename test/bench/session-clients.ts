import { connect, type Socket } from 'node:net';
import smpp, { type PDU as ForeignPdu, type Session as ForeignSession } from 'smpp';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import { SmppSession } from '#electron/smpp/session/smpp-session';
import { systemClock } from '#electron/smpp/system-clock';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { encode } from '#shared/smpp/encode';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import { encodeText } from '#shared/smpp/text/alphabets';

/** 79 characters: a submit_sm of 117 octets or so. */
export const text = 'Your code is 482913. It is valid for ten minutes. Tell it to nobody, whoever as';
const source = '37060000001';
const destination = '37061000017';

/** A run counts messages from its start to its end; what comes later is ignored. */
export interface Run {
  readonly port: number;
  readonly windowSize: number;
  readonly durationMs: number;
}

/** Messages a second. */
export type Client = (run: Run) => Promise<number>;

class Meter {
  readonly #startedMs = performance.now();
  readonly #durationMs: number;
  count = 0;
  readonly result: Promise<number>;

  constructor(durationMs: number) {
    this.#durationMs = durationMs;
    this.result = new Promise((resolve) => {
      setTimeout(
        () => resolve(this.count / ((performance.now() - this.#startedMs) / 1000)),
        this.#durationMs,
      );
    });
  }
}

const credentials = { systemId: 'bench', password: 'secret', addrTon: 0, addrNpi: 0, addressRange: '' };

export async function openSession(
  { port, windowSize }: Run,
  recorder: PduRecorder,
  systemType: string,
  onRequest: (session: SmppSession, request: Pdu) => void,
): Promise<SmppSession> {
  const transport = await connectTransport({ host: '127.0.0.1', port, connectTimeoutMs: 5000 }, systemClock);
  const session: SmppSession = new SmppSession({
    role: 'esme',
    transport,
    clock: systemClock,
    timers: {
      responseMs: 10_000,
      bindMs: 10_000,
      enquireLinkMs: 60_000,
      enquireLinkMode: 'when-silent',
      enquireLinkResponseMs: 10_000,
      inactivityMs: 0,
      sessionInitMs: 0,
      unbindMs: 1000,
    },
    windowSize,
    recorder,
    interfaceVersion: 0x34,
    onError: (error) => {
      throw error;
    },
    listener: {
      onRequest: (request) => onRequest(session, request),
      onStateChanged: () => undefined,
      onRoom: () => undefined,
      onLateResponse: () => undefined,
      onEnded: () => undefined,
    },
  });
  const outcome = await session.bind('transceiver', { ...credentials, systemType });
  if (outcome.kind !== 'bound') throw new Error(`the bind was answered: ${outcome.kind}`);
  return session;
}

/** Our session: text to octets, PDU, window, log; a message for each response. */
export function ourSubmits(recorder: () => PduRecorder): Client {
  return async (run) => {
    const session = await openSession(run, recorder(), '', () => undefined);
    const meter = new Meter(run.durationMs);
    let isOn = true;
    const send = (): void => {
      const encoded = encodeText(text, 'gsm7');
      if (!encoded.ok) throw new Error(encoded.problem.sentence);
      session.request(
        {
          command: 'submit_sm',
          body: {
            serviceType: '',
            sourceAddrTon: 1,
            sourceAddrNpi: 1,
            sourceAddr: source,
            destAddrTon: 1,
            destAddrNpi: 1,
            destinationAddr: destination,
            esmClass: 0,
            protocolId: 0,
            priorityFlag: 0,
            scheduleDeliveryTime: '',
            validityPeriod: '',
            registeredDelivery: 1,
            replaceIfPresentFlag: 0,
            dataCoding: 0,
            smDefaultMsgId: 0,
            shortMessage: encoded.octets,
          },
        },
        (outcome) => {
          if (outcome.kind !== 'response') return;
          meter.count += 1;
          if (isOn) send();
        },
      );
    };
    for (let index = 0; index < run.windowSize; index += 1) send();
    const result = await meter.result;
    isOn = false;
    await session.unbind();
    return result;
  };
}

/** Our session receiving: every deliver_sm is decoded, logged, handed on and answered. */
export function ourDeliveries(recorder: () => PduRecorder): Client {
  return async (run) => {
    let count = (): void => undefined;
    const session = await openSession(run, recorder(), `deliver:${run.windowSize}`, (receiving, request) => {
      count();
      receiving.respond(request, 0);
    });
    const meter = new Meter(run.durationMs);
    count = () => {
      meter.count += 1;
    };
    const result = await meter.result;
    session.destroy();
    return result;
  };
}

async function bindForeign(
  run: Run,
  systemType: string,
  prepare: (session: ForeignSession) => void,
): Promise<ForeignSession> {
  return await new Promise((resolve, reject) => {
    const session = smpp.connect({ host: '127.0.0.1', port: run.port }, () => {
      prepare(session);
      session.bind_transceiver(
        { system_id: 'bench', password: 'secret', system_type: systemType, interface_version: 0x34 },
        () => resolve(session),
      );
    });
    session.on('error', reject);
  });
}

async function closeForeign(session: ForeignSession): Promise<void> {
  await new Promise<void>((resolve) => session.destroy(resolve));
}

/** One write for each tick, which is what its users can do about its speed. */
function corkPerTick(session: ForeignSession): void {
  const { socket } = session;
  const write = session.send.bind(session);
  let isCorked = false;
  session.send = (...args) => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      process.nextTick(() => {
        isCorked = false;
        socket.uncork();
      });
    }
    return write(...args);
  };
}

export function foreignSubmits(isCorked: boolean): Client {
  return async (run) => {
    const session = await bindForeign(run, '', isCorked ? corkPerTick : () => undefined);
    const meter = new Meter(run.durationMs);
    let isOn = true;
    const send = (): void => {
      session.submit_sm(
        {
          source_addr_ton: 1,
          source_addr_npi: 1,
          source_addr: source,
          dest_addr_ton: 1,
          dest_addr_npi: 1,
          destination_addr: destination,
          registered_delivery: 1,
          data_coding: 0,
          short_message: text,
        },
        () => {
          meter.count += 1;
          if (isOn) send();
        },
      );
    };
    for (let index = 0; index < run.windowSize; index += 1) send();
    const result = await meter.result;
    isOn = false;
    await closeForeign(session);
    return result;
  };
}

export function foreignDeliveries(isCorked: boolean): Client {
  return async (run) => {
    let count = (): void => undefined;
    // Before the bind: the first messages come together with its response, and one that nobody answers is never followed.
    const session = await bindForeign(run, `deliver:${run.windowSize}`, (receiving) => {
      if (isCorked) corkPerTick(receiving);
      receiving.on('deliver_sm', (pdu: ForeignPdu) => {
        count();
        receiving.send(pdu.response());
      });
    });
    const meter = new Meter(run.durationMs);
    count = () => {
      meter.count += 1;
    };
    const result = await meter.result;
    await closeForeign(session);
    return result;
  };
}

/** What the machine can do: octets made beforehand, no session, no log. */
export function rawSocket(kind: 'submit' | 'deliver'): Client {
  return async (run) => {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const opened = connect({ host: '127.0.0.1', port: run.port, noDelay: true }, () => resolve(opened));
      opened.on('error', reject);
    });
    const request = Buffer.from(
      encode(
        createPdu('submit_sm', {
          sequenceNumber: 1,
          body: {
            sourceAddr: source,
            destinationAddr: destination,
            shortMessage: Buffer.from(text, 'latin1'),
          },
        }),
      ),
    );
    const response = Buffer.from(encode(createPdu('deliver_sm_resp', { sequenceNumber: 1 })));
    const systemType = kind === 'deliver' ? `deliver:${run.windowSize}` : '';
    const meter = new Meter(run.durationMs);
    let sequenceNumber = 1;
    const batchOf = (numbers: readonly number[], pdu: Buffer): Buffer => {
      const batch = Buffer.allocUnsafe(numbers.length * pdu.length);
      for (const [index, number] of numbers.entries()) {
        pdu.copy(batch, index * pdu.length);
        batch.writeUInt32BE(number, index * pdu.length + 12);
      }
      return batch;
    };
    const submits = (count: number): Buffer =>
      batchOf(
        Array.from({ length: count }, () => (sequenceNumber += 1)),
        request,
      );
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      const octets = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const deliveries: number[] = [];
      let responses = 0;
      let offset = 0;
      while (octets.length - offset >= 16) {
        const length = octets.readUInt32BE(offset);
        if (octets.length - offset < length) break;
        const commandId = octets.readUInt32BE(offset + 4);
        if (commandId === 0x80000004) responses += 1;
        else if (commandId === 0x05) deliveries.push(octets.readUInt32BE(offset + 12));
        else if (kind === 'submit') socket.write(submits(run.windowSize));
        offset += length;
      }
      rest = octets.subarray(offset);
      meter.count += responses + deliveries.length;
      if (responses > 0) socket.write(submits(responses));
      if (deliveries.length > 0) socket.write(batchOf(deliveries, response));
    });
    socket.write(encode(createPdu('bind_transceiver', { sequenceNumber: 1, body: { systemType } })));
    const result = await meter.result;
    socket.destroy();
    return result;
  };
}
