import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { connectTransport, ConnectOptions } from '#electron/smpp/transport/connect-transport';
import { memoryTransportPair, type MemoryTransport } from '#electron/smpp/transport/memory-transport';
import { roleOf, type EndpointResult } from '#electron/host/trunks/endpoint';
import { SmppLink } from '#electron/host/trunks/smpp-link';
import type { LateLinkResponse } from '#electron/host/trunks/trunk-link';
import { TrunkRunner } from '#electron/host/trunks/trunk-runner';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import { bindPort, trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { type ConnectionState, type LastState } from '#shared/model/trunk-view';
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

/** A runner over the real session, a fake SMSC, a clock that the test moves, and jitter that is always in the middle. */
export class TrunkRig {
  readonly clock = new FakeClock();
  readonly runner: TrunkRunner;
  readonly changes: { readonly connection: ConnectionState; readonly last: LastState | null }[] = [];
  readonly notes: string[] = [];
  readonly errors: unknown[] = [];
  readonly dialled: ConnectOptions[] = [];
  readonly ends: SmscEnd[] = [];
  readonly inbound: Pdu[] = [];
  readonly late: LateLinkResponse[] = [];
  behaviour: SmscBehaviour = { kind: 'accepts' };
  endpoint: (settings: TrunkSettings) => Promise<EndpointResult> = (settings) => {
    const { host, systemId } = settings;
    return Promise.resolve({
      kind: 'ready',
      endpoint: { host, port: bindPort(roleOf(settings), settings), systemId, password: 'secret' },
    });
  };
  onMessage: (request: Pdu) => Promise<number> = () => Promise.resolve(0);
  roomCount = 0;
  #links = 0;

  constructor(settings: Partial<TrunkSettings> = {}, random: () => number = () => 0.5) {
    this.runner = new TrunkRunner(
      { ...rigSettings, ...settings },
      {
        clock: this.clock,
        random,
        onChanged: (connection, last) => void this.changes.push({ connection, last }),
        createLink: (current, listener) => {
          this.#links += 1;
          return new SmppLink({
            settings: current,
            resolveEndpoint: () => this.endpoint(current),
            connect: this.#connect,
            clock: this.clock,
            log: {
              sessionId: this.#links,
              recorder: { recordPdu: () => undefined, recordOctets: () => undefined },
              note: (sentence) => void this.notes.push(sentence),
            },
            listener,
            traffic: {
              onRoom: () => {
                this.roomCount += 1;
              },
              onLateResponse: (late) => void this.late.push(late),
              onMessage: (request) => {
                this.inbound.push(request);
                return this.onMessage(request);
              },
            },
            onError: (error) => void this.errors.push(error),
          });
        },
      },
    );
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
    this.runner.bind();
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
    this.dialled.push(options);
    const { behaviour } = this;
    if (behaviour.kind === 'fails') return Promise.reject(behaviour.error);
    if (behaviour.kind === 'hangs') return hang(options, this.clock, signal);
    const { left, right } = memoryTransportPair();
    this.ends.push(new SmscEnd(right, left, behaviour));
    return Promise.resolve(left);
  };
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
