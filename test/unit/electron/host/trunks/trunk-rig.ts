import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { connectTransport, ConnectOptions } from '#electron/smpp/transport/connect-transport';
import { memoryTransportPair, type MemoryTransport } from '#electron/smpp/transport/memory-transport';
import type { BindHost, BindSpec } from '#electron/host/trunks/bind-plan';
import type { EndpointResult } from '#electron/host/trunks/endpoint';
import { SmppLink } from '#electron/host/trunks/smpp-link';
import type { LateLinkResponse } from '#electron/host/trunks/trunk-link';
import { OutbindPort } from '#electron/host/trunks/outbind-port';
import { TrunkBinds } from '#electron/host/trunks/trunk-binds';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState } from '#shared/model/trunk-view';
import type { CallHandlers, listenForCall } from '#electron/smpp/transport/listen-for-call';
import type { ListenError } from '#electron/smpp/transport/listen-for-transports';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, isResponse, responseOf, type KnownPdu, type Pdu } from '#shared/smpp/pdu';
import { FakeClock, settle } from '#test/support/fake-clock';

/** How the SMSC of the rig treats a connection. */
export type SmscBehaviour =
  | { readonly kind: 'accepts'; readonly scInterfaceVersion?: number }
  | { readonly kind: 'refuses'; readonly commandStatus: number }
  | { readonly kind: 'nacks'; readonly commandStatus: number }
  /** Answers the bind with another response under the bind's sequence number. */
  | { readonly kind: 'answers-wrongly' }
  | { readonly kind: 'swallows' }
  /** Sends these octets as soon as something arrives. */
  | { readonly kind: 'says'; readonly octets: Uint8Array }
  | { readonly kind: 'closes' }
  | { readonly kind: 'resets' }
  /** There is no connection at all. */
  | { readonly kind: 'fails'; readonly error: ConnectError }
  /** The TCP connection is never answered; the connect timer ends it. */
  | { readonly kind: 'hangs' };

/** The SMSC's end of one connection: answers by its behaviour, and is made to do other things by the test. */
export class SmscEnd {
  readonly received: Pdu[] = [];
  readonly #transport: MemoryTransport;
  readonly #ours: MemoryTransport;
  readonly #framer = new Framer();
  isClosed = false;
  /** Requests are answered with status 0; false to leave them all unanswered. */
  answers = true;

  constructor(transport: MemoryTransport, ours: MemoryTransport, behaviour: SmscBehaviour) {
    this.#transport = transport;
    this.#ours = ours;
    transport.listen({
      onData: (chunk) => {
        if (behaviour.kind === 'says') this.sendOctets(behaviour.octets);
        else this.#framer.push(chunk, (octets) => this.#onPdu(decode(octets.slice()).pdu, behaviour));
      },
      onDrain: () => undefined,
      onClosed: () => {
        this.isClosed = true;
      },
    });
  }

  get commands(): string[] {
    return this.received.map(({ command }) => command);
  }

  send(pdu: KnownPdu): void {
    this.sendOctets(encode(pdu));
  }

  sendOctets(octets: Uint8Array): void {
    this.#transport.write(octets);
  }

  close(): void {
    this.#transport.end();
  }

  /** The link breaks: our end sees a reset, the SMSC's end is gone. */
  reset(): void {
    this.#ours.fail(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    this.#transport.destroy();
  }

  #onPdu(pdu: Pdu, behaviour: SmscBehaviour): void {
    this.received.push(pdu);
    if (pdu.command === 'unknown' || isResponse(pdu) || !this.answers) return;
    const { sequenceNumber } = pdu;
    if (!pdu.command.startsWith('bind_')) {
      const response = responseOf(pdu.command);
      if (response !== undefined) this.send(createPdu(response, { sequenceNumber }));
      return;
    }
    const response = responseOf(pdu.command) as 'bind_transceiver_resp';
    switch (behaviour.kind) {
      case 'accepts': {
        const version = behaviour.scInterfaceVersion;
        const tlvs = version === undefined ? [] : [{ tag: 0x0210, value: Uint8Array.of(version) }];
        this.send(createPdu(response, { sequenceNumber, body: { systemId: 'SMSC' }, tlvs }));
        return;
      }
      case 'refuses':
        this.send(createPdu(response, { sequenceNumber, commandStatus: behaviour.commandStatus }));
        return;
      case 'nacks':
        this.send(createPdu('generic_nack', { sequenceNumber, commandStatus: behaviour.commandStatus }));
        return;
      case 'answers-wrongly':
        this.send(createPdu('submit_sm_resp', { sequenceNumber }));
        return;
      case 'closes':
        this.close();
        return;
      case 'resets':
        this.reset();
        return;
      default:
    }
  }
}

