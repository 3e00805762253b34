import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import type { Transport } from '#electron/smpp/transport/transport';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, type Pdu } from '#shared/smpp/pdu';

/** A part of an inbound message: user data with an 8-bit reference in front of the text (3GPP 23.040 section 9.2.3.24.1). */
export interface Part {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
  readonly text: string;
}

/** An SMSC that lets anybody in and delivers what the test says, in the order in which it says it. */
export class ScriptedSmsc {
  readonly port: number;
  /** Status of each deliver_sm_resp, in the order in which they came. */
  readonly answers: number[] = [];
  readonly #stopListening: () => Promise<void>;
  #transport: Transport | null = null;
  #lastSequenceNumber = 0;

  private constructor(port: number, stopListening: () => Promise<void>) {
    this.port = port;
    this.#stopListening = stopListening;
  }

  static async start(): Promise<ScriptedSmsc> {
    const waiting: Transport[] = [];
    let smsc: ScriptedSmsc | null = null;
    const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, (transport) => {
      if (smsc === null) waiting.push(transport);
      else smsc.#serve(transport);
    });
    smsc = new ScriptedSmsc(server.port, () => server.close());
    for (const transport of waiting) smsc.#serve(transport);
    return smsc;
  }

  /** Delivers one part from a phone to a number of the trunk. */
  deliver(from: string, to: string, { reference, total, number, text }: Part): void {
    if (this.#transport === null) throw new Error('Nobody is connected.');
    this.#lastSequenceNumber += 1;
    const header = [5, 0, 3, reference, total, number];
    const pdu = createPdu('deliver_sm', {
      sequenceNumber: this.#lastSequenceNumber,
      body: {
        sourceAddrTon: 1,
        sourceAddrNpi: 1,
        sourceAddr: from,
        destinationAddr: to,
        esmClass: 0x40,
        shortMessage: Uint8Array.from([...header, ...Buffer.from(text, 'latin1')]),
      },
    });
    this.#transport.write(encode(pdu));
  }

  async stop(): Promise<void> {
    await this.#stopListening();
    this.#transport?.destroy();
  }

  #serve(transport: Transport): void {
    this.#transport = transport;
    const framer = new Framer();
    transport.listen({
      onData: (chunk) => framer.push(chunk, (octets) => this.#take(transport, decode(octets).pdu)),
      onDrain: () => undefined,
      onClosed: () => undefined,
    });
  }

  #take(transport: Transport, { command, sequenceNumber, commandStatus }: Pdu): void {
    switch (command) {
      case 'bind_transceiver': {
        const answer = createPdu('bind_transceiver_resp', { sequenceNumber, body: { systemId: 'scripted' } });
        transport.write(encode(answer));
        return;
      }
      case 'enquire_link':
        transport.write(encode(createPdu('enquire_link_resp', { sequenceNumber })));
        return;
      case 'unbind':
        transport.write(encode(createPdu('unbind_resp', { sequenceNumber })));
        return;
      case 'deliver_sm_resp':
        this.answers.push(commandStatus);
        return;
      default:
    }
  }
}
