import { utf8FromText } from '../lib/utf8';
import { maskPasswords, maskPasswordsAnywhere } from '../smpp/mask-passwords';
import type { CaptureRecord, CaptureSession } from './capture-record';
import { OctetOutput } from './octet-output';
import {
  BYTE_ORDER_MAGIC,
  blockTypes,
  IP_HEADER,
  linkTypes,
  MAX_SEGMENT,
  optionCodes,
  PACKET_BLOCK_HEADER,
  SESSION_COMMENT,
  TCP_HEADER,
} from './pcapng-format';
import { commentOf } from './record-comment';
import { addressesOf, writePacketHeaders, type SessionAddresses } from './synthesised-packet';

const HEADERS = IP_HEADER + TCP_HEADER;
/** Sequence numbers start here on both sides, as if the connection had just been made. */
const FIRST_SEQUENCE = 1;
const MAX_NAME_LENGTH = 1000;

interface WrittenSession {
  readonly session: CaptureSession;
  readonly addresses: SessionAddresses;
  /** Number of its interface in the section; null until its first record. */
  interfaceId: number | null;
  nextFromEsme: number;
  nextFromSmsc: number;
}

const times = new BigInt64Array(1);
const timeHalves = new Uint32Array(times.buffer);

/**
 * Writes records as pcapng that Wireshark dissects as SMPP without any setting: each session is an interface with its
 * real name and addresses, each PDU a TCP segment (or several) between a pair of private addresses, port 2775 on the
 * side of the SMSC. Passwords are masked here, whatever comes. What was written is collected until it is taken.
 */
export class CaptureWriter {
  readonly #output = new OctetOutput();
  readonly #sessions = new Map<number, WrittenSession>();
  readonly #captureId: string;
  #interfaces = 0;
  #taken = 0;

  /** `captureId` tells the sessions of this file from those of others that have the same numbers. */
  constructor(application: string, captureId: string) {
    this.#captureId = captureId;
    this.#writeSectionHeader(application);
  }

  /** Octets since the beginning of the file, taken or not: where the next block will stand. */
  get length(): number {
    return this.#taken + this.#output.used;
  }

  /** Octets that were not taken yet. */
  get pending(): number {
    return this.#output.used;
  }

