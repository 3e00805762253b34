import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { Transport } from '#electron/smpp/transport/transport';
import type { Clock } from '#shared/lib/clock';

/** From here on a batch does not wait for the end of the tick. */
const MAX_BATCH_OCTETS = 64 * 1024;
/** Written while the transport asks to hold back (responses must go): beyond it, reading stops until it drains. */
const MAX_HELD_OCTETS = 256 * 1024;

/**
 * Collects the PDUs of one tick and hands them to the transport in one write: a system call for each PDU is what makes
 * others slow. What leaves is recorded when it leaves; what never does is recorded as such.
 */
export class Outbox {
  readonly #transport: Transport;
  readonly #recorder: PduRecorder;
  readonly #clock: Clock;
  #pdus: Uint8Array[] = [];
  #octets = 0;
  #heldOctets = 0;
  #isFlushDue = false;
  #isBlocked = false;
  #isReadingPaused = false;
  #isClosed = false;
  #batch = 1;

  constructor(transport: Transport, recorder: PduRecorder, clock: Clock) {
    this.#transport = transport;
    this.#recorder = recorder;
    this.#clock = clock;
  }

  /** Number of the batch that is being collected; all before it have left. */
  get batch(): number {
    return this.#batch;
  }

  /** True from a write that the transport could not pass on at once until it has drained. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** False when the link has ended and nothing leaves any more. */
  push(pdu: Uint8Array): boolean {
    if (this.#isClosed) return false;
    this.#pdus.push(pdu);
    this.#octets += pdu.length;
    if (this.#octets >= MAX_BATCH_OCTETS) this.flush();
    else if (!this.#isFlushDue) {
      this.#isFlushDue = true;
      process.nextTick(this.#onTick);
    }
    return true;
  }

  /** Writes what was collected so far. */
  flush(): void {
    const pdus = this.#pdus;
    const [first] = pdus;
    if (first === undefined || this.#isClosed) return;
    const length = this.#octets;
    this.#pdus = [];
    this.#octets = 0;
    this.#batch += 1;
    const now = this.#clock.now();
    for (const pdu of pdus) this.#recorder.recordPdu('out', pdu, now);
    const isThrough = this.#transport.write(pdus.length === 1 ? first : Buffer.concat(pdus, length));
    if (isThrough) return;
    this.#isBlocked = true;
    this.#heldOctets += length;
    if (this.#heldOctets < MAX_HELD_OCTETS || this.#isReadingPaused) return;
    this.#isReadingPaused = true;
    this.#transport.pause();
  }

  onDrained(): void {
    this.#isBlocked = false;
    this.#heldOctets = 0;
    if (!this.#isReadingPaused) return;
    this.#isReadingPaused = false;
    this.#transport.resume();
  }

  /** The link has ended: what was still collected stays, and the log says so. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const now = this.#clock.now();
    for (const pdu of this.#pdus) {
      this.#recorder.recordOctets('out', pdu, now, 'Not sent: the connection ended before this PDU left.');
    }
    this.#pdus = [];
  }

  readonly #onTick = (): void => {
    this.#isFlushDue = false;
    this.flush();
  };
}
