/** The classic format of libpcap (pcap-savefile(5)). */
export interface PcapVariant {
  readonly isLittleEndian: boolean;
  readonly linkType: number;
  /** Nanoseconds of a unit of the fraction. */
  readonly unitNs: number;
  /** Octets before each packet. */
  readonly recordHeader: number;
}

export const PCAP_FILE_HEADER = 24;

/** What a classic file's header says; null when it is none. */
export function readPcapHeader(view: DataView, offset: number): PcapVariant | null {
  for (const isLittleEndian of [true, false]) {
    const magic = view.getUint32(offset, isLittleEndian);
    const linkType = view.getUint32(offset + 20, isLittleEndian) & 0xffff;
    switch (magic) {
      case 0xa1b2c3d4:
        return { isLittleEndian, linkType, unitNs: 1000, recordHeader: 16 };
      case 0xa1b23c4d:
        return { isLittleEndian, linkType, unitNs: 1, recordHeader: 16 };
      // With more in front of each packet, as some systems of the nineties wrote it.
      case 0xa1b2cd34:
        return { isLittleEndian, linkType, unitNs: 1000, recordHeader: 24 };
    }
  }
  return null;
}