export const rigSettings = trunkSettings.parse({ name: 'Rig', host: 'smsc.example', systemId: 'user' });

/** The binds of a trunk over the real session, a fake SMSC, a clock that the test moves, and jitter in the middle. */
export class TrunkRig {
  readonly clock = new FakeClock();
  readonly binds: TrunkBinds;
  readonly changes: { readonly connection: ConnectionState; readonly last: LastState | null }[] = [];
  readonly notes: string[] = [];
  /** What standing connections were renamed to in the log. */
  readonly names: string[] = [];
  /** Places in the log that were given up. */
  endedLogs = 0;
  readonly errors: unknown[] = [];
  readonly dialled: ConnectOptions[] = [];
  readonly ends: SmscEnd[] = [];
  readonly inbound: Pdu[] = [];
  readonly late: LateLinkResponse[] = [];
  /** Every bind that changed, with its label. */
  readonly bindChanges: string[] = [];
  behaviour: SmscBehaviour = { kind: 'accepts' };
  /** By "host:port", where it is not that of `behaviour`. */
  readonly behaviours = new Map<string, SmscBehaviour>();
  endpoint: (spec: BindSpec, host: BindHost) => Promise<EndpointResult> = (spec, host) =>
    Promise.resolve({ kind: 'ready', endpoint: { ...host, systemId: spec.systemId, password: 'secret' } });
  onMessage: (request: Pdu) => Promise<number> = () => Promise.resolve(0);
  roomCount = 0;
  sentCount = 0;
  throttleChanges = 0;
  /** Where the SMSC calls, as a fake of the port. */
  readonly calls = new FakeCallPort();
  #links = 0;
  readonly #isTls: boolean;

  /** What it was made with, over the rig's own. */
  readonly given: Partial<TrunkSettings>;

  constructor(settings: Partial<TrunkSettings> = {}, random: () => number = () => 0.5) {
    const outbindPort = new OutbindPort(this.calls.listen);
    this.given = settings;
    this.#isTls = settings.tls?.isEnabled ?? false;
    this.binds = new TrunkBinds(
      { ...rigSettings, ...settings },
      {
        clock: this.clock,
        random,
        onChanged: (bind, label) => {
          if (bind !== null) this.bindChanges.push(`${label} ${bind.connection.kind}`.trim());
          this.changes.push(this.binds.state);
        },
        onThrottleChanged: () => {
          this.throttleChanges += 1;
        },
        onSent: (cost) => {
          this.sentCount += cost;
        },
        onRoom: () => {
          this.roomCount += 1;
        },
        onLateResponse: (late) => void this.late.push(late),
        onMessage: (request) => {
          this.inbound.push(request);
          return this.onMessage(request);
        },
        createLink: ({ spec, host, ...attempt }) => {
          this.#links += 1;
          return new SmppLink({
            ...attempt,
            bind: spec,
            resolveEndpoint: () => this.endpoint(spec, host),
            connect: this.#connect,
            outbindPort,
            clock: this.clock,
            log: {
              sessionId: this.#links,
              recorder: { recordPdu: () => undefined, recordOctets: () => undefined },
              note: (sentence) => void this.notes.push(sentence),
              takeSettings: ({ name }) => void this.names.push(name),
              end: () => {
                this.endedLogs += 1;
              },
            },
            onError: (error) => void this.errors.push(error),
          });
        },
      },
    );
  }

