import type { CaptureAssembler } from './capture-assembler';
import { MAX_BLOCK_OCTETS, MAX_INTERFACES, MAX_SESSIONS, tooLongSentence } from './capture-limits';
import type { CaptureProblems } from './capture-problems';
import type { Flow } from './flow';
import type { FormatReader } from './format-reader';
import { BYTE_ORDER_MAGIC, blockTypes, PACKET_BLOCK_HEADER } from './pcapng-format';
import { ReadPacket } from './read-packet';
import {
  findRecordComment,
  readInterfaceOptions,
  readSessionComment,
  type CaptureInterface,
} from './section';
import { TimeUnits } from './time-units';

const SMALLEST_BLOCK = 12;

/** Reads the blocks of a pcapng file: sections, interfaces and packets; others are passed over. */
export class PcapngReader implements FormatReader {
  readonly #assembler: CaptureAssembler;
  readonly #problems: CaptureProblems;
  readonly #packet = new ReadPacket();
  readonly #ownFlows = new Map<string, Flow>();
  #isLittleEndian = true;
  #interfaces: CaptureInterface[] = [];
  problem: string | null = null;

  constructor(assembler: CaptureAssembler, problems: CaptureProblems) {
    this.#assembler = assembler;
    this.#problems = problems;
  }

  read(octets: Uint8Array, view: DataView, fileBase: number): number {
    let offset = 0;
    while (offset + SMALLEST_BLOCK <= octets.length) {
      const type = view.getUint32(offset, this.#isLittleEndian);
      // The type of a section header reads the same both ways; its length needs the octets behind it.
      if (type === blockTypes.sectionHeader && !this.#beginSection(view, offset, fileBase)) return offset;
      const length = view.getUint32(offset + 4, this.#isLittleEndian);
      if (length < SMALLEST_BLOCK || length > MAX_BLOCK_OCTETS) {
        this.problem = tooLongSentence('block', length, fileBase + offset);
        return offset;
      }
      // Blocks are a multiple of four octets long, also where they forget to say so.
      const end = offset + ((length + 3) & ~3);
      if (end > octets.length) return offset;
      const bodyEnd = offset + length - 4;
      if (type === blockTypes.enhancedPacket) this.#readPacket(octets, view, offset, bodyEnd, fileBase);
      else if (type === blockTypes.interfaceDescription) this.#readInterface(octets, view, offset, bodyEnd);
      else if (type === blockTypes.simplePacket)
        this.#readSimplePacket(octets, view, offset, bodyEnd, fileBase);
      else if (type === blockTypes.obsoletePacket)
        this.#readObsoletePacket(octets, view, offset, bodyEnd, fileBase);
      offset = end;
    }
    return offset;
  }

  #beginSection(view: DataView, offset: number, fileBase: number): boolean {
    const isLittleEndian = view.getUint32(offset + 8, true) === BYTE_ORDER_MAGIC;
    if (!isLittleEndian && view.getUint32(offset + 8, false) !== BYTE_ORDER_MAGIC) {
      this.problem = `The file is damaged at octet ${(fileBase + offset).toLocaleString('en')}: a section does not say the order of its octets.`;
      return false;
    }
    this.#isLittleEndian = isLittleEndian;
    this.#interfaces = [];
    return true;
  }

  #readInterface(octets: Uint8Array, view: DataView, offset: number, end: number): void {
    if (end - offset < 16 || this.#interfaces.length >= MAX_INTERFACES) {
      this.#countBroken();
      return;
    }
    const linkType = view.getUint16(offset + 8, this.#isLittleEndian);
    const snapLength = view.getUint32(offset + 12, this.#isLittleEndian);
    const { base, exponent, offsetSeconds, comment } = readInterfaceOptions(
      octets,
      view,
      offset + 16,
      end,
      this.#isLittleEndian,
    );
    const found = readSessionComment(comment);
    let own: CaptureInterface['own'] = null;
    if (found !== null) {
      const known = this.#ownFlows.get(found.key);
      const flow = known ?? this.#assembler.openOwn(found.session);
      if (known !== undefined) this.#assembler.describeOwn(known, found.session);
      if (this.#ownFlows.size < MAX_SESSIONS) this.#ownFlows.set(found.key, flow);
      own = { flow, isEsmeOurs: found.session.role === 'esme' };
    }
    const time = new TimeUnits(base, exponent, offsetSeconds);
    this.#interfaces.push({ linkType, snapLength, time, own });
  }

  #readPacket(octets: Uint8Array, view: DataView, offset: number, end: number, fileBase: number): void {
    const isLittle = this.#isLittleEndian;
    const from = offset + PACKET_BLOCK_HEADER;
    if (from > end) {
      this.#countBroken();
      return;
    }
    const description = this.#interfaces[view.getUint32(offset + 8, isLittle)];
    const to = from + view.getUint32(offset + 20, isLittle);
    if (description === undefined || to > end) {
      this.#countBroken();
      return;
    }
    const high = view.getUint32(offset + 12, isLittle);
    const packet = this.#place(description, octets, from, to, fileBase, offset);
    packet.time(description.time, high, view.getUint32(offset + 16, isLittle));
    const { own } = description;
    if (own === null) {
      this.#assembler.packet(packet);
      return;
    }
    const options = (to + 3) & ~3;
    const comment = options + 8 <= end ? findRecordComment(octets, view, options, end, isLittle) : null;
    this.#assembler.ownPacket(own.flow, own.isEsmeOurs, comment, packet);
  }

  /** Without a time of its own: it stands at the beginning of 1970. */
  #readSimplePacket(octets: Uint8Array, view: DataView, offset: number, end: number, fileBase: number): void {
    const [description] = this.#interfaces;
    const from = offset + 12;
    if (description === undefined || from > end) {
      this.#countBroken();
      return;
    }
    this.#problems.count(
      'A packet without a time is in the file.',
      '# packets without a time are in the file.',
    );
    const length = view.getUint32(offset + 8, this.#isLittleEndian);
    const { snapLength } = description;
    const to = Math.min(end, from + (snapLength === 0 ? length : Math.min(length, snapLength)));
    this.#assembler.packet(this.#place(description, octets, from, to, fileBase, offset));
  }

  #readObsoletePacket(
    octets: Uint8Array,
    view: DataView,
    offset: number,
    end: number,
    fileBase: number,
  ): void {
    const isLittle = this.#isLittleEndian;
    const from = offset + PACKET_BLOCK_HEADER;
    const description = from > end ? undefined : this.#interfaces[view.getUint16(offset + 8, isLittle)];
    const to = description === undefined ? 0 : from + view.getUint32(offset + 20, isLittle);
    if (description === undefined || to > end) {
      this.#countBroken();
      return;
    }
    const high = view.getUint32(offset + 12, isLittle);
    const packet = this.#place(description, octets, from, to, fileBase, offset);
    packet.time(description.time, high, view.getUint32(offset + 16, isLittle));
    this.#assembler.packet(packet);
  }

  /** The packet at hand, at the beginning of 1970. */
  #place(
    { linkType }: CaptureInterface,
    octets: Uint8Array,
    from: number,
    to: number,
    fileBase: number,
    offset: number,
  ): ReadPacket {
    const packet = this.#packet;
    packet.octets = octets;
    packet.from = from;
    packet.to = to;
    packet.linkType = linkType;
    packet.seconds = 0;
    packet.nanos = 0;
    packet.fileBase = fileBase;
    packet.blockOffset = fileBase + offset;
    return packet;
  }

  #countBroken(): void {
    this.#problems.count('A broken block was left out.', '# broken blocks were left out.');
  }
}
