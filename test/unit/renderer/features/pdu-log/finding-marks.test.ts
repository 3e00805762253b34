import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PduFinding } from '#shared/model/pdu-row';
import { annotate, type PduNode } from '#shared/smpp/annotate';
import { withFindings } from '../../../../../renderer/features/pdu-log/finding-marks';
import { octetsOfHex } from '../../../../../renderer/features/pdu-log/octet-lines';

const orphan: PduFinding = {
  code: 'orphan',
  field: 'sequence_number',
  sentence: 'Nobody asked.',
  section: '5.1.4',
};
const forbidden: PduFinding = {
  code: 'forbidden',
  field: 'command_id',
  sentence: 'Not in this state.',
  section: '2.3',
};
const enquireLink = octetsOfHex('00000010000000150000000000000001');

const marked = (nodes: readonly PduNode[]): readonly string[] =>
  nodes.flatMap(({ name, problem, children }) => [
    ...(problem === undefined ? [] : [`${name}: ${problem}`]),
    ...marked(children ?? []),
  ]);

describe('withFindings', () => {
  test('marks the field in the tree and its octets', () => {
    const pdu = withFindings(annotate(enquireLink), [orphan, forbidden]);
    expect(marked(pdu.nodes)).toEqual(['command_id: Not in this state.', 'sequence_number: Nobody asked.']);
    expect(pdu.problems).toMatchObject([
      { code: 'forbidden', offset: 4, length: 4, section: '2.3' },
      { code: 'orphan', offset: 12, length: 4, severity: 'warning' },
    ]);
  });

  test('adds to what the octets themselves have wrong', () => {
    const zero = octetsOfHex('00000010000000150000000000000000');
    const own = marked(annotate(zero).nodes);
    expect(own).toHaveLength(1);
    expect(marked(withFindings(annotate(zero), [orphan]).nodes)).toEqual([`${own[0] ?? ''} Nobody asked.`]);
  });

  test('of octets that end before the field, all are marked', () => {
    const pdu = withFindings(annotate(octetsOfHex('000000108000')), [orphan]);
    expect(pdu.problems).toContainEqual(expect.objectContaining({ code: 'orphan', offset: 0, length: 6 }));
  });

  test('keeps every node and problem of any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (octets) => {
        const plain = annotate(octets);
        const pdu = withFindings(plain, [orphan]);
        expect(pdu.problems).toHaveLength(plain.problems.length + 1);
        expect(shape(pdu.nodes)).toEqual(shape(plain.nodes));
      }),
    );
  });
});

function shape(nodes: readonly PduNode[]): unknown {
  return nodes.map(({ name, offset, length, value, children }) => [
    name,
    offset,
    length,
    value,
    shape(children ?? []),
  ]);
}
