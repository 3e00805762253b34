import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { octetsOf } from '#test/fixtures/pdus';
import type { PduFinding } from '#shared/model/pdu-row';
import { annotate, type PduNode } from '#shared/smpp/annotate';

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
const enquireLink = octetsOf('00000010000000150000000000000001');

const marked = (nodes: readonly PduNode[]): readonly string[] =>
  nodes.flatMap(({ name, problem, children }) => [
    ...(problem === undefined ? [] : [`${name}: ${problem}`]),
    ...marked(children ?? []),
  ]);

describe('what a PDU breaks among others', () => {
  test('marks the field in the tree and its octets', () => {
    const pdu = annotate(enquireLink, { findings: [orphan, forbidden] });
    expect(marked(pdu.nodes)).toEqual(['command_id: Not in this state.', 'sequence_number: Nobody asked.']);
    expect(pdu.problems).toMatchObject([
      { code: 'forbidden', offset: 4, length: 4, section: '2.3' },
      { code: 'orphan', offset: 12, length: 4, severity: 'warning' },
    ]);
  });

  test('adds to what the octets themselves have wrong', () => {
    const zero = octetsOf('00000010000000150000000000000000');
    const own = marked(annotate(zero).nodes);
    expect(own).toHaveLength(1);
    expect(marked(annotate(zero, { findings: [orphan] }).nodes)).toEqual([`${own[0] ?? ''} Nobody asked.`]);
  });

  test('keeps every node and problem of any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 80 }), (octets) => {
        const plain = annotate(octets);
        const pdu = annotate(octets, { findings: [orphan] });
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
