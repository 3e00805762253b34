import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import type { Transport } from '#electron/smpp/transport/transport';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, type DestAddress, type Pdu } from '#shared/smpp/pdu';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';

const ESME_RINVDSTADR = 0x0b;
const ESME_RINVDLNAME = 0x34;
/** message_state ENROUTE (SMPP 3.4 section 5.2.28). */
const ENROUTE = 1;

/** A part of an inbound message: user data with an 8-bit reference in front of the text (3GPP 23.040 section 9.2.3.24.1). */
export interface Part {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
  readonly text: string;
}

/**
 * An SMSC that lets anybody in, delivers what the test says in the order in which it says it, and takes every message
 * but for what a test names as refused. It sends no receipts.
 */
export class ScriptedSmsc {
  readonly port: number;
  /** Messages and what was asked about them, octet by octet as they came. */
  readonly requests: Uint8Array[] = [];
  /** Destinations of a submit_multi, numbers or names of lists, that are refused. */
  readonly refused = new Set<string>();
  /** Status of each deliver_sm_resp, in the order in which they came. */
  readonly answers: number[] = [];
  /** message_id of the next message; null for one of its own. */
  nextId: string | null = null;
  /** command_status of the answer to a question, by its command. */
  readonly statuses = new Map<Pdu['command'], number>();
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

  /** A receipt as SMPP 3.4 Appendix B has it, for a message from `to` to `from`. */
  receipt(from: string, to: string, id: string, stat = 'DELIVRD'): void {
    if (this.#transport === null) throw new Error('Nobody is connected.');
    this.#lastSequenceNumber += 1;
    const text =
      `id:${id} sub:001 dlvrd:001 submit date:2601010100 done date:2601010101 ` +
      `stat:${stat} err:000 text:Hello`;
    const pdu = createPdu('deliver_sm', {
      sequenceNumber: this.#lastSequenceNumber,
      body: {
        sourceAddrTon: 1,
        sourceAddrNpi: 1,
        sourceAddr: from,
        destinationAddr: to,
        esmClass: 0x04,
        shortMessage: Uint8Array.from(Buffer.from(text, 'latin1')),
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
      onData: (chunk) =>
        framer.push(chunk, (octets) => {
          const { pdu } = decode(octets);
          this.#take(transport, pdu);
          const answer = this.#answer(pdu);
          if (answer === null) return;
          this.requests.push(Uint8Array.from(octets));
          const status = this.statuses.get(pdu.command) ?? 0;
          const sent = encode(status === 0 ? answer : { ...answer, commandStatus: status });
          transport.write(sent);
        }),
      onDrain: () => undefined,
      onClosed: () => undefined,
    });
  }

  #take(transport: Transport, { command, sequenceNumber, commandStatus }: Pdu): void {
    switch (command) {
      case 'bind_transceiver':
      case 'bind_transmitter':
      case 'bind_receiver': {
        const body = { systemId: 'scripted' };
        transport.write(encode(createPdu(`${command}_resp`, { sequenceNumber, body })));
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

  /** To a message, or to a question about one; null to anything else. */
  #answer(pdu: Pdu): Pdu | null {
    const { sequenceNumber } = pdu;
    const messageId = this.nextId ?? `id-${this.requests.length + 1}`;
    switch (pdu.command) {
      case 'submit_sm':
      case 'data_sm':
      case 'broadcast_sm':
        return createPdu(`${pdu.command}_resp`, { sequenceNumber, body: { messageId } });
      case 'submit_multi': {
        const unsuccessSmes = (pdu.body?.destAddresses ?? []).flatMap((each) => this.#refusalOf(each));
        return createPdu('submit_multi_resp', { sequenceNumber, body: { messageId, unsuccessSmes } });
      }
      case 'query_sm':
        return createPdu('query_sm_resp', {
          sequenceNumber,
          body: { messageId: pdu.body?.messageId ?? '', messageState: ENROUTE },
        });
      case 'replace_sm':
      case 'cancel_sm':
        return createPdu(`${pdu.command}_resp`, { sequenceNumber });
      case 'query_broadcast_sm':
        return createPdu('query_broadcast_sm_resp', {
          sequenceNumber,
          body: { messageId: pdu.body?.messageId ?? '' },
          tlvs: [{ tag: tlvDefinitions.message_state.tag, value: Uint8Array.of(ENROUTE) }],
        });
      case 'cancel_broadcast_sm':
        return createPdu('cancel_broadcast_sm_resp', { sequenceNumber });
      default:
        return null;
    }
  }

  #refusalOf(destination: DestAddress) {
    const isNumber = destination.destFlag === 1;
    const destinationAddr = isNumber ? destination.destinationAddr : destination.dlName;
    if (!this.refused.has(destinationAddr)) return [];
    const errorStatusCode = isNumber ? ESME_RINVDSTADR : ESME_RINVDLNAME;
    const { destAddrTon = 0, destAddrNpi = 0 } = isNumber ? destination : {};
    return [{ destAddrTon, destAddrNpi, destinationAddr, errorStatusCode }];
  }
}
