import { describe, expect, it } from 'vitest';
import { planMessage } from '#shared/smpp/text/message-plan';
import type { MessageContent, MessageOptions } from '#shared/smpp/text/message-options';

function planned(content: MessageContent, options: MessageOptions = {}, reference = 0x1234) {
  const plan = planMessage(content, options, () => reference);
  if (!plan.ok) throw new Error(plan.sentence);
  return plan;
}

/** Units of the first part of a message that is far too long for one. */
function firstPart(unit: string, options: MessageOptions): number {
  const [first] = planned({ text: unit.repeat(600) }, options).segments;
  return first?.text.length ?? 0;
}

/** Units that still fit one segment. */
function whole(unit: string, options: MessageOptions): number {
  let length = 1;
  while (planned({ text: unit.repeat(length + 1) }, options).segments.length === 1) length += 1;
  return length;
}

describe('a broadcast', () => {
  const broadcast = { carrier: 'broadcast', version: '5.0' } as const;

  it('is one message_payload however long it is: it has no esm_class to announce a header', () => {
    for (const longMethod of ['udh8', 'udh16', 'sar', 'payload'] as const) {
      const plan = planned({ text: 'a'.repeat(400) }, { ...broadcast, longMethod });
      expect(plan.segments).toHaveLength(1);
      expect(plan.segments[0]).toMatchObject({ headerOctets: 0, esmClassBits: 0 });
      expect(plan.segments[0]?.shortMessage).toHaveLength(0);
      expect(plan.segments[0]?.tlvs.map(({ tag }) => tag)).toEqual([0x0424]);
    }
    expect(planned({ octets: new Uint8Array(300) }, broadcast).segments).toHaveLength(1);
  });

  it('is refused with a header, and where long messages are', () => {
    const ports = { ...broadcast, headerElements: [{ iei: 5, data: Uint8Array.of(0x0b, 0x84, 0x23, 0xf0) }] };
    const turkish = { ...broadcast, shiftTables: { language: 1, tables: 'single' } } as const;
    for (const [content, options] of [
      [{ text: 'a' }, ports],
      [{ octets: Uint8Array.of(1) }, ports],
      [{ text: 'a' }, turkish],
      [{ octets: Uint8Array.of(3, 0x24, 1, 1, 0x61), hasHeader: true }, broadcast],
    ] as const) {
      const refused = planMessage(content, options, () => 0);
      expect(refused).toMatchObject({ ok: false, kind: 'header' });
      expect('sentence' in refused ? refused.sentence : '').toContain(
        'broadcast_sm cannot say that there is',
      );
    }
    const refusing = { ...broadcast, longMethod: 'refuse' } as const;
    expect(planMessage({ text: 'a'.repeat(400) }, refusing, () => 0)).toMatchObject({ kind: 'long-refused' });
  });

  it('takes what needs no header where shift tables may be chosen freely', () => {
    const plan = planned({ text: 'ğ'.repeat(80) }, { ...broadcast, shiftTables: 'auto' });
    expect([plan.encoding, plan.segments.length]).toEqual(['ucs2', 1]);
  });
});

describe('units of a segment', () => {
  const turkish = { language: 1, tables: 'single' } as const;
  const both = { language: 1, tables: 'both' } as const;
  const ports = [{ iei: 5, data: Uint8Array.of(0x0b, 0x84, 0x23, 0xf0) }];
  it.each<[string, MessageOptions, number, number, number, number]>([
    ['a', { alphabet: 'gsm7' }, 160, 153, 152, 152],
    ['a', { alphabet: 'gsm7-packed', dataCoding: 0 }, 160, 153, 152, 152],
    ['a', { alphabet: 'latin1' }, 140, 134, 133, 133],
    ['a', { alphabet: 'ascii' }, 140, 134, 133, 133],
    ['a', { alphabet: 'ucs2' }, 70, 67, 66, 66],
    ['a', { alphabet: 'gsm7', version: '3.3' }, 140, 134, 133, 0],
    ['a', { alphabet: 'gsm7', version: '3.3', shortMessageOctets: 254 }, 160, 153, 152, 0],
    ['a', { alphabet: 'gsm7', shiftTables: turkish }, 155, 149, 148, 0],
    ['a', { alphabet: 'gsm7', shiftTables: both }, 152, 146, 145, 0],
    ['a', { alphabet: 'gsm7-packed', dataCoding: 0, shiftTables: turkish }, 155, 149, 148, 0],
    ['a', { alphabet: 'gsm7-packed', dataCoding: 0, shiftTables: both }, 152, 146, 145, 0],
    ['a', { alphabet: 'gsm7', headerElements: ports }, 152, 146, 145, 0],
    ['a', { alphabet: 'latin1', headerElements: ports }, 133, 128, 127, 0],
    ['a', { alphabet: 'ucs2', headerElements: ports }, 66, 64, 63, 0],
  ])('%s %j', (unit, options, single, udh8, udh16, sar) => {
    expect(whole(unit, { ...options, longMethod: 'udh8' })).toBe(single);
    expect(firstPart(unit, { ...options, longMethod: 'udh8' })).toBe(udh8);
    expect(firstPart(unit, { ...options, longMethod: 'udh16' })).toBe(udh16);
    if (sar > 0) expect(firstPart(unit, { ...options, longMethod: 'sar' })).toBe(sar);
    else expect(() => firstPart(unit, { ...options, longMethod: 'sar' })).toThrow(/Choose UDH/);
  });
});
