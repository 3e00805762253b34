import type { PduDirection } from '../model/pdu-row';
import { MAX_SESSIONS, MAX_WAITING_OCTETS } from './capture-limits';
import type { CaptureSession } from './capture-record';
import { ReadRecord, type CaptureSink } from './capture-sink';
import type { CaptureProblems } from './capture-problems';
import { Flow, type FlowSink } from './flow';
import { FlowTable } from './flow-table';
import type { ReadPacket } from './read-packet';
import type { RecordComment } from './record-comment';
import { SMPP_PORT } from './pcapng-format';
import { TcpPacket } from './tcp-packet';

/** Number of a session beyond those that a capture has: nothing of it is told. */
const LEFT_OUT = -1;

/** Makes records of packets: TCP put in order, cut into PDUs, sessions found and named. */
export class CaptureAssembler {
  readonly #sink: CaptureSink;
  readonly #problems: CaptureProblems;
  readonly #packet = new TcpPacket();
  readonly #record = new ReadRecord();
  readonly #flows: FlowTable;
  readonly #flowSink: FlowSink;
  readonly #ownFlows = new Set<Flow>();
  readonly #sessionIds = new Set<number>();
  #nextSessionId = 1;
  #waitingOctets = 0;

  constructor(sink: CaptureSink, problems: CaptureProblems) {
    this.#sink = sink;
    this.#problems = problems;
    this.#flowSink = this.#makeFlowSink();
    this.#flows = new FlowTable(this.#flowSink, (flow) => this.#tellUnused(flow));
  }

  /** A session that a capture of ours names: its packets are known by their interface. */
  openOwn(session: CaptureSession): Flow {
    const flow = new Flow(
      { address: new Uint8Array(4), port: 0 },
      { address: new Uint8Array(4), port: SMPP_PORT },
      this.#flowSink,
      true,
    );
    const wanted = this.#sessionIds.has(session.id) ? this.#freeSessionId() : session.id;
    const id = this.#admit(wanted);
    flow.sessionId = id;
    flow.isRoleProven = true;
    // `in` and `out` are told from the first end: ours, whichever side it is.
    flow.isFirstEsme = true;
    if (id === LEFT_OUT) return flow;
    this.#ownFlows.add(flow);
    this.#sink.session({ ...session, id });
    return flow;
  }

  /** More became known of a session. */
  describeOwn(flow: Flow, session: CaptureSession): void {
    const { sessionId } = flow;
    if (sessionId !== null && sessionId !== LEFT_OUT) this.#sink.session({ ...session, id: sessionId });
  }

