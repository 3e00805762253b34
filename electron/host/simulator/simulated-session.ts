import { timingSafeEqual, createHash } from 'node:crypto';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { RequestOutcome, SessionListener, SessionTimers } from '#electron/smpp/session/session-types';
import { SmppSession } from '#electron/smpp/session/smpp-session';
import type { Transport } from '#electron/smpp/transport/transport';
import { assertNever } from '#shared/lib/assert-never';
import type { Clock } from '#shared/lib/clock';
import type { SimulatorSession } from '#shared/model/simulator';
import { ESME_RINVPASWD, ESME_RINVSYSID, ESME_RSYSERR } from '#shared/smpp/command-status';
import type { DeliverSmBody, Pdu, PduOf, Tlv } from '#shared/smpp/pdu';
import { interfaceVersions } from '#shared/smpp/tables/versions';
import type { DeliveryTarget } from './deliveries';
import type { Answer, Asker } from './accepted-message';

export interface SimulatorCredentials {
  readonly systemId: string;
  readonly password: string;
}

const timers: SessionTimers = {
  responseMs: 10_000,
  bindMs: 10_000,
  enquireLinkMs: 60_000,
  enquireLinkMode: 'when-silent',
  enquireLinkResponseMs: 10_000,
  inactivityMs: 0,
  sessionInitMs: 30_000,
  unbindMs: 2_000,
};
const WINDOW = 100;
/** system_id of the SMSC in its bind responses and outbinds. */
export const SIMULATOR_SYSTEM_ID = 'trunkline-sim';

export interface SimulatedSessionOptions {
  readonly id: number;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly recorder: PduRecorder;
  /** Null lets anybody in. */
  readonly credentials: SimulatorCredentials | null;
  readonly onError: (error: unknown) => void;
  readonly onRequest: (request: Pdu, asker: Asker) => Answer;
  /** Bound, unbound or gone. */
  readonly onChanged: () => void;
  readonly onRoom: (session: SimulatedSession) => void;
  readonly onEnded: (session: SimulatedSession) => void;
}

/** One ESME that is connected to the simulator. */
export class SimulatedSession implements DeliveryTarget, Asker {
  readonly #options: SimulatedSessionOptions;
  readonly #session: SmppSession;
  readonly #sinceMs: number;
  #systemId = '';

  constructor(options: SimulatedSessionOptions) {
    this.#options = options;
    this.#sinceMs = options.clock.now();
    this.#session = new SmppSession({
      role: 'smsc',
      transport: options.transport,
      clock: options.clock,
      timers,
      windowSize: WINDOW,
      recorder: options.recorder,
      listener: this.#listener(),
      interfaceVersion: interfaceVersions['5.0'],
      onError: options.onError,
    });
  }

  get systemId(): string {
    return this.#systemId;
  }

  get interfaceVersion(): number {
    return this.#session.interfaceVersion;
  }

  /** Bound as receiver or transceiver. */
  get isReceiver(): boolean {
    return this.#session.state === 'bound_rx' || this.#session.state === 'bound_trx';
  }

  get view(): SimulatorSession {
    return {
      id: this.#options.id,
      systemId: this.#systemId,
      bindType: this.#bindType(),
      remoteAddress: this.#options.transport.remoteAddress,
      sinceMs: this.#sinceMs,
    };
  }

  freeWindow(): number {
    return this.#session.freeWindow();
  }

  deliver(body: DeliverSmBody, tlvs: readonly Tlv[], onOutcome: (outcome: RequestOutcome) => void): void {
    this.#session.request({ command: 'deliver_sm', body, tlvs }, onOutcome);
  }

  /** Asks the ESME that was called to bind (SMPP 3.4 section 2.2.1). Null when it is on its way, else why it is not. */
  outbind(body: SimulatorCredentials): string | null {
    return this.#session.notify({ command: 'outbind', body });
  }

  /** Resolves when it has ended, within the session's bounds. */
  async close(): Promise<void> {
    await this.#session.unbind();
  }

  #listener(): SessionListener {
    const { onChanged, onRoom, onEnded } = this.#options;
    return {
      onRequest: (request) => this.#onRequest(request),
      onStateChanged: () => {
        onChanged();
        if (this.isReceiver) onRoom(this);
      },
      onRoom: () => onRoom(this),
      onLateResponse: () => undefined,
      onEnded: () => onEnded(this),
    };
  }

  #onRequest(request: Pdu): void {
    switch (request.command) {
      case 'bind_receiver':
      case 'bind_transmitter':
      case 'bind_transceiver':
        this.#onBind(request);
        return;
      default:
        this.#answer(request);
    }
  }

  #onBind(request: PduOf<'bind_receiver'> | PduOf<'bind_transmitter'> | PduOf<'bind_transceiver'>): void {
    const { systemId = '', password = '' } = request.body ?? {};
    const { credentials } = this.#options;
    if (credentials !== null && !isSame(systemId, credentials.systemId)) {
      this.#session.refuseBind(request, ESME_RINVSYSID);
    } else if (credentials !== null && !isSame(password, credentials.password)) {
      this.#session.refuseBind(request, ESME_RINVPASWD);
    } else {
      this.#systemId = systemId;
      this.#session.acceptBind(request, SIMULATOR_SYSTEM_ID);
    }
  }

  #answer(request: Pdu): void {
    let answer: Answer = { commandStatus: ESME_RSYSERR };
    try {
      answer = this.#options.onRequest(request, this);
    } catch (error) {
      this.#options.onError(error);
    }
    this.#session.respond(request, answer.commandStatus, answer.body, answer.tlvs);
  }

  #bindType(): SimulatorSession['bindType'] {
    const { state } = this.#session;
    switch (state) {
      case 'bound_trx':
        return 'transceiver';
      case 'bound_tx':
        return 'transmitter';
      case 'bound_rx':
        return 'receiver';
      case 'open':
      case 'outbound':
      case 'unbound':
      case 'closed':
        return 'unbound';
      default:
        return assertNever(state, 'session state');
    }
  }
}

/** Takes the same time for every wrong value. */
function isSame(given: string, expected: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value, 'latin1').digest();
  return timingSafeEqual(digest(given), digest(expected));
}
