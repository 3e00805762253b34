import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trunkAlphabets, type ShiftTablesChoice } from '#shared/model/alphabets';
import { specifiedAlphabets } from '#shared/model/data-coding-map';
import type { LongMessageMethod } from '#shared/model/trunk';
import { gsmDefaultLocking, gsmDefaultSingleShift } from '#shared/smpp/tables/gsm-default';
import { nationalTables, UNDEFINED } from '#shared/smpp/tables/gsm-national';
import type { Alphabet } from '#shared/smpp/text/alphabets';
import { countMessage } from '#shared/smpp/text/message-counts';
import type { MessageOptions } from '#shared/smpp/text/message-options';
import { planMessage, type MessagePlan } from '#shared/smpp/text/message-plan';
import { joinParts } from '#shared/smpp/text/text-coding';
import { readUserData, type UserData } from '#shared/smpp/text/user-data';

const packing = trunkAlphabets.parse({ default: 'gsm7-packed' });
const methods = ['udh8', 'udh16', 'sar', 'payload'] as const;
const fieldOctets = { '3.3': 140, '3.4': 254, '5.0': 255 } as const;

function charactersOf(locking: string, single: readonly (readonly [number, string])[]): readonly string[] {
  const main = Array.from(locking).filter((character) => character !== '\u001b' && character !== UNDEFINED);
  return [...main, ...single.map(([, character]) => character)];
}

const family = '👨‍👩‍👧‍👦';
const unitsIn: Readonly<Record<Alphabet, readonly string[]>> = {
  gsm7: [...charactersOf(gsmDefaultLocking, gsmDefaultSingleShift), '\r\n', '\r', '€'],
  'gsm7-packed': [...charactersOf(gsmDefaultLocking, gsmDefaultSingleShift), '\r\n', '\r', '\r', '@'],
  latin1: ['a', 'é', 'ÿ', '\r\n', '\u0000', ' '],
  ascii: ['a', '_', '~', '\r\n', '\u0000', ' '],
  ucs2: ['ж', '😀', 'e\u0301', family, '🇩🇪', '\r\n', 'a'],
};

/** The message as the other side has it: parts in any order, read by themselves and joined. */
function received(plan: MessagePlan, options: MessageOptions): readonly UserData[] {
  return plan.segments.map(({ shortMessage, esmClassBits, tlvs, dataCoding }) =>
    readUserData(
      { esmClass: esmClassBits, dataCoding, shortMessage, tlvs },
      options.map ?? specifiedAlphabets,
    ),
  );
}

function check(text: string, options: MessageOptions, reference: number): void {
  const plan = planMessage({ text }, options, () => reference);
  if (!plan.ok) {
    expect(['too-long', 'header']).toContain(plan.kind);
    return;
  }
  const parts = received(plan, options);
  const { text: joined, problems } = joinParts(
    parts.map(({ textOctets, coding }) => ({ octets: textOctets, coding })),
  );
  expect(problems).toEqual([]);
  // A CR at the end of packed septets may come twice (3GPP TS 23.038 section 6.1.2.3.1).
  const isCrDoubled = plan.encoding === 'gsm7-packed' && text.endsWith('\r') && joined === `${text}\r`;
  expect(isCrDoubled ? text : joined).toBe(text);
  expect(plan.segments.map((segment) => segment.text).join('')).toBe(text);

  const most = options.shortMessageOctets ?? fieldOctets[options.version ?? '3.4'];
  plan.segments.forEach(({ shortMessage, octets, headerOctets }) => {
    expect(shortMessage.length).toBeLessThanOrEqual(most);
    const textOctets = octets.length - headerOctets;
    const airBits = plan.encoding === 'gsm7' ? textOctets * 7 : textOctets * 8;
    if (plan.method !== 'payload') expect(headerOctets * 8 + airBits).toBeLessThanOrEqual(1120);
  });

  const isNumbered = plan.method !== 'single' && plan.method !== 'payload';
  const by = { udh8: 'udh-8', udh16: 'udh-16', sar: 'sar', single: null, payload: null }[plan.method];
  parts.forEach(({ segment }, index) => {
    const expected = { by, reference: plan.reference, total: parts.length, number: index + 1 };
    expect(segment).toEqual(isNumbered ? expected : null);
  });

  const { measure } = countMessage(text, options);
  expect(measure).toMatchObject({
    encoding: plan.encoding,
    tables: plan.tables,
    method: plan.method,
    segments: plan.segments.length,
    octets: plan.segments.reduce((sum, { octets }) => sum + octets.length, 0),
  });
}