  packet(read: ReadPacket): void {
    if (!this.#parse(read)) return;
    const { octets } = read;
    const flow = this.#flows.find(this.#packet, octets);
    if (flow.isOther || flow.sessionId === LEFT_OUT) return;
    this.#place(read);
    flow.take(this.#packet, this.#flows.isFromFirst, octets, read.fileBase);
    if (this.#packet.missing > 0 && flow.isUsed) {
      this.#problems.count(
        'A packet is in the file in part only, so a PDU in it is incomplete. Capture whole packets (tcpdump -s 0).',
        '# packets are in the file in part only, so PDUs in them are incomplete. Capture whole packets (tcpdump -s 0).',
      );
    }
  }

  /** A packet of a session of ours; `comment` where its record is no PDU. */
  ownPacket(flow: Flow, isEsmeOurs: boolean, comment: RecordComment | null, read: ReadPacket): void {
    if (flow.sessionId === LEFT_OUT || !this.#parse(read)) return;
    const { octets, fileBase } = read;
    const packet = this.#packet;
    const isFromEsme = packet.sourcePort !== SMPP_PORT;
    const isFromUs = isFromEsme === isEsmeOurs;
    this.#place(read);
    const length = packet.end - packet.start;
    if (comment !== null && flow.raw === null && (comment.length > 0 || length === 0)) {
      flow.raw = { comment, parts: [], filled: 0 };
    }
    if (flow.raw === null) {
      flow.take(packet, isFromUs, octets, fileBase);
      return;
    }
    flow.pass(packet, isFromUs);
    const { raw } = flow;
    const taken = Math.min(length, raw.comment.length - raw.filled);
    const hasRoom = this.#flowSink.reserve(taken);
    if (hasRoom) {
      raw.parts.push(octets.slice(packet.start, packet.start + taken));
      raw.filled += taken;
    }
    // Without room it ends here.
    if (hasRoom && raw.filled < raw.comment.length && length > 0) return;
    flow.raw = null;
    this.#flowSink.reserve(-raw.filled);
    const { kind, sentence } = raw.comment;
    this.#tell(flow, kind, isFromUs ? 'out' : 'in', joined(raw.parts), 0, raw.filled, sentence, -1);
  }

  finish(): void {
    this.#flows.finish();
    for (const flow of this.#ownFlows) flow.finish();
  }

  #parse({ octets, from, to, linkType }: ReadPacket): boolean {
    switch (this.#packet.parse(octets, from, to, linkType)) {
      case 'tcp':
        return true;
      case 'other':
        return false;
      case 'fragment':
        this.#problems.count(
          'An IP fragment was left out; fragments are not put together.',
          '# IP fragments were left out; fragments are not put together.',
        );
        return false;
      case 'malformed':
        this.#problems.count(
          'A packet with a broken or cut header was left out.',
          '# packets with broken or cut headers were left out.',
        );
        return false;
      case 'unknown-link':
        this.#problems.count(
          `A packet of link type ${linkType}, which Trunkline does not read, was left out.`,
          `# packets of link type ${linkType}, which Trunkline does not read, were left out.`,
        );
        return false;
    }
  }

  #place({ seconds, nanos, blockOffset }: ReadPacket): void {
    this.#record.timeSeconds = seconds;
    this.#record.timeNanos = nanos;
    this.#record.blockOffset = blockOffset;
  }

  #tell(
    flow: Flow,
    kind: ReadRecord['kind'],
    direction: PduDirection,
    octets: Uint8Array,
    start: number,
    end: number,
    sentence: string,
    fileOffset: number,
  ): void {
    if (flow.sessionId === LEFT_OUT) return;
    const record = this.#record;
    record.kind = kind;
    record.sessionId = flow.sessionId ?? 0;
    record.direction = direction;
    record.buffer = octets as Uint8Array<ArrayBuffer>;
    record.start = start;
    record.end = end;
    record.sentence = sentence;
    record.octetsOffset = fileOffset;
    this.#sink.record(record);
  }

  #makeFlowSink(): FlowSink {
    return {
      recognised: (flow) => this.#recognise(flow),
      pdu: (flow, direction, octets, start, end, fileOffset) =>
        this.#tell(flow, 'pdu', direction, octets, start, end, '', fileOffset),
      broken: (flow, direction, octets, sentence) =>
        this.#tell(flow, 'octets', direction, octets, 0, octets.length, sentence, -1),
      missing: (flow, direction, count, isCut) => {
        const [what, verb] =
          count === 1 ? ['1 octet', 'is'] : [`${count.toLocaleString('en')} octets`, 'are'];
        const why = isCut ? ': this packet was cut when it was captured' : '';
        const sentence = `${what} of this connection ${verb} not in the capture${why}.`;
        this.#tell(flow, 'loss', direction, nothing, 0, 0, sentence, -1);
      },
      skipped: (count) =>
        this.#problems.count(
          '1 octet before or between PDUs was passed over.',
          '# octets before or between PDUs were passed over.',
          count,
        ),
      reserve: (octets) => {
        if (octets > 0 && this.#waitingOctets + octets > MAX_WAITING_OCTETS) return false;
        this.#waitingOctets += octets;
        return true;
      },
    };
  }

  #recognise(flow: Flow): void {
    if (flow.sessionId === LEFT_OUT) return;
    if (flow.sessionId !== null) {
      this.#problems.count(
        'For the first PDUs of a connection it was guessed wrongly which side is the ESME.',
        'For the first PDUs of # connections it was guessed wrongly which side is the ESME.',
      );
    }
    const id = flow.sessionId ?? this.#admit(this.#freeSessionId());
    flow.sessionId = id;
    if (id === LEFT_OUT) return;
    const { esme, smsc } = flow.names();
    this.#sink.session({
      id,
      name: `${esme} → ${smsc}`,
      role: 'esme',
      localAddress: esme,
      remoteAddress: smsc,
    });
  }

  /** The number, where the capture has not too many sessions already. */
  #admit(id: number): number {
    if (this.#sessionIds.size >= MAX_SESSIONS) {
      this.#problems.count(
        `A connection was left out: the capture has more than ${MAX_SESSIONS.toLocaleString('en')} sessions.`,
        `# connections were left out: the capture has more than ${MAX_SESSIONS.toLocaleString('en')} sessions.`,
      );
      return LEFT_OUT;
    }
    this.#sessionIds.add(id);
    return id;
  }

  #freeSessionId(): number {
    while (this.#sessionIds.has(this.#nextSessionId)) this.#nextSessionId += 1;
    return this.#nextSessionId;
  }

  #tellUnused(flow: Flow): void {
    if (flow.isUsed) return;
    if (flow.isTls) {
      this.#problems.count(
        'A connection with TLS was left out: what is inside cannot be read.',
        '# connections with TLS were left out: what is inside cannot be read.',
      );
    } else {
      this.#problems.count(
        'A connection without SMPP was left out.',
        '# connections without SMPP were left out.',
      );
    }
  }
}

const nothing = new Uint8Array(0);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
