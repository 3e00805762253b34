import type { RequestOutcome } from '#electron/smpp/session/session-types';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import {
  describeCommandStatus,
  ESME_RMSGQFUL,
  ESME_RSYSERR,
  ESME_RTHROTTLED,
} from '#shared/smpp/command-status';
import type { DeliverSmBody, Tlv } from '#shared/smpp/pdu';
import { Fifo } from './fifo';

const ESME_RX_T_APPN = 0x64;
/** Refusals that ask for another try a little later (SMPP 3.4 section 5.1.3). */
const temporaryStatuses: ReadonlySet<number> = new Set([
  ESME_RSYSERR,
  ESME_RMSGQFUL,
  ESME_RTHROTTLED,
  ESME_RX_T_APPN,
]);
const RETRY_MS = 5_000;
const MAX_TRIES = 5;
/** Deliveries kept for an ESME that does not take them; the oldest goes first. */
const MAX_KEPT = 100_000;

/** A bound receiver or transceiver. */
export interface DeliveryTarget {
  readonly systemId: string;
  readonly interfaceVersion: number;
  freeWindow(): number;
  deliver(body: DeliverSmBody, tlvs: readonly Tlv[], onOutcome: (outcome: RequestOutcome) => void): void;
}

export interface Delivery {
  readonly systemId: string;
  /** The session that gets it while it is bound to receive; another of the same system_id otherwise. */
  readonly preferred: object | null;
  readonly body: DeliverSmBody;
  /** Left out towards an ESME of 3.3. */
  readonly tlvs: readonly Tlv[];
  /** True: waits for the ESME to bind, as a receipt does. False: fails when nobody is bound to take it. */
  readonly isKept: boolean;
  /** Null: acknowledged. Otherwise why it was not, as a sentence. */
  readonly onSettled: (problem: string | null) => void;
}

interface Waiting extends Delivery {
  readonly tries: number;
}

/** What waits to go to the ESMEs as deliver_sm: in order for each system_id, as far as the windows allow. */
export class Deliveries {
  readonly #clock: Clock;
  readonly #targets: () => readonly DeliveryTarget[];
  readonly #queues = new Map<string, Fifo<Waiting>>();
  readonly #retries = new Set<TimerHandle>();

  constructor(clock: Clock, targets: () => readonly DeliveryTarget[]) {
    this.#clock = clock;
    this.#targets = targets;
  }

  push(delivery: Delivery): void {
    this.#enqueue({ ...delivery, tries: 1 });
    this.flush(delivery.systemId);
  }

  /** Sends what the windows of this system_id's sessions take now. */
  flush(systemId: string): void {
    const queue = this.#queues.get(systemId);
    if (queue === undefined) return;
    const targets = this.#targets().filter((target) => target.systemId === systemId);
    if (targets.length === 0) {
      this.#failUnkept(systemId, queue);
      return;
    }
    while (queue.length > 0) {
      const delivery = queue.peek();
      const preferred = targets.find((candidate) => candidate === delivery?.preferred);
      const target = preferred ?? targets.find((candidate) => candidate.freeWindow() > 0);
      if (delivery === undefined || target === undefined || target.freeWindow() === 0) return;
      queue.shift();
      const tlvs = target.interfaceVersion < 0x34 ? [] : delivery.tlvs;
      target.deliver(delivery.body, tlvs, (outcome) => this.#settle(delivery, outcome));
    }
  }

  /** Forgets what waits; whoever waits for an answer is told. */
  clear(): void {
    for (const retry of this.#retries) retry.cancel();
    this.#retries.clear();
    const queues = [...this.#queues.values()];
    this.#queues.clear();
    for (const queue of queues) {
      for (const delivery of queue.drain()) delivery.onSettled('The simulator was stopped.');
    }
  }

  #enqueue(delivery: Waiting): void {
    const queue = this.#queues.get(delivery.systemId) ?? new Fifo<Waiting>();
    this.#queues.set(delivery.systemId, queue);
    queue.push(delivery);
    if (queue.length > MAX_KEPT) queue.shift()?.onSettled('Too many deliveries waited for this ESME.');
  }

  #failUnkept(systemId: string, queue: Fifo<Waiting>): void {
    const waiting = queue.drain();
    this.#queues.delete(systemId);
    for (const delivery of waiting) {
      if (delivery.isKept) this.#enqueue(delivery);
      else delivery.onSettled('The ESME unbound before it could take the message.');
    }
  }

  #settle(delivery: Waiting, outcome: RequestOutcome): void {
    switch (outcome.kind) {
      case 'response':
        this.#onStatus(delivery, outcome.response.commandStatus);
        return;
      case 'nack':
        this.#onStatus(delivery, outcome.commandStatus);
        return;
      case 'timeout':
        delivery.onSettled('The ESME did not answer the deliver_sm in time.');
        return;
      case 'link-lost':
      case 'not-sent':
        // A receipt that may have arrived is sent again: twice is better than never.
        if (delivery.isKept && delivery.tries < MAX_TRIES) {
          this.#enqueue({ ...delivery, tries: delivery.tries + 1 });
        } else delivery.onSettled('The link broke before the ESME acknowledged the message.');
    }
  }

  #onStatus(delivery: Waiting, commandStatus: number): void {
    if (commandStatus === 0) {
      delivery.onSettled(null);
    } else if (temporaryStatuses.has(commandStatus) && delivery.tries < MAX_TRIES) {
      const retry = this.#clock.startTimer(
        RETRY_MS,
        () => {
          this.#retries.delete(retry);
          this.#enqueue({ ...delivery, tries: delivery.tries + 1 });
          this.flush(delivery.systemId);
        },
        { isBackground: true },
      );
      this.#retries.add(retry);
    } else {
      delivery.onSettled(`The ESME refused the deliver_sm: ${describeCommandStatus(commandStatus)}.`);
    }
  }
}
