import type { PduDirection } from '../model/pdu-row';
import { readUint32 } from '../smpp/codec/octets';
import { HEADER_OCTETS } from '../smpp/pdu';
import { endpointText, type Endpoint } from './endpoint-text';
import type { RecordComment } from './record-comment';
import { PduStream, type PduStreamSink } from './pdu-stream';
import { isSentByEsme } from './smpp-evidence';
import { SMPP_PORT } from './pcapng-format';
import { tcpFlags, type TcpPacket } from './tcp-packet';
import { TcpStream, type TcpStreamSink } from './tcp-stream';

/** Segments without anything like a PDU after which a connection is taken for something else. */
const MAX_TRIES = 16;

/** What a flow tells, and what it asks for. */
export interface FlowSink {
  /** Called before the first record, and when the ends changed their places. */
  recognised(flow: Flow): void;
  pdu(
    flow: Flow,
    direction: PduDirection,
    octets: Uint8Array,
    start: number,
    end: number,
    fileOffset: number,
  ): void;
  broken(flow: Flow, direction: PduDirection, octets: Uint8Array, sentence: string): void;
  /** `isCut`: a packet that was captured in part, and not one that is missing. */
  missing(flow: Flow, direction: PduDirection, count: number, isCut: boolean): void;
  skipped(count: number): void;
  reserve(octets: number): boolean;
}

/** A connection between two ends, and what SMPP there is in it. */
export class Flow {
  /** Number of its session in the capture; null until SMPP was found. */
  sessionId: number | null = null;
  /** The next flow with the same hash. */
  next: Flow | null = null;
  /** True where the first end is the ESME; null while nothing speaks for either. */
  isFirstEsme: boolean | null = null;
  /** True where PDUs said who is who, which a guess does not change any more. */
  isRoleProven = false;
  /** The octets of a record of ours that are no PDU, over several packets. */
  raw: { readonly comment: RecordComment; readonly parts: Uint8Array[]; filled: number } | null = null;
  readonly ends: readonly [Endpoint, Endpoint];
  readonly #sink: FlowSink;
  readonly #pduStreams: readonly [PduStream, PduStream];
  readonly #tcpStreams: readonly [TcpStream, TcpStream];
  #tries = 0;
  /** Octets that were passed over before the first PDU. */
  #unread = 0;
  #isTls = false;

  /** `isTrusted`: the first octet of each side begins a PDU, whatever it looks like. */
  constructor(first: Endpoint, second: Endpoint, sink: FlowSink, isTrusted = false) {
    this.ends = [first, second];
    this.#sink = sink;
    const pduStreams = [
      new PduStream(this.#pduSink(true), isTrusted),
      new PduStream(this.#pduSink(false), isTrusted),
    ] as const;
    this.#pduStreams = pduStreams;
    this.#tcpStreams = [
      new TcpStream(this.#tcpSink(pduStreams[0], true)),
      new TcpStream(this.#tcpSink(pduStreams[1], false)),
    ];
  }

  /** True for a connection in which nothing like SMPP was found. */
  get isOther(): boolean {
    return this.sessionId === null && this.#tries >= MAX_TRIES;
  }

  /** What began as TLS: whatever is in it cannot be read. */
  get isTls(): boolean {
    return this.#isTls && this.sessionId === null;
  }

  /** A packet of this flow, from its first end or its second. */
  take(packet: TcpPacket, isFromFirst: boolean, octets: Uint8Array, fileBase: number): void {
    const stream = this.#tcpStreams[isFromFirst ? 0 : 1];
    const { flags, sequence, start, end, missing } = packet;
    if ((flags & tcpFlags.syn) !== 0) {
      // Who calls is the ESME, unless PDUs say otherwise (outbind).
      if ((flags & tcpFlags.ack) === 0) this.isFirstEsme ??= isFromFirst;
      else this.isFirstEsme ??= !isFromFirst;
      stream.begin(sequence + 1);
    } else if (end > start || missing > 0) {
      if (this.sessionId === null) {
        // A handshake record of TLS (RFC 8446 section 5.1).
        if (this.#tries === 0) this.#isTls = octets[start] === 0x16 && octets[start + 1] === 0x03;
        this.#tries += 1;
      }
      stream.segment(octets, start, end, missing, sequence, fileBase);
    }
    if ((flags & tcpFlags.ack) !== 0) this.#tcpStreams[isFromFirst ? 1 : 0].confirm(packet.acknowledged);
  }

  /** A packet whose octets are no part of the stream of PDUs. */
  pass(packet: TcpPacket, isFromFirst: boolean): void {
    this.#tcpStreams[isFromFirst ? 0 : 1].pass(packet.sequence, packet.end - packet.start);
  }

  /** No packet follows. */
  finish(): void {
    for (const stream of this.#tcpStreams) stream.finish();
    this.#pduStreams.forEach((stream, index) => {
      const rest = stream.rest();
      stream.close();
      if (this.sessionId === null || rest.length === 0) return;
      const sentence = `The capture ends inside this PDU: ${rest.length} octets of it are there.`;
      this.#sink.broken(this, this.#directionOf(index === 0), rest, sentence);
    });
  }

  /** True where the connection had PDUs, so that a new one between the same ends is another session. */
  get isUsed(): boolean {
    return this.sessionId !== null;
  }

  /** The two ends as "address:port", the ESME first. */
  names(): { readonly esme: string; readonly smsc: string } {
    const [first, second] = this.ends.map(endpointText);
    return this.isFirstEsme === false
      ? { esme: second ?? '', smsc: first ?? '' }
      : { esme: first ?? '', smsc: second ?? '' };
  }

  #directionOf(isFromFirst: boolean): PduDirection {
    return isFromFirst === (this.isFirstEsme ?? true) ? 'out' : 'in';
  }

  #tcpSink(stream: PduStream, isFromFirst: boolean): TcpStreamSink {
    return {
      data: (octets, start, end, fileBase) => stream.push(octets, start, end, fileBase),
      late: (octets, start, end, fileBase) => this.#takeLate(isFromFirst, octets, start, end, fileBase),
      gap: (count, isCut) => {
        const begun = stream.rest();
        stream.lose();
        this.#tellBegun(begun, isFromFirst);
        if (this.sessionId !== null && count > 0) {
          this.#sink.missing(this, this.#directionOf(isFromFirst), count, isCut);
        }
      },
      reserve: (octets) => this.#sink.reserve(octets),
    };
  }

  /** Cut by itself: what it begins with and what it ends with belongs to packets that are elsewhere or nowhere. */
  #takeLate(isFromFirst: boolean, octets: Uint8Array, start: number, end: number, fileBase: number): void {
    const stream = new PduStream(this.#pduSink(isFromFirst), false);
    stream.push(octets, start, end, fileBase);
    const begun = stream.rest();
    const unsaid = begun.length === 0 ? stream.waiting : 0;
    stream.close();
    this.#tellBegun(begun, isFromFirst);
    if (unsaid > 0) this.#skip(unsaid);
  }

  #skip(count: number): void {
    if (this.sessionId === null) this.#unread += count;
    else this.#sink.skipped(count);
  }

