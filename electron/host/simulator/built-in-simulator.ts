import { randomBytes } from 'node:crypto';
import type { EventHub } from '#electron/host/event-hub';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import { ListenError } from '#electron/smpp/transport/listen-for-transports';
import type { Clock } from '#shared/lib/clock';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import type { HandsetMessage, SimulatorView } from '#shared/model/simulator';
import { RpcError } from '#shared/rpc/errors';
import type { SimulatorCredentials } from './simulated-session';
import { SmscSimulator } from './smsc-simulator';

const HOST = '127.0.0.1';
const SYSTEM_ID = 'demo';

export interface BuiltInSimulatorOptions {
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly onError: (error: unknown) => void;
  readonly openLog?: () => { readonly sessionId: number; readonly recorder: PduRecorder };
}

/** Where the simulator listens, and what it wants to hear. */
export interface SimulatorEndpoint extends SimulatorCredentials {
  readonly host: string;
  readonly port: number;
}

/** The simulator of the host: on loopback, with a port and a password that are made anew each time it starts. */
export class BuiltInSimulator {
  readonly #hub: EventHub;
  readonly #simulator: SmscSimulator;
  readonly #changed: Emitter<undefined>;
  #endpoint: SimulatorEndpoint | null = null;
  #problem: string | null = null;
  /** Starting and stopping, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor({ clock, hub, onError, openLog }: BuiltInSimulatorOptions) {
    this.#hub = hub;
    this.#changed = new Emitter(onError);
    this.#simulator = new SmscSimulator({
      clock,
      onError,
      onSessionsChanged: () => hub.emit('simulator.changed', this.view()),
      onHandsetMessage: (message) => {
        hub.emit('simulator.handsetChanged', message);
        if (this.#simulator.droppedMessageCount > 0) hub.emit('simulator.changed', this.view());
      },
      ...(openLog === undefined ? {} : { openLog }),
    });
  }

  /** Null while it does not run. */
  credentials(): SimulatorEndpoint | null {
    return this.#endpoint;
  }

  /** Why it does not run, if it failed. */
  problem(): string | null {
    return this.#problem;
  }

  /** It started or stopped, or could not start. */
  onChanged(listener: () => void): Unsubscribe {
    return this.#changed.on(listener);
  }

  view(): SimulatorView {
    return {
      isRunning: this.#endpoint !== null,
      host: HOST,
      port: this.#endpoint?.port ?? 0,
      systemId: SYSTEM_ID,
      problem: this.#problem,
      sessions: [...this.#simulator.sessions],
      droppedMessageCount: this.#simulator.droppedMessageCount,
    };
  }

  messages(): HandsetMessage[] {
    return [...this.#simulator.messages];
  }

  /** Starts it if need be. Never rejects: what went wrong is its `problem`. */
  async start(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#endpoint !== null) return;
      const credentials = { systemId: SYSTEM_ID, password: randomPassword() };
      try {
        const port = await this.#simulator.start({ host: HOST, port: 0, credentials });
        this.#endpoint = { host: HOST, port, ...credentials };
        this.#problem = null;
      } catch (error) {
        if (!(error instanceof ListenError)) throw error;
        this.#problem = error.sentence;
      }
      this.#tellChanged();
    });
  }

  async stop(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#endpoint === null) return;
      this.#endpoint = null;
      await this.#simulator.stop();
      this.#tellChanged();
    });
  }

  /** Refused while it does not run. */
  handsetSend(handset: string, to: string, text: string): HandsetMessage {
    if (this.#endpoint === null) {
      throw new RpcError('unavailable', 'The simulator is not running. Start it on the Simulator page.');
    }
    return this.#simulator.handsetSend(handset, to, text);
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(step);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #tellChanged(): void {
    this.#hub.emit('simulator.changed', this.view());
    this.#changed.emit(undefined);
  }
}

/** 8 characters, all that SMPP 3.4 allows (section 5.2.2), of 48 random bits. */
function randomPassword(): string {
  return randomBytes(6).toString('base64url');
}