const anyOptions = fc.record<MessageOptions>({
  longMethod: fc.constantFrom<LongMessageMethod>(...methods),
  version: fc.constantFrom('3.4', '5.0'),
  shortMessageOctets: fc.constantFrom(null, 140, 100),
  carrier: fc.constantFrom('short_message', 'message_payload'),
});

/** Lengths about the limits of one and of two segments, and far beyond. */
function anyText(units: readonly string[]): fc.Arbitrary<string> {
  const filled = fc.tuple(
    fc.constantFrom(...units),
    fc.constantFrom(60, 66, 67, 70, 130, 133, 134, 140, 145, 152, 153, 155, 160, 300, 306),
    fc.array(fc.constantFrom(...units), { maxLength: 12 }),
  );
  return fc.oneof(
    fc.array(fc.constantFrom(...units), { maxLength: 500 }).map((each) => each.join('')),
    filled.map(([unit, length, rest]) => unit.repeat(Math.ceil(length / unit.length)) + rest.join('')),
  );
}

describe('split and joined again', () => {
  it.each(Object.keys(unitsIn) as Alphabet[])('%s gives the text back by every method', (alphabet) => {
    const map = alphabet === 'gsm7-packed' ? packing : specifiedAlphabets;
    fc.assert(
      fc.property(
        anyText(unitsIn[alphabet]),
        anyOptions,
        fc.integer({ min: 0, max: 255 }),
        (text, options, reference) => {
          check(text, { ...options, alphabet, map }, reference);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([...nationalTables.keys()])('national language %i gives the text back', (language) => {
    const tables = nationalTables.get(language);
    const locking = tables?.locking ?? gsmDefaultLocking;
    const choices: readonly ('single' | 'locking' | 'both')[] =
      tables?.locking === null ? ['single'] : ['single', 'locking', 'both'];
    const units = {
      single: charactersOf(gsmDefaultLocking, tables?.single ?? []),
      locking: charactersOf(locking, gsmDefaultSingleShift),
      both: charactersOf(locking, tables?.single ?? []),
    };
    const chosen = fc
      .constantFrom(...choices)
      .chain((each) => fc.tuple(fc.constant(each), anyText(units[each])));
    fc.assert(
      fc.property(chosen, anyOptions, fc.boolean(), ([each, text], options, isPacked) => {
        const shiftTables: ShiftTablesChoice = { language, tables: each };
        const alphabet = isPacked ? 'gsm7-packed' : 'gsm7';
        const map = isPacked ? packing : specifiedAlphabets;
        check(text, { ...options, alphabet, map, shiftTables }, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('automatic alphabets and tables write any text', () => {
    const mixed = fc.constantFrom('a', 'ş', 'ç', '€', 'ж', '😀', 'ह', 'í', '\r', '\n', '“');
    const tables = fc.constantFrom<ShiftTablesChoice>('auto', 'none', { language: 1, tables: 'best' });
    const maps = fc.constantFrom('gsm7', 'gsm7-packed', 'latin1', 'ascii', 'ucs2');
    fc.assert(
      fc.property(
        fc.array(mixed, { maxLength: 250 }),
        anyOptions,
        tables,
        maps,
        (units, options, shiftTables, name) => {
          check(units.join(''), { ...options, shiftTables, map: trunkAlphabets.parse({ default: name }) }, 1);
        },
      ),
    );
  });

  it('octets come back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), anyOptions, (octets, options) => {
        const plan = planMessage({ octets }, { ...options, alphabet: 'binary' }, () => 3);
        if (!plan.ok) throw new Error(plan.sentence);
        const joined = received(plan, options).flatMap(({ textOctets }) => Array.from(textOctets));
        expect(joined).toEqual(Array.from(octets));
      }),
    );
  });
});
