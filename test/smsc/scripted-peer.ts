import type { Transport, TransportClosed } from '#electron/smpp/transport/transport';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, type CommandName, type Pdu, type PduInit } from '#shared/smpp/pdu';

/** The other side of a session under test: it does what the test says and nothing by itself. */
export class ScriptedPeer {
  readonly transport: Transport;
  readonly received: Pdu[] = [];
  /** Raw octets as they came, one entry for each chunk. */
  readonly chunks: Uint8Array[] = [];
  closed: TransportClosed | null = null;
  /** Called for each PDU that comes in, for peers that answer. */
  onPdu: (pdu: Pdu) => void = () => undefined;
  readonly #framer = new Framer();

  constructor(transport: Transport) {
    this.transport = transport;
    transport.listen({
      onData: (chunk) => {
        this.chunks.push(chunk);
        this.#framer.push(chunk, (octets) => {
          const { pdu } = decode(octets);
          this.received.push(pdu);
          this.onPdu(pdu);
        });
      },
      onDrain: () => undefined,
      onClosed: (closed) => {
        this.closed = closed;
      },
    });
  }

  /** "submit_sm 1", "generic_nack 7 status 3": what came in since the last look. */
  take(): string[] {
    return this.received
      .splice(0)
      .map(({ command, sequenceNumber, commandStatus }) =>
        commandStatus === 0
          ? `${command} ${sequenceNumber}`
          : `${command} ${sequenceNumber} status ${commandStatus}`,
      );
  }

  send<C extends CommandName>(command: C, init: PduInit<C>): void {
    this.sendPdu(createPdu(command, init) as Pdu);
  }

  sendPdu(pdu: Pdu): void {
    this.transport.write(encode(pdu));
  }

  sendOctets(octets: Uint8Array | string): void {
    this.transport.write(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets);
  }

  /** Hexadecimal with any white space. */
  sendHex(hex: string): void {
    this.transport.write(Buffer.from(hex.replaceAll(/\s+/gu, ''), 'hex'));
  }
}
