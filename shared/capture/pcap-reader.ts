import type { CaptureAssembler } from './capture-assembler';
import type { FormatReader } from './format-reader';
import { MAX_PACKET_OCTETS, tooLongSentence } from './capture-limits';
import { PCAP_FILE_HEADER, type PcapVariant } from './pcap-format';
import { ReadPacket } from './read-packet';

const NS_PER_SECOND = 1_000_000_000;

/** Reads the packets of a classic file. */
export class PcapReader implements FormatReader {
  readonly #variant: PcapVariant;
  readonly #assembler: CaptureAssembler;
  readonly #packet = new ReadPacket();
  #isHeaderRead = false;
  problem: string | null = null;

  constructor(variant: PcapVariant, assembler: CaptureAssembler) {
    this.#variant = variant;
    this.#assembler = assembler;
    this.#packet.linkType = variant.linkType;
  }

  read(octets: Uint8Array, view: DataView, fileBase: number): number {
    const { isLittleEndian, unitNs, recordHeader } = this.#variant;
    const packet = this.#packet;
    packet.octets = octets;
    packet.fileBase = fileBase;
    let offset = this.#isHeaderRead ? 0 : PCAP_FILE_HEADER;
    this.#isHeaderRead = true;
    while (offset + recordHeader <= octets.length) {
      const captured = view.getUint32(offset + 8, isLittleEndian);
      if (captured > MAX_PACKET_OCTETS) {
        this.problem = tooLongSentence('packet', captured, fileBase + offset);
        return offset;
      }
      const from = offset + recordHeader;
      const to = from + captured;
      if (to > octets.length) break;
      const nanos = view.getUint32(offset + 4, isLittleEndian) * unitNs;
      // A damaged fraction may be more than a second.
      const more = nanos < NS_PER_SECOND ? 0 : Math.floor(nanos / NS_PER_SECOND);
      packet.from = from;
      packet.to = to;
      packet.seconds = view.getUint32(offset, isLittleEndian) + more;
      packet.nanos = nanos - more * NS_PER_SECOND;
      packet.blockOffset = fileBase + offset;
      this.#assembler.packet(packet);
      offset = to;
    }
    return offset;
  }
}
