import { describe, expect, it } from 'vitest';
import { trunkAlphabets, type ShiftTablesChoice } from '#shared/model/alphabets';
import { textEncoding } from '#shared/model/message';
import { planMessage, type MessagePlan } from '#shared/smpp/text/message-plan';
import { joinParts } from '#shared/smpp/text/text-coding';
import { readUserData } from '#shared/smpp/text/user-data';
import { messageOctets, type MessageOctets } from '#test/fixtures/message-octets';

const REFERENCE = 0x1234;
const UDHI = 0x40;
const dataCodings = { gsm7: 0, 'gsm7-packed': 0, latin1: 3, ascii: 1, ucs2: 8, binary: 4 } as const;
const packing = trunkAlphabets.parse({ default: 'gsm7-packed' });
const specified = trunkAlphabets.parse({});

const contentOf = ({ text: [unit, count] }: MessageOctets): string => unit.repeat(count);
const mapOf = ({ alphabet }: MessageOctets) => (alphabet === 'gsm7-packed' ? packing : specified);
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

function planned(row: MessageOctets): MessagePlan & { readonly ok: true } {
  const { alphabet, shift, method } = row;
  const shiftTables: ShiftTablesChoice = shift === 'none' ? 'none' : { language: 1, tables: shift };
  const content = contentOf(row);
  const plan = planMessage(
    alphabet === 'binary' ? { octets: new Uint8Array(Buffer.from(content, 'hex')) } : { text: content },
    { alphabet, shiftTables, map: mapOf(row), ...(method === 'single' ? {} : { longMethod: method }) },
    () => REFERENCE,
  );
  if (!plan.ok) throw new Error(plan.sentence);
  return plan;
}

const named = messageOctets.map(
  (row) => [row.alphabet, `${row.shift} shift tables`, row.method, contentOf(row).length, row] as const,
);

describe('the table of octets', () => {
  it('has every alphabet by every method, and shift tables by every one that can have a header', () => {
    const combinations = new Set(
      messageOctets.map(({ alphabet, shift, method }) => `${alphabet} ${shift} ${method}`),
    );
    const methods = ['single', 'udh8', 'udh16', 'sar', 'payload'];
    const wanted = textEncoding.options.flatMap((alphabet) =>
      methods.map((method) => `${alphabet} none ${method}`),
    );
    const shifted = ['gsm7', 'gsm7-packed'].flatMap((alphabet) =>
      ['single', 'locking', 'both'].flatMap((shift) =>
        methods.filter((method) => method !== 'sar').map((method) => `${alphabet} ${shift} ${method}`),
      ),
    );
    expect([...combinations].toSorted()).toEqual([...wanted, ...shifted].toSorted());
  });

  it.each(named)('%s, %s, %s, of %i characters', (_alphabet, _shift, _method, _length, row) => {
    const plan = planned(row);
    expect(plan.method).toBe(row.method);
    expect(plan.segments.map((segment) => hex(segment.octets))).toEqual(row.parts);
    plan.segments.forEach(({ dataCoding, esmClassBits, shortMessage, tlvs, octets }, index) => {
      const hasHeader = row.shift !== 'none' || row.method === 'udh8' || row.method === 'udh16';
      expect([dataCoding, esmClassBits]).toEqual([dataCodings[row.alphabet], hasHeader ? UDHI : 0]);
      const isPayload = row.method === 'payload';
      expect(hex(shortMessage)).toBe(isPayload ? '' : hex(octets));
      const values = tlvs.map(({ tag, value }) => [tag, hex(value)]);
      if (isPayload) expect(values).toEqual([[0x0424, row.parts[0]]]);
      else if (row.method !== 'sar') expect(values).toEqual([]);
      else {
        const numbers = [row.parts.length, index + 1].map((number) => number.toString(16).padStart(2, '0'));
        expect(values).toEqual([
          [0x020c, '1234'],
          [0x020e, numbers[0]],
          [0x020f, numbers[1]],
        ]);
      }
    });
  });

  it.each(named)('%s, %s, %s is read back', (_alphabet, _shift, _method, _length, row) => {
    const parts = planned(row).segments.map(({ dataCoding, esmClassBits, shortMessage, tlvs }) => {
      const body = { esmClass: esmClassBits, dataCoding, shortMessage };
      return readUserData({ ...body, tlvs }, mapOf(row));
    });
    const read = joinParts(parts.map(({ textOctets: octets, coding }) => ({ octets, coding })));
    const text = row.alphabet === 'binary' ? read.text.replaceAll(' ', '').toLowerCase() : read.text;
    expect([text, read.problems]).toEqual([contentOf(row), []]);
    expect(parts.map(({ segment }) => segment?.number ?? 1)).toEqual(row.parts.map((_, index) => index + 1));
  });
});
