import {
  PROTOCOL_VERSION,
  capabilities as knownCapabilities,
  type Capability,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type EventName,
  type EventPayload,
} from '../contract';
import type { CancelSignal } from '../lib/cancel-signal';
import type { Clock } from '../lib/clock';
import { Emitter, type Unsubscribe } from '../lib/emitter';
import { RpcError } from './errors';
import { hostFrame, type ClientFrame, type HostFrame } from './frames';
import type { ConnectionStatus, HostClient } from './host-client';
import { PendingCalls } from './pending-calls';
import { Reconnector } from './reconnector';
import { WireRefusedError, type Wire } from './wire';

/** Opens a new wire to the same host; rejects with `WireRefusedError` when it is no use to try again. */
export type OpenWire = () => Promise<Wire>;

export interface ConnectOptions {
  /** Told what a listener threw and what the host sent that is no frame. */
  readonly reportError: (error: unknown) => void;
}

interface EventMessage {
  readonly payload: unknown;
  readonly seq: number;
}

const LOST = 'The connection to the host was lost.';

class RpcClient implements HostClient {
  readonly #reportError: (error: unknown) => void;
  readonly #listeners = new Map<EventName, Emitter<EventMessage>>();
  readonly #statusListeners: Emitter<ConnectionStatus>;
  readonly #calls: PendingCalls;
  readonly #reconnector: Reconnector | null;
  /** Calls made before the first hello; they are sent once it is there. */
  #waiting: (() => void)[] | null = [];
  #wire: Wire | null = null;
  #status: ConnectionStatus = 'connecting';
  #capabilities: ReadonlySet<Capability> = new Set();
  #problem: string | null = null;

  constructor(open: OpenWire, clock: Clock | null, options: ConnectOptions) {
    this.#reportError = options.reportError;
    this.#statusListeners = new Emitter(options.reportError);
    this.#calls = new PendingCalls((frame) => this.#send(frame));
    this.#reconnector = clock === null ? null : new Reconnector(clock, () => this.#dial(open));
    this.#dial(open);
  }

  get capabilities(): ReadonlySet<Capability> {
    return this.#capabilities;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  get problem(): string | null {
    return this.#problem;
  }

  call<C extends CommandName>(
    name: C,
    input: CommandInput<C>,
    options: { readonly signal?: CancelSignal } = {},
  ): Promise<CommandOutput<C>> {
    // The host parses what goes in and the compiler holds what comes out to the same contract.
    const start = (): Promise<CommandOutput<C>> =>
      this.#calls.start(name, input, options.signal) as Promise<CommandOutput<C>>;
    if (this.#status === 'connected') return start();
    const waiting = this.#waiting;
    if (waiting === null) return Promise.reject(new RpcError('disconnected', this.#problem ?? LOST));
    return new Promise((resolve) => {
      waiting.push(() => {
        resolve(
          this.#status === 'connected'
            ? start()
            : Promise.reject(new RpcError('disconnected', this.#problem ?? LOST)),
        );
      });
    });
  }

  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>, seq: number) => void): Unsubscribe {
    let emitter = this.#listeners.get(name);
    if (emitter === undefined) {
      emitter = new Emitter(this.#reportError);
      this.#listeners.set(name, emitter);
    }
    return emitter.on(({ payload, seq }) => listener(payload as EventPayload<E>, seq));
  }

  onStatus(listener: (status: ConnectionStatus) => void): Unsubscribe {
    return this.#statusListeners.on(listener);
  }

  close(): void {
    this.#giveUp('The connection to the host was closed.');
  }

  #dial(open: OpenWire): void {
    open().then(
      (wire) => this.#attach(wire),
      (error: unknown) => {
        if (this.#status === 'closed') return;
        if (error instanceof WireRefusedError) this.#giveUp(error.message);
        else this.#lost('The host cannot be reached.');
      },
    );
  }

  #attach(wire: Wire): void {
    if (this.#status === 'closed') {
      wire.close();
      return;
    }
    this.#wire = wire;
    wire.onFrame((frame) => {
      if (this.#wire === wire) this.#receive(wire, frame);
    });
    wire.onClose((refusal) => {
      if (this.#wire !== wire) return;
      if (refusal === null) this.#lost(this.#problem ?? LOST);
      else this.#giveUp(refusal);
    });
    this.#send({ type: 'hello', protocol: PROTOCOL_VERSION });
  }

  #send(frame: ClientFrame): void {
    this.#wire?.send(frame);
  }

  #receive(wire: Wire, received: unknown): void {
    const parsed = hostFrame.safeParse(received);
    if (!parsed.success) {
      this.#reportError(parsed.error);
      this.#problem = 'The host sent something that this page does not understand.';
      wire.close();
      return;
    }
    this.#handle(parsed.data);
  }

  #handle(frame: HostFrame): void {
    switch (frame.type) {
      case 'hello':
        this.#greeted(frame.protocol, frame.capabilities);
        return;
      case 'ok':
        this.#calls.resolve(frame.id, frame.output);
        return;
      case 'err':
        this.#calls.reject(frame.id, new RpcError(frame.code, frame.message, frame.details));
        return;
      case 'evt':
        this.#listeners.get(frame.name as EventName)?.emit(frame);
        return;
      case 'bye':
        this.#problem = frame.message;
        this.#wire?.close();
        return;
    }
  }

  #greeted(protocol: number, names: readonly string[]): void {
    if (protocol !== PROTOCOL_VERSION) {
      this.#giveUp('This page and its host are of different versions; load the page again.');
      return;
    }
    this.#capabilities = new Set(knownCapabilities.filter((name) => names.includes(name)));
    this.#reconnector?.succeeded();
    this.#change('connected', null);
    this.#release();
  }

  #lost(problem: string): void {
    if (this.#status === 'closed') return;
    if (this.#reconnector === null) {
      this.#giveUp(problem);
      return;
    }
    this.#wire = null;
    this.#change('connecting', problem);
    this.#calls.rejectAll(new RpcError('disconnected', problem));
    this.#reconnector.failed();
  }

  #giveUp(problem: string): void {
    if (this.#status === 'closed') return;
    const wire = this.#wire;
    this.#wire = null;
    this.#reconnector?.stop();
    wire?.close();
    this.#change('closed', problem);
    this.#calls.rejectAll(new RpcError('disconnected', problem));
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const start of waiting) start();
  }

  #change(status: ConnectionStatus, problem: string | null): void {
    if (this.#status === status && this.#problem === problem) return;
    this.#status = status;
    this.#problem = problem;
    this.#statusListeners.emit(status);
  }
}

/** A client over one wire; when the wire closes, the client is closed for good. */
export function connect(wire: Wire, options: ConnectOptions): HostClient {
  return new RpcClient(() => Promise.resolve(wire), null, options);
}

/** A client that opens a new wire, with growing pauses, each time it loses the one it has. */
export function connectAgain(open: OpenWire, clock: Clock, options: ConnectOptions): HostClient {
  return new RpcClient(open, clock, options);
}
