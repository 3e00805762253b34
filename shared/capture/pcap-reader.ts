import type { CaptureAssembler } from './capture-assembler';
import type { FormatReader } from './format-reader';
import { MAX_PACKET_OCTETS, tooLongSentence } from './capture-limits';
import { PCAP_FILE_HEADER, type PcapVariant } from './pcap-format';

/** Reads the packets of a classic file. */
export class PcapReader implements FormatReader {
  readonly #variant: PcapVariant;
  readonly #assembler: CaptureAssembler;
  #isHeaderRead = false;
  problem: string | null = null;

  constructor(variant: PcapVariant, assembler: CaptureAssembler) {
    this.#variant = variant;
    this.#assembler = assembler;
  }

  read(octets: Uint8Array, view: DataView, fileBase: number): number {
    const { isLittleEndian, linkType, unitNs, recordHeader } = this.#variant;
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
      const seconds = view.getUint32(offset, isLittleEndian);
      const fraction = view.getUint32(offset + 4, isLittleEndian);
      const timeNs = BigInt(seconds) * 1_000_000_000n + BigInt(fraction * unitNs);
      this.#assembler.packet(octets, from, to, linkType, timeNs, fileBase, fileBase + offset);
      offset = to;
    }
    return offset;
  }
}
