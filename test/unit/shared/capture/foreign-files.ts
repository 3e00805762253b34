/** Packets and files as other programs write them, built octet by octet. */

export interface SegmentOptions {
  readonly isFromEsme: boolean;
  readonly sequence: number;
  readonly acknowledged?: number;
  readonly payload?: Uint8Array;
  readonly flags?: number;
  readonly version?: 4 | 6;
  readonly esmePort?: number;
  readonly smscPort?: number;
}

const uint16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];
const uint32 = (value: number): number[] => [...uint16(value >>> 16), ...uint16(value & 0xffff)];

function tcp({
  isFromEsme,
  sequence,
  acknowledged = 0,
  payload = new Uint8Array(0),
  flags = 0x18,
  esmePort = 50_000,
  smscPort = 2775,
}: SegmentOptions): number[] {
  const ports = isFromEsme ? [esmePort, smscPort] : [smscPort, esmePort];
  return [
    ...ports.flatMap(uint16),
    ...uint32(sequence),
    ...uint32(acknowledged),
    0x50,
    flags,
    0xff,
    0xff,
    0,
    0,
    0,
    0,
    ...payload,
  ];
}

/** An IP packet with a TCP segment. */
export function segment(options: SegmentOptions): number[] {
  const inside = tcp(options);
  const ends = [
    [192, 0, 2, 1],
    [198, 51, 100, 7],
  ];
  const [from = [], to = []] = options.isFromEsme ? ends : ends.toReversed();
  if (options.version === 6) {
    const address = (four: readonly number[]): number[] => [
      0x20,
      1,
      0x0d,
      0xb8,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...four,
    ];
    return [0x60, 0, 0, 0, ...uint16(inside.length), 6, 64, ...address(from), ...address(to), ...inside];
  }
  return [0x45, 0, ...uint16(20 + inside.length), 0, 0, 0x40, 0, 64, 6, 0, 0, ...from, ...to, ...inside];
}

const macs = new Array<number>(12).fill(2);
/** What link layers put in front of an IP packet. */
export const links = {
  ethernet: { type: 1, wrap: (ip: number[], ether = [0x08, 0]) => [...macs, ...ether, ...ip] },
  ethernet6: { type: 1, wrap: (ip: number[]) => [...macs, 0x86, 0xdd, ...ip] },
  vlan: { type: 1, wrap: (ip: number[]) => [...macs, 0x81, 0, 0, 5, 0x88, 0xa8, 0, 6, 0x08, 0, ...ip] },
  padded: { type: 1, wrap: (ip: number[]) => [...macs, 0x08, 0, ...ip, ...new Array<number>(9).fill(0)] },
  raw: { type: 101, wrap: (ip: number[]) => ip },
  cooked: { type: 113, wrap: (ip: number[]) => [...new Array<number>(14).fill(0), 0x08, 0, ...ip] },
  cooked2: { type: 276, wrap: (ip: number[]) => [0x08, 0, ...new Array<number>(18).fill(0), ...ip] },
  loopback: { type: 0, wrap: (ip: number[]) => [2, 0, 0, 0, ...ip] },
} as const;

export interface PcapOptions {
  readonly isLittleEndian?: boolean;
  readonly isNano?: boolean;
  readonly linkType?: number;
}

/** A classic file; packet n is n seconds and n units after 2001-09-09T01:46:40Z. */
export function pcapFile(packets: readonly (readonly number[])[], options: PcapOptions = {}): Uint8Array {
  const { isLittleEndian = true, isNano = false, linkType = 1 } = options;
  const length = 24 + packets.reduce((sum, packet) => sum + 16 + packet.length, 0);
  const octets = new Uint8Array(length);
  const view = new DataView(octets.buffer);
  view.setUint32(0, isNano ? 0xa1b23c4d : 0xa1b2c3d4, isLittleEndian);
  view.setUint16(4, 2, isLittleEndian);
  view.setUint16(6, 4, isLittleEndian);
  view.setUint32(16, 65_535, isLittleEndian);
  view.setUint32(20, linkType, isLittleEndian);
  let offset = 24;
  packets.forEach((packet, index) => {
    view.setUint32(offset, 1_000_000_000 + index, isLittleEndian);
    view.setUint32(offset + 4, index, isLittleEndian);
    view.setUint32(offset + 8, packet.length, isLittleEndian);
    view.setUint32(offset + 12, packet.length, isLittleEndian);
    octets.set(packet, offset + 16);
    offset += 16 + packet.length;
  });
  return octets;
}

/** A pcapng file of one interface, times in microseconds. */
export function pcapngFile(
  packets: readonly (readonly number[])[],
  linkType = 1,
  isLittleEndian = true,
): Uint8Array {
  const blocks: Uint8Array[] = [];
  const block = (
    type: number,
    body: readonly (readonly [number, 2 | 4])[],
    rest: readonly number[] = [],
  ): void => {
    const fixed = body.reduce((sum, [, size]) => sum + size, 0);
    const total = 12 + fixed + ((rest.length + 3) & ~3);
    const octets = new Uint8Array(total);
    const view = new DataView(octets.buffer);
    view.setUint32(0, type, isLittleEndian);
    view.setUint32(4, total, isLittleEndian);
    let offset = 8;
    for (const [value, size] of body) {
      if (size === 2) view.setUint16(offset, value, isLittleEndian);
      else view.setUint32(offset, value, isLittleEndian);
      offset += size;
    }
    octets.set(rest, offset);
    view.setUint32(total - 4, total, isLittleEndian);
    blocks.push(octets);
  };
  block(0x0a0d0d0a, [
    [0x1a2b3c4d, 4],
    [1, 2],
    [0, 2],
    [0xffffffff, 4],
    [0xffffffff, 4],
  ]);
  block(1, [
    [linkType, 2],
    [0, 2],
    [0, 4],
  ]);
  packets.forEach((packet, index) => {
    const micros = 1_000_000_000_000_000 + index;
    block(
      6,
      [
        [0, 4],
        [Math.floor(micros / 0x1_0000_0000), 4],
        [micros % 0x1_0000_0000, 4],
        [packet.length, 4],
        [packet.length, 4],
      ],
      packet,
    );
  });
  return new Uint8Array(Buffer.concat(blocks));
}