  /** The beginning of a PDU whose rest is not in the capture; one that has its header speaks for SMPP as a whole one does. */
  #tellBegun(octets: Uint8Array, isFromFirst: boolean): void {
    if (octets.length >= HEADER_OCTETS) this.#recognise(readUint32(octets, 4), isFromFirst);
    if (this.sessionId === null || octets.length === 0) return;
    const of = octets.length < 4 ? '' : ` of its ${readUint32(octets, 0).toLocaleString('en')}`;
    const sentence = `The rest of this PDU is not in the capture: only ${octets.length.toLocaleString('en')}${of} octets are.`;
    this.#sink.broken(this, this.#directionOf(isFromFirst), octets, sentence);
  }

  #recognise(commandId: number, isFromFirst: boolean): void {
    if (!this.isRoleProven) this.#learnRole(commandId, isFromFirst);
    if (this.sessionId !== null) return;
    this.#sink.recognised(this);
    if (this.#unread > 0) this.#sink.skipped(this.#unread);
  }

  #pduSink(isFromFirst: boolean): PduStreamSink {
    return {
      pdu: (octets, start, end, fileOffset) => {
        if (end - start >= HEADER_OCTETS) this.#recognise(readUint32(octets, start + 4), isFromFirst);
        else if (this.sessionId === null) this.#sink.recognised(this);
        this.#sink.pdu(this, this.#directionOf(isFromFirst), octets, start, end, fileOffset);
      },
      broken: (octets, sentence) => {
        if (this.sessionId !== null)
          this.#sink.broken(this, this.#directionOf(isFromFirst), octets, sentence);
      },
      skipped: (count) => this.#skip(count),
      reserve: (octets) => this.#sink.reserve(octets),
    };
  }

  #learnRole(commandId: number, isFromFirst: boolean): void {
    const isFromEsme = isSentByEsme(commandId);
    if (isFromEsme === null) {
      this.isFirstEsme ??= this.#guessFirstEsme();
      return;
    }
    const before = this.isFirstEsme;
    this.isFirstEsme = isFromEsme === isFromFirst;
    this.isRoleProven = true;
    if (this.sessionId !== null && before !== this.isFirstEsme) this.#sink.recognised(this);
  }

  /** The SMSC is who has SMPP's port, or else the lower one. */
  #guessFirstEsme(): boolean {
    const [first, second] = this.ends;
    if (first.port === SMPP_PORT) return false;
    return second.port === SMPP_PORT || first.port > second.port;
  }
}
