import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { Clock } from '#shared/lib/clock';
import { decode, type Decoded } from '#shared/smpp/decode';
import { Framer, type FramingError } from '#shared/smpp/framer';
import { halfPduReason } from './framing-problem';

export interface ReceiverHandlers {
  /** `receivedAtMs` is when the chunk came that completed the PDU. */
  onPdu(decoded: Decoded, receivedAtMs: number): void;
  /** Nothing can be read any more; it is in the log. */
  onFramingError(error: FramingError): void;
}

/** From the octets of the transport to PDUs: everything that comes in is recorded here, once, before it is handled. */
export class Receiver {
  readonly #clock: Clock;
  readonly #recorder: PduRecorder;
  readonly #handlers: ReceiverHandlers;
  readonly #framer: Framer;
  #receivedAtMs = 0;
  #hasHeard = false;
  #isStopped = false;

  constructor(
    clock: Clock,
    recorder: PduRecorder,
    maxPduOctets: number | undefined,
    handlers: ReceiverHandlers,
  ) {
    this.#clock = clock;
    this.#recorder = recorder;
    this.#framer = new Framer(maxPduOctets);
    this.#handlers = handlers;
  }

  /** The peer has sent something, whatever it is. */
  get hasHeard(): boolean {
    return this.#hasHeard;
  }

  receive(chunk: Uint8Array): void {
    this.#hasHeard = true;
    // After the end only the answer to our FIN is waited for.
    if (this.#isStopped) return;
    this.#receivedAtMs = this.#clock.now();
    const error = this.#framer.push(chunk, this.#onFrame);
    if (error === null) return;
    this.#recorder.recordOctets('in', error.octets, this.#receivedAtMs, error.message);
    // A handler may have ended the session in the middle of the chunk.
    if (!this.#wasStopped()) this.#handlers.onFramingError(error);
  }

  /** How much has come of a PDU that is not through, as a sentence; null between two PDUs. */
  halfPdu(): string | null {
    return this.#framer.pendingOctets === 0 ? null : halfPduReason(this.#framer.pending());
  }

  /** The session has ended. Half a PDU that has come is recorded as what it is. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    const half = this.#framer.pending();
    if (half.length > 0) this.#recorder.recordOctets('in', half, this.#clock.now(), halfPduReason(half));
  }

  readonly #onFrame = (octets: Uint8Array): void => {
    this.#recorder.recordPdu('in', octets, this.#receivedAtMs);
    // What follows in the chunk that ended the session still belongs into the log.
    if (!this.#isStopped) this.#handlers.onPdu(decode(octets), this.#receivedAtMs);
  };

  /** A method, so that the compiler does not take what was true before a callback for true after it. */
  #wasStopped(): boolean {
    return this.#isStopped;
  }
}
