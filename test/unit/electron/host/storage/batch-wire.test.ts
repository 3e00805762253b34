import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRequests, packResult, unpackRequests, unpackResult } from '#electron/host/storage/batch-wire';
import type { OperationResult, WriteInput, WriteRequest } from '#electron/host/storage/operations';
import type { SegmentOutcome, SegmentToSend } from '#electron/host/storage/stored-records';
import { conversationId, messageId } from '#shared/model/ids';
import { outbound, receipt } from './samples';

const crossed = (...requests: WriteRequest[]): WriteRequest[] =>
  unpackRequests(structuredClone(packRequests(requests)));

const placeArb = fc.option(fc.record({ run: fc.nat(), sessionId: fc.nat(), sequenceNumber: fc.nat() }));
const idRuleArb = fc.record({
  conversion: fc.constantFrom('same', 'hex-to-decimal', 'decimal-to-hex'),
  ignoresPadding: fc.boolean(),
  ignoresCase: fc.boolean(),
});
const outcomeArb: fc.Arbitrary<SegmentOutcome> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('accepted' as const),
      smscMessageId: fc.option(fc.string()),
      reason: fc.option(fc.string()),
      refused: fc.array(fc.record({ address: fc.string(), commandStatus: fc.nat(), reason: fc.string() })),
    },
    { requiredKeys: ['kind', 'smscMessageId', 'reason'] },
  ),
  fc.record({ kind: fc.constant('in-doubt' as const), reason: fc.string() }),
  fc.record({
    kind: fc.constant('refused' as const),
    commandStatus: fc.option(fc.nat()),
    reason: fc.string(),
  }),
);

describe('what crosses between the threads', () => {
  it('is the outcome of a segment as it was', () => {
    const settleArb = fc.record(
      {
        messageId: fc.string().map((id) => messageId.parse(`m${id}`)),
        number: fc.integer({ min: 1, max: 255 }),
        outcome: outcomeArb,
        place: placeArb,
        isAlone: fc.boolean(),
        queryAtMs: fc.option(fc.nat()),
        idRule: idRuleArb,
        atMs: fc.nat(),
      },
      { requiredKeys: ['messageId', 'number', 'outcome', 'place', 'atMs'] },
    );
    fc.assert(
      fc.property(settleArb, (settle) => {
        const input = settle as WriteInput<'settleSegment'>;
        const { queryAtMs = null } = input;
        expect(crossed({ kind: 'settleSegment', input })).toEqual([
          { kind: 'settleSegment', input: { ...input, queryAtMs } },
        ]);
      }),
    );
  });

  it('is the receipt as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        placeArb,
        fc.option(fc.string()),
        (smscMessageIds, place, reason) => {
          const input = receipt({ smscMessageIds, place, reason });
          expect(crossed({ kind: 'insertReceipt', input })).toEqual([{ kind: 'insertReceipt', input }]);
        },
      ),
    );
  });

  it('is each message of a bulk, whether they have all in common or little', () => {
    const template = outbound();
    const like = (address: string) => {
      const { id, newConversationId } = outbound();
      return { ...template, id, newConversationId, destination: { address, ton: 2, npi: 8 } };
    };
    for (const input of [
      [],
      [template],
      [template, like('1'), like('2')],
      [template, like('1'), outbound({ text: 'Another' })],
      [template, { ...like('1'), answerId: 'a' }],
    ]) {
      expect(crossed({ kind: 'insertOutbounds', input })).toEqual([{ kind: 'insertOutbounds', input }]);
    }
    const many = Array.from({ length: 50 }, (_, index) => like(`${index}`));
    const packed = JSON.stringify(packRequests([{ kind: 'insertOutbounds', input: [template, ...many] }]));
    expect(packed.length).toBeLessThan(JSON.stringify(many).length / 4);
  });

  it('is a batch in its order', () => {
    const requests: WriteRequest[] = [
      { kind: 'insertOutbounds', input: [outbound(), outbound({ text: 'Another' })] },
      { kind: 'insertReceipt', input: receipt() },
      { kind: 'markRead', input: { id: conversationId.parse('c') } },
      { kind: 'insertOutbounds', input: [outbound()] },
      { kind: 'insertReceipt', input: receipt({ text: '\ud800 alone' }) },
    ];
    expect(crossed(...requests)).toEqual(requests);
  });

  it('is each result as it was', () => {
    const segment = (octets: number[], more: Partial<SegmentToSend> = {}): SegmentToSend => {
      const { id, pdu, source, destination, dataCoding, isReceiptRequested, fields } = outbound();
      return {
        ...{ messageId: id, number: 2, pdu, source, destination, dataCoding, isReceiptRequested, fields },
        ...{ octets: Uint8Array.from(octets), esmClass: 0x40, tlvs: [], carried: [], ...more },
      };
    };
    const tlvs = [{ tag: 0x1400, value: Uint8Array.of(1, 2) }];
    const segments = [segment([1, 2, 3]), segment([]), segment([255], { tlvs })];
    for (const [kind, output] of [
      ['takeQueued', segments],
      ['takeQueued', []],
      ['settleSegment', { receiptIds: [] }],
      ['settleSegment', { receiptIds: ['r1'] }],
      ['insertReceipt', { match: 'one', suggestion: null }],
      ['insertReceipt', { match: 'none', suggestion: null }],
      ['markRead', null],
    ] as const) {
      const result: OperationResult = { ok: true, output };
      expect(unpackResult(kind, structuredClone(packResult(kind, result)))).toEqual(result);
    }
    const failed: OperationResult = { ok: false, message: 'No' };
    expect(unpackResult('settleSegment', structuredClone(packResult('settleSegment', failed)))).toEqual(
      failed,
    );
  });
});