  /** The trunk as one bind: what most tests ask of it. */
  get runner() {
    const { binds } = this;
    return {
      connection: binds.state.connection,
      last: binds.state.last,
      /** Null unless a bind that may send is logged in. */
      link: binds.availability().kind === 'up' ? binds : null,
      bind: () => binds.bind(),
      unbind: (sentence?: string) => binds.unbind(sentence),
      rebind: (settings: TrunkSettings) => binds.rebind(settings),
      takeSettings: (settings: TrunkSettings) => binds.takeSettings(settings),
      close: () => binds.close(),
    };
  }

  /** "connecting", "waiting", … in their order since the last call. */
  takeStates(): string[] {
    return this.changes.splice(0).map(({ connection }) => connection.kind);
  }

  get smsc(): SmscEnd {
    const end = this.ends.at(-1);
    if (end === undefined) throw new Error('nothing has connected yet');
    return end;
  }

  /** Milliseconds until the next attempt; null unless it waits for one. */
  get retryInMs(): number | null {
    const { connection } = this.runner;
    return connection.kind === 'waiting' ? connection.retryAtMs - this.clock.now() : null;
  }

  /** Lets everything that is due now run. */
  async settle(): Promise<void> {
    await settle();
  }

  async bind(): Promise<void> {
    this.binds.bind();
    await this.settle();
  }

  /** Moves on to the next attempt and lets it run. */
  async retry(): Promise<void> {
    const inMs = this.retryInMs;
    if (inMs === null) throw new Error(`it does not wait, it is ${this.runner.connection.kind}`);
    await this.clock.advanceAsync(inMs);
    await this.settle();
  }

  readonly #connect: typeof connectTransport = (options, _clock, signal) => {
    // This SMSC's ports are plain: a look whether one speaks TLS finds that it does not.
    if (options.tls !== undefined && !this.#isTls)
      return Promise.reject(new ConnectError('tls', 'This is no TLS.'));
    this.dialled.push(options);
    const behaviour = this.behaviours.get(`${options.host}:${options.port}`) ?? this.behaviour;
    if (behaviour.kind === 'fails') return Promise.reject(behaviour.error);
    if (behaviour.kind === 'hangs') return hang(options, this.clock, signal);
    const { left, right } = memoryTransportPair();
    this.ends.push(new SmscEnd(right, left, behaviour));
    return Promise.resolve(left);
  };
}

/** The SMSC's call to a trunk's port, in memory. */
export class FakeCallPort {
  /** Makes the next opening fail. */
  error: ListenError | null = null;
  openCount = 0;
  closeCount = 0;
  #handlers: CallHandlers | null = null;
  #isTaken = false;

  get isOpen(): boolean {
    return this.#handlers !== null;
  }

  /** Somebody would answer a call. */
  get isAnswered(): boolean {
    return this.#handlers !== null && !this.#isTaken;
  }

  readonly listen: typeof listenForCall = (options, handlers) => {
    if (this.error !== null) return Promise.reject(this.error);
    this.openCount += 1;
    this.#handlers = handlers;
    this.#isTaken = false;
    return Promise.resolve({
      host: options.host,
      port: options.port,
      release: () => {
        this.#isTaken = false;
      },
      close: () => {
        this.#handlers = null;
        this.closeCount += 1;
        return Promise.resolve();
      },
    });
  };

  /** The SMSC calls; its end of the connection. Throws when nobody would answer. */
  call(behaviour: SmscBehaviour = { kind: 'accepts' }): SmscEnd {
    if (this.#handlers === null || !this.isAnswered) throw new Error('the port is not open for a call');
    const { left, right } = memoryTransportPair();
    const end = new SmscEnd(right, left, behaviour);
    this.#isTaken = true;
    this.#handlers.onCall(left);
    return end;
  }
}

function hang(options: ConnectOptions, clock: FakeClock, signal: CancelSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = clock.startTimer(options.connectTimeoutMs, () =>
      reject(new ConnectError('timeout', `${options.host} did not answer.`)),
    );
    signal?.addEventListener('abort', () => {
      timer.cancel();
      reject(new ConnectError('cancelled', 'called off'));
    });
  });
}
