import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openInMemory } from '#test/support/memory-store';
import { answerRead } from '#electron/host/storage/read-engine';
import { applyBatch } from '#electron/host/storage/write-engine';
import { encodeText } from '#shared/smpp/text/alphabets';
import { clock, inbound } from './samples';

const ucs2 = (text: string): Uint8Array => {
  const encoded = encodeText(text, 'ucs2');
  if (!encoded.ok) throw new Error(encoded.problem.sentence);
  return encoded.octets;
};

/** A text, where its octets are cut (also inside characters), and the order in which the parts come, with repeats. */
const arrivals = fc
  .tuple(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), fc.integer({ min: 2, max: 8 }))
  .chain(([text, total]) => {
    const length = ucs2(text).length;
    return fc.record({
      text: fc.constant(text),
      cuts: fc.array(fc.integer({ min: 0, max: length }), { minLength: total - 1, maxLength: total - 1 }),
      order: fc
        .shuffledSubarray(
          Array.from({ length: total }, (_, index) => index),
          { minLength: total, maxLength: total },
        )
        .chain((order) =>
          fc.array(fc.nat(total - 1), { maxLength: 6 }).map((repeats) => [...order, ...repeats]),
        ),
    });
  });

describe('parts of an inbound message', () => {
  it('make the same message in any order, with repeats, wherever the text was cut', () => {
    fc.assert(
      fc.property(arrivals, ({ text, cuts, order }) => {
        const sql = openInMemory();
        const octets = ucs2(text);
        const edges = [0, ...[...cuts].sort((a, b) => a - b), octets.length];
        const total = edges.length - 1;
        for (const index of order) {
          const part = inbound({
            octets: octets.slice(edges[index], edges[index + 1]),
            dataCoding: 8,
            segment: { by: 'udh-8', reference: 5, total, number: index + 1 },
          });
          const { results } = applyBatch(sql, [{ kind: 'insertInbound', input: part }]);
          expect(results[0]).toMatchObject({ ok: true });
        }
        const [conversation] = answerRead(sql, { kind: 'listConversations', input: { limit: 10 } });
        const { messages } = answerRead(sql, {
          kind: 'listMessages',
          input: { conversationId: conversation!.id, before: null, limit: 10 },
        });
        sql.close();
        expect(messages).toMatchObject([{ text, reason: null, segmentTotal: total }]);
        expect(conversation?.unreadCount).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('show every part that came, and only what is missing as missing', () => {
    const subsets = fc.integer({ min: 2, max: 12 }).chain((total) =>
      fc.tuple(
        fc.constant(total),
        fc.shuffledSubarray(
          Array.from({ length: total }, (_, index) => index + 1),
          { minLength: 1, maxLength: total - 1 },
        ),
      ),
    );
    fc.assert(
      fc.property(subsets, ([total, numbers]) => {
        const sql = openInMemory();
        for (const number of numbers) {
          const octets = Uint8Array.from([0x41 + number]);
          const segment = { by: 'sar' as const, reference: 1, total, number };
          applyBatch(sql, [
            { kind: 'insertInbound', input: inbound({ octets, segment, atMs: clock.now() }) },
          ]);
        }
        const row = sql.first('SELECT text, reason FROM messages');
        const text = row?.text('text') ?? '';
        for (let number = 1; number <= total; number += 1) {
          const letter = String.fromCharCode(0x41 + number);
          expect(text.includes(letter)).toBe(numbers.includes(number));
        }
        const missing = [...(row?.text('reason') ?? '').matchAll(/\d+/g)].map((match) => Number(match[0]));
        expect(missing.slice(0, -1)).toEqual(
          Array.from({ length: total }, (_, index) => index + 1).filter(
            (number) => !numbers.includes(number),
          ),
        );
        sql.close();
      }),
      { numRuns: 60 },
    );
  });
});
