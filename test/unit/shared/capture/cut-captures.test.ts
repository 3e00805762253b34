import { describe, expect, it } from 'vitest';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { links, pcapFile, segment, type SegmentOptions } from './foreign-files';
import { readRecords } from './read-records';

const submit = (sequenceNumber: number, text = 'hello'): Uint8Array =>
  encode(createPdu('submit_sm', { sequenceNumber, body: { shortMessage: new TextEncoder().encode(text) } }));
const size = submit(1).length;
/** Headers of IP and TCP. */
const HEADERS = 40;

function told(packets: readonly (readonly number[])[]) {
  const { records, problems } = readRecords(pcapFile(packets, { linkType: 101 }));
  return {
    rows: records.map(({ kind, octets, sentence }) =>
      kind === 'pdu'
        ? `pdu ${new DataView(octets.buffer).getUint32(12)}`
        : `${kind} ${octets.length}: ${sentence}`,
    ),
    problems,
  };
}
const esme = (sequence: number, payload: Uint8Array, more: Partial<SegmentOptions> = {}): number[] =>
  segment({ isFromEsme: true, sequence, payload, ...more });
const cutSentence = (packets: number): string =>
  packets === 1
    ? 'A packet is in the file in part only, so a PDU in it is incomplete. Capture whole packets (tcpdump -s 0).'
    : `${packets} packets are in the file in part only, so PDUs in them are incomplete. Capture whole packets (tcpdump -s 0).`;

describe('a capture whose packets were cut', () => {
  it('shows what there is of a PDU and says what is not, also of the first one and where none is whole', () => {
    const first = esme(1, submit(1)).slice(0, HEADERS + 30);
    const second = esme(1 + size, submit(2)).slice(0, HEADERS + 20);
    const { rows, problems } = told([first, second]);
    const begun = (there: number): string =>
      `octets ${there}: The rest of this PDU is not in the capture: only ${there} of its ${size} octets are.`;
    const lost = (there: number): string =>
      `loss 0: ${size - there} octets of this connection are not in the capture: this packet was cut when it was captured.`;
    expect(rows).toEqual([begun(30), lost(30), begun(20), lost(20)]);
    expect(problems).toEqual([cutSentence(2)]);
  });

  it('keeps the whole PDUs before a cut, and goes on behind it', () => {
    const both = new Uint8Array([...submit(1), ...submit(2)]);
    const { rows, problems } = told([
      esme(1, both).slice(0, HEADERS + size + 3),
      esme(1 + 2 * size, submit(3)),
    ]);
    expect(rows).toEqual([
      'pdu 1',
      'octets 3: The rest of this PDU is not in the capture: only 3 octets are.',
      `loss 0: ${size - 3} octets of this connection are not in the capture: this packet was cut when it was captured.`,
      'pdu 3',
    ]);
    expect(problems).toEqual([cutSentence(1)]);
  });

  it('takes one that came whole again instead', () => {
    const { rows } = told([
      esme(1, submit(1)),
      esme(1 + size, submit(2)),
      esme(1, submit(1)).slice(0, HEADERS + 9),
    ]);
    expect(rows).toEqual(['pdu 1', 'pdu 2']);
  });

  it('that were cut inside their headers are counted', () => {
    for (const length of [5, 25, 39]) {
      const { rows, problems } = told([esme(1, submit(1)).slice(0, length), esme(1 + size, submit(2))]);
      expect(rows).toEqual(['pdu 2']);
      expect(problems).toEqual(['A packet with a broken or cut header was left out.']);
    }
  });
});

describe('a capture in which something is missing', () => {
  it('shows the beginning of a PDU whose next segment is missing', () => {
    const stream = new Uint8Array([...submit(1), ...submit(2), ...submit(3)]);
    const { rows } = told([
      esme(1, stream.subarray(0, size + 20)),
      // 10 octets are missing here.
      esme(1 + size + 30, stream.subarray(size + 30)),
    ]);
    expect(rows).toEqual([
      'pdu 1',
      `octets 20: The rest of this PDU is not in the capture: only 20 of its ${size} octets are.`,
      'loss 0: 10 octets of this connection are not in the capture.',
      'pdu 3',
    ]);
  });

  it('begins in the middle of a PDU, and says how much of it was passed over', () => {
    const { rows, problems } = told([esme(1, new Uint8Array([...submit(1).subarray(20), ...submit(2)]))]);
    expect(rows).toEqual(['pdu 2']);
    expect(problems).toEqual([`${size - 20} octets before or between PDUs were passed over.`]);
  });

  it('is none where segments only came again, late, or overlapped', () => {
    const stream = new Uint8Array([...submit(1), ...submit(2)]);
    const parts = [
      esme(1, stream.subarray(0, 30)),
      esme(1, stream.subarray(0, 30)),
      esme(61, stream.subarray(60)),
      // A keepalive of TCP: the octet before the next one.
      esme(30, Uint8Array.of(0)),
      esme(21, stream.subarray(20, 60)),
    ];
    expect(told(parts)).toEqual({ rows: ['pdu 1', 'pdu 2'], problems: [] });
  });
});

type Word = readonly [value: number, size: 2 | 4];