  /** Says what is known of a session, before its first record; once more when more is known. */
  describeSession(session: CaptureSession): void {
    const known = this.#sessions.get(session.id);
    this.#sessions.set(session.id, {
      session,
      addresses: addressesOf(session.id),
      interfaceId: null,
      nextFromEsme: known?.nextFromEsme ?? FIRST_SEQUENCE,
      nextFromSmsc: known?.nextFromSmsc ?? FIRST_SEQUENCE,
    });
  }

  /** No record of the session follows. */
  forgetSession(id: number): void {
    this.#sessions.delete(id);
  }

  /** Returns the offset of the record's first block in the file. A session that was not described is named by its id. */
  append(record: CaptureRecord): number {
    const written = this.#sessions.get(record.sessionId) ?? this.#describeUnknown(record.sessionId);
    written.interfaceId ??= this.#writeInterface(written.session);
    const start = this.length;
    let comment = commentOf(record);
    // What is no PDU may hold one that is out of step.
    const octets = comment === null ? maskPasswords(record.octets) : maskPasswordsAnywhere(record.octets);
    for (let from = 0; from === 0 || from < octets.length; from += MAX_SEGMENT) {
      this.#writeSegment(record, written, octets, from, comment);
      comment = null;
    }
    return start;
  }

  /** What was written since the last time, valid until the next record. */
  take(): Uint8Array<ArrayBuffer> {
    this.#taken += this.#output.used;
    return this.#output.take();
  }

  #describeUnknown(id: number): WrittenSession {
    this.describeSession({ id, name: `Session ${id}`, role: 'esme', localAddress: '', remoteAddress: '' });
    const written = this.#sessions.get(id);
    if (written === undefined) throw new Error('A session that was just described is known.');
    return written;
  }

  #writeSegment(
    record: CaptureRecord,
    written: WrittenSession,
    octets: Uint8Array,
    from: number,
    comment: Uint8Array | null,
  ): void {
    const length = Math.min(MAX_SEGMENT, octets.length - from);
    const captured = HEADERS + length;
    const options = comment === null ? 0 : 4 + padded(comment.length) + 4;
    const total = PACKET_BLOCK_HEADER + padded(captured) + options + 4;
    const start = this.#output.reserve(total);
    const { view, octets: into } = this.#output;
    times[0] = record.timeNs;
    view.setUint32(start, blockTypes.enhancedPacket, true);
    view.setUint32(start + 4, total, true);
    view.setUint32(start + 8, written.interfaceId ?? 0, true);
    view.setUint32(start + 12, timeHalves[1] ?? 0, true);
    view.setUint32(start + 16, timeHalves[0] ?? 0, true);
    view.setUint32(start + 20, captured, true);
    view.setUint32(start + 24, captured, true);
    const packet = start + PACKET_BLOCK_HEADER;
    const whole = from === 0 && length === octets.length ? octets : octets.subarray(from, from + length);
    into.set(whole, packet + HEADERS);
    const isFromEsme = (record.direction === 'out') === (written.session.role === 'esme');
    const sequence = isFromEsme ? written.nextFromEsme : written.nextFromSmsc;
    const acknowledged = isFromEsme ? written.nextFromSmsc : written.nextFromEsme;
    const end = packet + captured;
    for (let at = end; at < packet + padded(captured); at += 1) into[at] = 0;
    writePacketHeaders(this.#output, packet, length, written.addresses, isFromEsme, sequence, acknowledged);
    if (isFromEsme) written.nextFromEsme = (sequence + length) >>> 0;
    else written.nextFromSmsc = (sequence + length) >>> 0;
    if (comment !== null) {
      const afterComment = writeOption(into, view, packet + padded(captured), optionCodes.comment, comment);
      view.setUint32(afterComment, 0, true);
    }
    view.setUint32(start + total - 4, total, true);
  }

  #writeSectionHeader(application: string): void {
    // Length of the section: not known while it is being written.
    const fixed = new Uint8Array(16);
    const view = new DataView(fixed.buffer);
    view.setUint32(0, BYTE_ORDER_MAGIC, true);
    view.setUint16(4, 1, true);
    view.setBigInt64(8, -1n, true);
    this.#writeBlock(blockTypes.sectionHeader, fixed, [
      [optionCodes.shbUserApplication, utf8FromText(application)],
    ]);
  }

  #writeInterface(session: CaptureSession): number {
    const { id, role, localAddress, remoteAddress } = session;
    const name = session.name.slice(0, MAX_NAME_LENGTH);
    const fixed = new Uint8Array(8);
    new DataView(fixed.buffer).setUint16(0, linkTypes.raw, true);
    const known = { captureId: this.#captureId, id, name, role, localAddress, remoteAddress };
    this.#writeBlock(blockTypes.interfaceDescription, fixed, [
      [optionCodes.comment, utf8FromText(SESSION_COMMENT + JSON.stringify(known))],
      [optionCodes.ifName, utf8FromText(name)],
      [optionCodes.ifDescription, utf8FromText(descriptionOf(session))],
      // Units of 10^-9 seconds.
      [optionCodes.ifTimeResolution, Uint8Array.of(9)],
    ]);
    this.#interfaces += 1;
    return this.#interfaces - 1;
  }

  #writeBlock(type: number, fixed: Uint8Array, options: readonly (readonly [number, Uint8Array])[]): void {
    let total = 12 + fixed.length + 4;
    for (const [, value] of options) total += 4 + padded(value.length);
    const start = this.#output.reserve(total);
    const { view, octets } = this.#output;
    view.setUint32(start, type, true);
    view.setUint32(start + 4, total, true);
    octets.set(fixed, start + 8);
    let offset = start + 8 + fixed.length;
    for (const [code, value] of options) offset = writeOption(octets, view, offset, code, value);
    view.setUint32(offset, 0, true);
    view.setUint32(start + total - 4, total, true);
  }
}

function writeOption(
  octets: Uint8Array,
  view: DataView,
  offset: number,
  code: number,
  value: Uint8Array,
): number {
  view.setUint16(offset, code, true);
  view.setUint16(offset + 2, value.length, true);
  octets.set(value, offset + 4);
  const end = offset + 4 + padded(value.length);
  octets.fill(0, offset + 4 + value.length, end);
  return end;
}

function descriptionOf({ role, localAddress, remoteAddress }: CaptureSession): string {
  const [esme, smsc] = role === 'esme' ? [localAddress, remoteAddress] : [remoteAddress, localAddress];
  return `ESME ${esme === '' ? 'unknown' : esme}, SMSC ${smsc === '' ? 'unknown' : smsc}`;
}

/** Blocks and options end on a multiple of four octets. */
function padded(length: number): number {
  return (length + 3) & ~3;
}
