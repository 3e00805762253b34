import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { links, pcapFile, pcapngFile, segment, type SegmentOptions } from './foreign-files';
import { readRecords, type ReadCapture } from './read-records';

function submit(sequenceNumber: number, text = 'hello'): Uint8Array {
  return encode(
    createPdu('submit_sm', { sequenceNumber, body: { shortMessage: new TextEncoder().encode(text) } }),
  );
}
const response = (sequenceNumber: number): Uint8Array =>
  encode(createPdu('submit_sm_resp', { sequenceNumber, body: { messageId: 'abc' } }));
const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const told = (read: ReadCapture): string[] =>
  read.records.map(({ kind, direction, octets, sentence }) =>
    kind === 'pdu' ? `${direction} ${Buffer.from(octets).toString('hex')}` : `${kind} ${sentence}`,
  );
const pdu = (direction: string, octets: Uint8Array): string =>
  `${direction} ${Buffer.from(octets).toString('hex')}`;

/** A stream of the ESME in segments cut at the given places. */
function segments(stream: Uint8Array, cuts: readonly number[], first = 1000): SegmentOptions[] {
  const places = [
    0,
    ...[...new Set(cuts.filter((cut) => cut > 0 && cut < stream.length))].sort((a, b) => a - b),
    stream.length,
  ];
  return places.slice(1).map((end, index) => {
    const start = places[index] ?? 0;
    return { isFromEsme: true, sequence: (first + start) >>> 0, payload: stream.subarray(start, end) };
  });
}
const raw = (options: readonly SegmentOptions[]): Uint8Array =>
  pcapFile(options.map(segment), { linkType: 101 });

