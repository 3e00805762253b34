import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryPdu } from '#test/support/arbitrary-pdu';
import { encode } from '#shared/smpp/encode';
import { DEFAULT_MAX_PDU_OCTETS, Framer, FramingError } from '#shared/smpp/framer';
import { createPdu } from '#shared/smpp/pdu';

const text = (line: string): Uint8Array => new TextEncoder().encode(line);
const enquireLink = encode(createPdu('enquire_link', { sequenceNumber: 7 }));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Pushes the octets in chunks of the given sizes, over and over; copies the frames, as a listener that keeps them. */
function collect(framer: Framer, octets: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let offset = 0;
  for (let turn = 0; offset < octets.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    framer.push(octets.slice(offset, offset + size), (frame) => frames.push(frame.slice()));
    offset += size;
  }
  return frames;
}

describe('a stream of PDUs', () => {
  it('comes out whole whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryPdu, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }),
        (pdus, sizes) => {
          const frames = pdus.map(encode);
          const framer = new Framer();
          expect(collect(framer, joined(frames), sizes)).toEqual(frames);
          expect(framer.pendingOctets).toBe(0);
          expect(framer.error).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('comes out of one chunk as views of it', () => {
    const chunk = joined([enquireLink, enquireLink]);
    const buffers: ArrayBufferLike[] = [];
    new Framer().push(chunk, (frame) => buffers.push(frame.buffer));
    expect(buffers).toEqual([chunk.buffer, chunk.buffer]);
  });

  it('says how many octets of a half PDU are pending, and which', () => {
    const framer = new Framer();
    expect(framer.pendingOctets).toBe(0);
    framer.push(enquireLink.subarray(0, 3), () => undefined);
    expect(framer.pendingOctets).toBe(3);
    framer.push(enquireLink.subarray(3, 13), () => undefined);
    expect(framer.pendingOctets).toBe(13);
    expect(framer.pending()).toEqual(enquireLink.subarray(0, 13));
    const frames: Uint8Array[] = [];
    framer.push(enquireLink.subarray(13), (frame) => frames.push(frame));
    expect(frames).toEqual([enquireLink]);
    expect(framer.pendingOctets).toBe(0);
  });

  it('copies each octet of a long PDU once, however small the chunks', () => {
    const payload = new Uint8Array(60_000).fill(0x41);
    const pdu = createPdu('data_sm', { sequenceNumber: 1, tlvs: [{ tag: 0x0424, value: payload }] });
    const octets = encode(pdu);
    const framer = new Framer();
    const frames: Uint8Array[] = [];
    for (const octet of octets) framer.push(Uint8Array.of(octet), (frame) => frames.push(frame));
    expect(frames).toHaveLength(1);
    expect(Buffer.compare(frames[0]!, octets)).toBe(0);
    // The frame is the one array that was filled, not the last of many that were put together.
    expect(frames[0]?.buffer.byteLength).toBe(octets.length);
  });

  it('loses nothing when a listener throws', () => {
    const framer = new Framer();
    const chunk = joined([enquireLink, enquireLink, enquireLink.subarray(0, 5)]);
    expect(() =>
      framer.push(chunk, () => {
        throw new Error('broken listener');
      }),
    ).toThrow('broken listener');
    expect(framer.pendingOctets).toBe(16 + 5);
    const frames: Uint8Array[] = [];
    framer.push(enquireLink.subarray(5), (frame) => frames.push(frame.slice()));
    expect(frames).toEqual([enquireLink, enquireLink]);
  });
});

describe('a length that cannot be', () => {
  const header = (length: number): Uint8Array => {
    const octets = enquireLink.slice();
    new DataView(octets.buffer).setUint32(0, length);
    return octets;
  };

  it.each([0, 1, 2, 3, 4, 5, 15, DEFAULT_MAX_PDU_OCTETS + 1, 0x7fffffff, 0xffffffff])(
    'ends the stream at command_length %i, told at once',
    (length) => {
      const framer = new Framer();
      const frames: Uint8Array[] = [];
      const error = framer.push(joined([enquireLink, header(length), enquireLink]), (frame) =>
        frames.push(frame),
      );
      expect(error).toBeInstanceOf(FramingError);
      expect(error?.commandLength).toBe(length);
      expect(error?.octets).toEqual(joined([header(length), enquireLink]));
      expect(error?.message).toContain(`command_length is ${length};`);
      expect(frames).toEqual([enquireLink]);
      expect(framer.push(enquireLink, (frame) => frames.push(frame))).toBe(error);
      expect(frames).toHaveLength(1);
      expect(framer.error).toBe(error);
    },
  );

  it('is told on its fourth octet, octet by octet', () => {
    const framer = new Framer();
    const results = [...header(5)].map((octet) => framer.push(Uint8Array.of(octet), () => undefined));
    expect(results.slice(0, 3)).toEqual([null, null, null]);
    expect(results[3]).toBeInstanceOf(FramingError);
    expect(results[3]?.octets).toEqual(Uint8Array.of(0, 0, 0, 5));
  });

  it('takes 16 and the limit itself, and no more than the limit', () => {
    const limit = 64;
    const longest = encode({
      command: 'unknown',
      commandId: 0x10200,
      commandStatus: 0,
      sequenceNumber: 1,
      rest: new Uint8Array(48),
    });
    const frames: Uint8Array[] = [];
    const framer = new Framer(limit);
    expect(framer.push(joined([enquireLink, longest]), (frame) => frames.push(frame))).toBeNull();
    expect(frames.map(({ length }) => length)).toEqual([16, 64]);
    expect(framer.push(header(65), () => undefined)?.message).toBe(
      'command_length is 65; the longest PDU taken has 64 octets.',
    );
  });

  it('keeps at most 256 of the octets', () => {
    const error = new Framer().push(new Uint8Array(5000), () => undefined);
    expect(error?.octets).toHaveLength(256);
  });

  it.each([
    [
      'HTTP/1.1 400 Bad Request\r\nServer: x',
      'This looks like an HTTP answer, not SMPP: “HTTP/1.1 400 Bad Request”.',
    ],
    ['GET / HTTP/1.0\r\n\r\n', 'This looks like an HTTP request, not SMPP: “GET / HTTP/1.0”.'],
    ['SSH-2.0-OpenSSH_9.6\r\n', 'This looks like an SSH server, not SMPP: “SSH-2.0-OpenSSH_9.6”.'],
    ['220 mail.example.org ESMTP\r\n', 'This looks like a mail or FTP server, not SMPP:'],
    ['INVO: no such service\r\n', 'This is text, not SMPP: “INVO: no such service”.'],
    ['\r\nlogin: ', 'This is text, not SMPP: “login:”.'],
    ['<html><body>', 'This looks like a page of HTML or XML, not SMPP:'],
  ])('says what %j looks like', (greeting, sentence) => {
    const error = new Framer().push(text(greeting), () => undefined);
    expect(error?.message).toContain(sentence);
    expect(error?.message).toMatch(/Check host and port\.$/);
  });

  it('knows TLS, both ways', () => {
    const alert = new Framer().push(Uint8Array.of(0x15, 3, 1, 0, 2, 2, 80), () => undefined);
    expect(alert?.message).toContain('TLS alert');
    expect(alert?.message).toContain('Switch “Use SSL” on');
    const hello = new Framer().push(Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0), () => undefined);
    expect(hello?.message).toContain('TLS handshake');
  });
});

it('never loops, hangs or throws on noise', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 20 }), (chunks) => {
      const framer = new Framer(256);
      let seen = 0;
      for (const chunk of chunks) framer.push(chunk, (frame) => (seen += frame.length));
      const pushed = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      if (framer.error === null) expect(seen + framer.pendingOctets).toBe(pushed);
      else expect(seen).toBeLessThan(pushed);
    }),
  );
});