/** A block of pcapng with options behind its packet. */
function block(
  type: number,
  words: readonly Word[],
  packet: readonly number[] = [],
  options: readonly number[] = [],
) {
  const padded = (packet.length + 3) & ~3;
  const fixed = words.reduce((sum, [, length]) => sum + length, 0);
  const octets = new Uint8Array(12 + fixed + padded + options.length);
  const view = new DataView(octets.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, octets.length, true);
  let offset = 8;
  for (const [value, length] of words) {
    if (length === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
    offset += length;
  }
  octets.set(packet, offset);
  octets.set(options, offset + padded);
  view.setUint32(octets.length - 4, octets.length, true);
  return octets;
}

const section = block(0x0a0d0d0a, [
  [0x1a2b3c4d, 4],
  [1, 2],
  [0, 2],
  [0xffffffff, 4],
  [0xffffffff, 4],
]);
/** An interface with its if_tsresol, and where given an if_tsoffset in seconds. */
function description(
  linkType: number,
  resolution: number | null,
  offsetSeconds: number | null = null,
): Uint8Array {
  const options: number[] = [];
  if (resolution !== null) options.push(9, 0, 1, 0, resolution, 0, 0, 0);
  if (offsetSeconds !== null) {
    const value = new Uint8Array(8);
    new DataView(value.buffer).setBigInt64(0, BigInt(offsetSeconds), true);
    options.push(14, 0, 8, 0, ...value);
  }
  const words: Word[] = [
    [linkType, 2],
    [0, 2],
    [0, 4],
  ];
  return block(1, words, [], [...options, 0, 0, 0, 0]);
}
function enhanced(interfaceId: number, units: bigint, packet: readonly number[]): Uint8Array {
  const words: Word[] = [
    [interfaceId, 4],
    [Number(units >> 32n), 4],
    [Number(units & 0xffffffffn), 4],
    [packet.length, 4],
    [packet.length, 4],
  ];
  return block(6, words, packet);
}

describe('a pcapng file of several interfaces', () => {
  it('is read with the link layer and the clock of each, in every block that packets come in', () => {
    const packet = (number: number, version: 4 | 6 = 4): number[] =>
      segment({ isFromEsme: true, sequence: 1 + (number - 1) * size, payload: submit(number), version });
    const ends = { esmePort: 40_001 };
    const file = Buffer.concat([
      section,
      description(1, 9),
      description(101, null),
      description(113, 3, 1_700_000_000),
      description(0, 0x80 | 20),
      enhanced(0, 1_700_000_000_123_456_789n, [...links.vlan.wrap(packet(1))]),
      enhanced(1, 1_700_000_001_000_001n, packet(2)),
      enhanced(2, 2500n, [...links.cooked.wrap(packet(3))]),
      enhanced(3, (1_700_000_003n << 20n) + (1n << 19n), [...links.loopback.wrap(packet(4))]),
      // The packet block of old, and the simple one, which has no time and is of the first interface.
      block(
        2,
        [
          [1, 2],
          [0, 2],
          [Number(1_700_000_004_000_000n >> 32n), 4],
          [Number(1_700_000_004_000_000n & 0xffffffffn), 4],
          [packet(5).length, 4],
          [packet(5).length, 4],
        ],
        packet(5),
      ),
      // Blocks that hold no packets are passed over.
      block(5, [[0, 4]]),
      block(0x0bad, [[1, 4]]),
      block(
        3,
        [[1000, 4]],
        [...links.ethernet.wrap(segment({ isFromEsme: true, sequence: 9, payload: submit(6), ...ends }))],
      ),
    ]);
    const { records, problems } = readRecords(new Uint8Array(file));
    expect(records.map(({ octets, timeNs }) => [new DataView(octets.buffer).getUint32(12), timeNs])).toEqual([
      [1, 1_700_000_000_123_456_789n],
      [2, 1_700_000_001_000_001_000n],
      [3, 1_700_000_002_500_000_000n],
      [4, 1_700_000_003_500_000_000n],
      [5, 1_700_000_004_000_000_000n],
      [6, 0n],
    ]);
    expect(problems).toEqual(['A packet without a time is in the file.']);
  });

  it('takes no filling for octets of a simple packet that was cut', () => {
    const snapLength = HEADERS + 29;
    const cut = (sequence: number, payload: Uint8Array): number[] =>
      esme(sequence, payload).slice(0, snapLength);
    const interfaceOf = (length: number): Uint8Array =>
      block(1, [
        [101, 2],
        [0, 2],
        [length, 4],
      ]);
    const simple = (packet: readonly number[]): Uint8Array => block(3, [[HEADERS + size, 4]], packet);
    const file = Buffer.concat([
      section,
      interfaceOf(snapLength),
      simple(cut(1, submit(1))),
      // An interface of the next section does not say how much it takes.
      section,
      interfaceOf(0),
      simple(esme(1 + size, submit(2))),
    ]);
    const { records } = readRecords(new Uint8Array(file));
    expect(records.map(({ kind, octets, sentence }) => [kind, octets.length, sentence])).toEqual([
      ['octets', 29, `The rest of this PDU is not in the capture: only 29 of its ${size} octets are.`],
      [
        'loss',
        0,
        `${size - 29} octets of this connection are not in the capture: this packet was cut when it was captured.`,
      ],
      ['pdu', size, ''],
    ]);
  });

  it('says what it cannot read, and reads the rest', () => {
    const packet = segment({ isFromEsme: true, sequence: 1, payload: submit(1) });
    const file = Buffer.concat([
      section,
      description(147, 9),
      description(101, 9),
      enhanced(0, 1n, packet),
      // There is no fifth interface.
      enhanced(4, 1n, packet),
      enhanced(1, 1n, packet),
    ]);
    const { records, problems } = readRecords(new Uint8Array(file));
    expect(records).toHaveLength(1);
    expect([...problems].sort()).toEqual([
      'A broken block was left out.',
      'A packet of link type 147, which Trunkline does not read, was left out.',
    ]);
  });
});
