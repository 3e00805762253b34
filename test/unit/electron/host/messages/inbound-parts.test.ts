import { afterEach, describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const ucs2 = (text: string): number[] => [...Buffer.from(text, 'utf16le').swap16()];
/** A part by an 8-bit reference. */
const part = (reference: number, total: number, number: number, octets: readonly number[]): Uint8Array =>
  Uint8Array.from([5, 0, 3, reference, total, number, ...octets]);

const HEADER = { esmClass: 0x40 };

describe('an inbound message in parts', () => {
  it('is put together from parts in different alphabets', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(part(1, 3, 2, ucs2('中文 ')), { ...HEADER, dataCoding: 8 });
    await harness.deliver(part(1, 3, 3, [0xe9, 0x21]), { ...HEADER, dataCoding: 3 });
    await harness.deliver(part(1, 3, 1, ascii('Hello ')), HEADER);
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { text: 'Hello 中文 é!', reason: null },
    ]);
  });

  it('may have 255 of them, in whatever order', async () => {
    const harness = await new ServiceHarness().start();
    const texts = Array.from({ length: 255 }, (_, index) => `<${index + 1}>`);
    for (const [index, text] of texts.entries()) {
      // 7 has no divisor in common with 255.
      const number = ((index * 7) % 255) + 1;
      await harness.deliver(part(9, 255, number, ascii(texts[number - 1] ?? text)), HEADER);
    }
    expect(await harness.messagesWith('12025550123')).toMatchObject([{ text: texts.join(''), reason: null }]);
  });

  it('to a port is put together too', async () => {
    const harness = await new ServiceHarness().start();
    const octets = (number: number, text: string): Uint8Array =>
      Uint8Array.from([11, 5, 4, 0x0b, 0x84, 0x23, 0xf0, 0, 3, 7, 2, number, ...ascii(text)]);
    await harness.deliver(octets(2, 'two'), { ...HEADER, dataCoding: 4 });
    await harness.deliver(octets(1, 'one '), { ...HEADER, dataCoding: 4 });
    const [message] = await harness.messagesWith('12025550123');
    expect(await harness.messagesWith('12025550123')).toHaveLength(1);
    expect(message?.text.replaceAll(' ', '')).toBe(Buffer.from('one two').toString('hex'));
  });

  it('comes together from three data_sm with SAR TLVs', async () => {
    const harness = await new ServiceHarness().start();
    for (const number of [3, 1, 2]) {
      const request = createPdu('data_sm', {
        sequenceNumber: number,
        body: { sourceAddr: '12025550123', destinationAddr: '4477' },
        tlvs: [
          { tag: 0x020c, value: Uint8Array.of(1, 2) },
          { tag: 0x020e, value: Uint8Array.of(3) },
          { tag: 0x020f, value: Uint8Array.of(number) },
          { tag: 0x0424, value: Uint8Array.from(ascii(`part ${number} `)) },
        ],
      });
      expect(await harness.service.inbound.receive(harness.link.trunkId, 'Demo', request)).toBe(0);
    }
    await settle();
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { text: 'part 1 part 2 part 3 ', reason: null },
    ]);
  });

  it('with a part of number 0, or beyond the total, or of no parts is shown and lost nowhere', async () => {
    const harness = await new ServiceHarness().start();
    for (const [total, number] of [
      [2, 0],
      [2, 3],
      [0, 0],
    ] as const) {
      expect(await harness.deliver(part(3, total, number, ascii(`of ${total}, ${number}`)), HEADER)).toBe(0);
    }
    const texts = (await harness.messagesWith('12025550123')).map(({ text }) => text);
    for (const text of ['of 2, 0', 'of 2, 3', 'of 0, 0']) {
      expect(texts.some((each) => each.includes(text))).toBe(true);
    }
  });

  it('is told as incomplete after a time, and whole once the last part does come', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(part(4, 3, 1, ascii('one ')), HEADER);
    await harness.deliver(part(4, 3, 3, ascii('three')), HEADER);
    await harness.clock.advanceAsync(6 * 60_000);
    await settle();
    const [waiting] = await harness.messagesWith('12025550123');
    expect(waiting?.reason).toContain('2');
    expect(waiting?.reason).not.toContain('still');
    await harness.deliver(part(4, 3, 2, ascii('two ')), HEADER);
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { text: 'one two three', reason: null },
    ]);
  });
});