describe('a capture from elsewhere', () => {
  const conversation: SegmentOptions[] = [
    { isFromEsme: true, sequence: 10, payload: submit(1) },
    { isFromEsme: false, sequence: 900, payload: response(1) },
  ];
  const expected = [pdu('out', submit(1)), pdu('in', response(1))];

  it('is read from every link layer, format and order of octets', () => {
    for (const [name, { type, wrap }] of Object.entries(links)) {
      const version = name === 'ethernet6' ? 6 : 4;
      const packets = conversation.map((options) => wrap(segment({ ...options, version })));
      for (const isLittleEndian of [true, false]) {
        for (const isNano of [true, false]) {
          const read = readRecords(pcapFile(packets, { linkType: type, isLittleEndian, isNano }));
          expect(told(read), name).toEqual(expected);
          expect(read.problems, name).toEqual([]);
          expect(read.records[1]?.timeNs).toBe(1_000_000_001_000_000_000n + (isNano ? 1n : 1000n));
        }
        const read = readRecords(pcapngFile(packets, type, isLittleEndian), 7);
        expect(told(read), name).toEqual(expected);
        expect(read.records[1]?.timeNs).toBe(1_000_000_000_000_001_000n);
      }
    }
  });

  it('names its sessions by their ends, and knows the ESME by what it sends, on any port', () => {
    const options = { esmePort: 5000, smscPort: 8080 };
    const read = readRecords(
      raw([
        {
          ...options,
          isFromEsme: false,
          sequence: 5,
          payload: encode(createPdu('deliver_sm', { sequenceNumber: 1 })),
        },
        { ...options, isFromEsme: true, sequence: 7, payload: submit(9) },
      ]),
    );
    expect(read.records.map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect([...read.sessions.values()]).toEqual([
      {
        id: 1,
        name: '192.0.2.1:5000 → 198.51.100.7:8080',
        role: 'esme',
        localAddress: '192.0.2.1:5000',
        remoteAddress: '198.51.100.7:8080',
      },
    ]);
  });

  it('says where the octets of a PDU stand in the file', () => {
    const file = pcapFile(
      [segment({ isFromEsme: true, sequence: 1, payload: joined([submit(1), submit(2)]) })],
      { linkType: 101 },
    );
    const read = readRecords(file);
    for (const [index, offset] of read.octetsOffsets.entries()) {
      const octets = read.records[index]!.octets;
      expect(file.subarray(offset, offset + octets.length)).toEqual(octets);
    }
    expect(read.octetsOffsets).toHaveLength(2);
  });

  it('gives the PDUs of a stream however it is cut, repeated, overlapped and shuffled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 60 }), { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat(700), { maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 6 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
        (texts, cuts, repeats, first, moves) => {
          const pdus = texts.map((text, index) => submit(index + 1, text));
          const stream = joined(pdus);
          const parts = segments(stream, cuts, first);
          // Each later one may come earlier by a few places, after the first, and again with what was before it.
          const [head, ...rest] = parts;
          const order = rest
            .map((part, index) => ({ part, at: index + (moves[index] ?? 0) }))
            .sort((a, b) => a.at - b.at)
            .map(({ part }) => part);
          for (const index of repeats) {
            const again = order[index];
            if (again !== undefined) order.push(again);
          }
          order.push({
            isFromEsme: true,
            sequence: first,
            payload: stream.subarray(0, Math.min(stream.length, 900)),
          });
          const read = readRecords(
            raw([{ isFromEsme: true, sequence: first - 1, flags: 2 }, head!, ...order]),
          );
          expect(told(read)).toEqual(pdus.map((octets) => pdu('out', octets)));
          expect(read.problems).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says how many octets are missing, and goes on behind them', () => {
    const stream = joined([submit(1), submit(2), submit(3), submit(4)]);
    const size = submit(1).length;
    const [first, , third, fourth] = segments(stream, [size, size * 2, size * 3]) as [
      SegmentOptions,
      SegmentOptions,
      SegmentOptions,
      SegmentOptions,
    ];
    expect(told(readRecords(raw([first, third, fourth])))).toEqual([
      pdu('out', submit(1)),
      `loss ${size} octets of this connection are not in the capture.`,
      pdu('out', submit(3)),
      pdu('out', submit(4)),
    ]);
  });

  it('begins in the middle of a connection, and of a PDU', () => {
    const stream = joined([submit(1).subarray(20), submit(2), submit(3)]);
    const read = readRecords(raw(segments(stream, [])));
    expect(told(read)).toEqual([pdu('out', submit(2)), pdu('out', submit(3))]);
  });

  it('gives the PDUs of segments that come after one behind them, where the capture begins between', () => {
    const stream = joined([submit(1), submit(2), submit(3), submit(4)]);
    const size = submit(1).length;
    const [one, two, three, four] = segments(stream, [size, size * 2, size * 3]) as [
      SegmentOptions,
      SegmentOptions,
      SegmentOptions,
      SegmentOptions,
    ];
    const late = (order: readonly SegmentOptions[]): string[] => told(readRecords(raw(order)));
    expect(late([two, one, three])).toEqual([2, 1, 3].map((number) => pdu('out', submit(number))));
    expect(late([three, two, one, four])).toEqual([3, 2, 1, 4].map((number) => pdu('out', submit(number))));
    // With another one missing between, and again.
    expect(late([three, one, one, four])).toEqual([3, 1, 4].map((number) => pdu('out', submit(number))));
    expect(late([two, one, two, one, three])).toEqual([2, 1, 3].map((number) => pdu('out', submit(number))));
  });

  it('says so where what comes late is the beginning of a PDU, and passes no octet over in silence', () => {
    const stream = joined([submit(1), submit(2), submit(3)]);
    const size = submit(1).length;
    const [late, first, next] = segments(stream, [size + 20, size * 2]) as [
      SegmentOptions,
      SegmentOptions,
      SegmentOptions,
    ];
    const read = readRecords(raw([first, late, next]));
    expect(told(read)).toEqual([
      // Nothing in the first packet speaks for SMPP by itself.
      pdu('out', submit(1)),
      `octets The rest of this PDU is not in the capture: only 20 of its ${size} octets are.`,
      pdu('out', submit(3)),
    ]);
    expect(read.problems).toEqual([`${size - 20} octets before or between PDUs were passed over.`]);
  });

  it('tells the PDU in which it ends, and goes on behind a length that cannot be', () => {
    const wrong = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1, 2, 3);
    const stream = joined([submit(1), wrong, submit(2), submit(3).subarray(0, 30)]);
    const [one, broken, two, cut] = told(readRecords(raw(segments(stream, []))));
    expect([one, two]).toEqual([pdu('out', submit(1)), pdu('out', submit(2))]);
    expect(broken).toContain('octets command_length is 4294967295');
    expect(cut).toBe('octets The capture ends inside this PDU: 30 octets of it are there.');
  });

  it('takes a new connection between the same ports for a session of its own', () => {
    const connect = (sequence: number): SegmentOptions[] => [
      { isFromEsme: true, sequence, flags: 2 },
      { isFromEsme: true, sequence: sequence + 1, payload: submit(1) },
    ];
    expect(readRecords(raw([...connect(100), ...connect(5_000_000)])).sessions.size).toBe(2);
  });

  it('says what it leaves out', () => {
    const http = new TextEncoder().encode('GET / HTTP/1.1\r\nHost: example\r\n\r\n');
    const tls = Uint8Array.of(0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5);
    const fragment = segment({ isFromEsme: true, sequence: 1, payload: submit(1) });
    fragment[6] = 0x20;
    const packets = [
      segment({ isFromEsme: true, sequence: 1, payload: http, smscPort: 80 }),
      segment({ isFromEsme: true, sequence: 1, payload: tls, smscPort: 3550 }),
      fragment,
      [0x45, 0, 0],
    ];
    const { problems, records } = readRecords(pcapFile(packets, { linkType: 101 }));
    expect(records).toEqual([]);
    expect([...problems].sort()).toEqual([
      'A connection with TLS was left out: what is inside cannot be read.',
      'A connection without SMPP was left out.',
      'A packet with a broken or cut header was left out.',
      'An IP fragment was left out; fragments are not put together.',
    ]);
    expect(readRecords(pcapFile([[1, 2, 3]], { linkType: 147 })).problems[0]).toContain('link type 147');
  });
});
