import { SmppSession } from '#electron/smpp/session/smpp-session';
import type {
  BindCredentials,
  OnOutcome,
  RequestOutcome,
  SessionEnd,
  SessionOptions,
  SessionState,
  SessionTimers,
} from '#electron/smpp/session/session-types';
import {
  memoryTransportPair,
  type MemoryTransport,
  type MemoryTransportOptions,
} from '#electron/smpp/transport/memory-transport';
import type { Transport } from '#electron/smpp/transport/transport';
import { createPdu, type Pdu, type SubmitSmBody } from '#shared/smpp/pdu';
import { FakeClock, settle } from '#test/support/fake-clock';
import { ListRecorder } from './list-recorder';
import { ScriptedPeer } from './scripted-peer';

export const testTimers: SessionTimers = {
  responseMs: 10_000,
  bindMs: 10_000,
  enquireLinkMs: 60_000,
  enquireLinkMode: 'when-silent',
  enquireLinkResponseMs: 10_000,
  inactivityMs: 0,
  sessionInitMs: 30_000,
  unbindMs: 5_000,
};

export const credentials: BindCredentials = {
  systemId: 'esme',
  password: 'secret',
  systemType: '',
  addrTon: 0,
  addrNpi: 0,
  addressRange: '',
};

const bodies = createPdu('submit_sm', { sequenceNumber: 1 }).body;
if (bodies === null) throw new Error('submit_sm has a body');
export const emptyMessage: SubmitSmBody = bodies;

export type TestOptions = Partial<
  Pick<
    SessionOptions,
    | 'role'
    | 'windowSize'
    | 'maxPduOctets'
    | 'interfaceVersion'
    | 'ignoresLowerVersion'
    | 'awaitsOutbind'
    | 'lastSequenceNumber'
  >
> & {
  readonly timers?: Partial<SessionTimers>;
  readonly link?: MemoryTransportOptions;
  /** Another connection than one in memory; `ourEnd` and `peerEnd` are not to be used then. */
  readonly ends?: { readonly left: Transport; readonly right: Transport };
};

/** A session on one end of a stream in memory, a scripted peer on the other, and everything the session said. */
export class SessionUnderTest {
  readonly clock = new FakeClock();
  readonly log = new ListRecorder();
  readonly session: SmppSession;
  readonly peer: ScriptedPeer;
  readonly ourEnd: MemoryTransport;
  readonly peerEnd: MemoryTransport;
  readonly states: SessionState[] = [];
  readonly requests: Pdu[] = [];
  readonly late: string[] = [];
  readonly ends: SessionEnd[] = [];
  readonly errors: unknown[] = [];
  readonly congestion: number[] = [];
  readonly outcomes: { readonly sequenceNumber: number; readonly outcome: RequestOutcome }[] = [];
  /** In the order in which it happened: outcomes, states, end. */
  readonly story: string[] = [];
  rooms = 0;
  onRequest: (request: Pdu) => void = () => undefined;
  onRoom: () => void = () => undefined;

  constructor(options: TestOptions = {}) {
    const memory = memoryTransportPair(options.link);
    this.ourEnd = memory.left;
    this.peerEnd = memory.right;
    const { left, right } = options.ends ?? memory;
    this.session = new SmppSession({
      role: options.role ?? 'esme',
      transport: left,
      clock: this.clock,
      timers: { ...testTimers, ...options.timers },
      windowSize: options.windowSize ?? 10,
      ...(options.maxPduOctets === undefined ? {} : { maxPduOctets: options.maxPduOctets }),
      recorder: this.log,
      interfaceVersion: options.interfaceVersion ?? 0x34,
      ignoresLowerVersion: options.ignoresLowerVersion ?? false,
      awaitsOutbind: options.awaitsOutbind ?? false,
      lastSequenceNumber: options.lastSequenceNumber ?? 0,
      onError: (error) => this.errors.push(error),
      listener: {
        onRequest: (request) => {
          this.requests.push(request);
          this.onRequest(request);
        },
        onStateChanged: (state) => {
          this.states.push(state);
          this.story.push(state);
        },
        onRoom: () => {
          this.rooms += 1;
          this.onRoom();
        },
        onLateResponse: (command, sequenceNumber, response) =>
          this.late.push(`${command} ${sequenceNumber} ${response.command}`),
        onCongestion: (level) => this.congestion.push(level),
        onEnded: (end) => {
          this.ends.push(end);
          this.story.push(`ended ${end.kind}`);
        },
      },
    });
    this.peer = new ScriptedPeer(right);
  }

  readonly noteOutcome: OnOutcome = (outcome, sequenceNumber) => {
    this.outcomes.push({ outcome, sequenceNumber });
    this.story.push(`${outcome.kind} ${sequenceNumber}`);
  };

  /** Outcomes so far as "response 2", "link-lost 3". */
  get outcomeLines(): string[] {
    return this.outcomes.map(({ outcome, sequenceNumber }) => `${outcome.kind} ${sequenceNumber}`);
  }

  submit(text = 'hello'): number | null {
    return this.session.request(
      { command: 'submit_sm', body: { ...emptyMessage, shortMessage: Buffer.from(text, 'latin1') } },
      this.noteOutcome,
    );
  }

  /** Binds an ESME's session (its bind has the first of the sequence numbers) or has the peer bind to a SMSC's. */
  async bind(type: 'transceiver' | 'transmitter' | 'receiver' = 'transceiver'): Promise<void> {
    if (this.session.role === 'esme') {
      const bound = this.session.bind(type, credentials);
      await settle();
      const { sequenceNumber = 1 } = this.peer.received.at(-1) ?? {};
      this.peer.send(`bind_${type}_resp`, { sequenceNumber, body: { systemId: 'smsc' } });
      await bound;
    } else {
      this.peer.send(`bind_${type}`, {
        sequenceNumber: 1,
        body: { ...credentials, interfaceVersion: this.session.interfaceVersion },
      });
      await settle();
      const request = this.requests.shift();
      if (request?.command !== `bind_${type}`) throw new Error('the bind was not handed on');
      this.session.acceptBind(request, 'smsc');
      await settle();
    }
    this.peer.take();
  }
}

/** A session that is bound. */
export async function boundSession(
  options: TestOptions = {},
  type: 'transceiver' | 'transmitter' | 'receiver' = 'transceiver',
): Promise<SessionUnderTest> {
  const test = new SessionUnderTest(options);
  await test.bind(type);
  return test;
}
