import { describe, expect, it } from 'vitest';
import { annotate, type PduNode } from '#shared/smpp/annotate';
import { createPdu } from '#shared/smpp/pdu';
import { encode } from '#shared/smpp/encode';
import {
  foldedAtFirst,
  nodeAt,
  parentPath,
  pathAt,
  shownPath,
  treeText,
  visibleRows,
} from '../../../../../renderer/features/pdu-log/field-tree';
import { hexDump, octetsOfHex } from '../../../../../renderer/features/pdu-log/octet-lines';

const octets = encode(
  createPdu('submit_sm', {
    sequenceNumber: 7,
    body: {
      sourceAddr: '12025550100',
      destinationAddr: '12025550123',
      esmClass: 0x40,
      shortMessage: new Uint8Array([5, 0, 3, 1, 2, 1, 72, 105]),
    },
  }),
);
const { nodes } = annotate(octets);

describe('the field tree', () => {
  it('finds a node for every octet of the PDU, and that node holds the octet', () => {
    for (let offset = 0; offset < octets.length; offset += 1) {
      const path = pathAt(nodes, offset);
      const node = path === null ? undefined : nodeAt(nodes, path);
      expect(node, `octet ${offset}`).toBeDefined();
      expect(node?.offset).toBeLessThanOrEqual(offset);
      expect((node?.offset ?? 0) + (node?.length ?? 0)).toBeGreaterThan(offset);
      expect(node?.isBits).toBeUndefined();
    }
    expect(pathAt(nodes, octets.length)).toBeNull();
  });

  it('folds the bits of an octet at first', () => {
    const folded = new Set(foldedAtFirst(nodes));
    const shown = visibleRows(nodes, folded);
    expect(shown.some((row) => row.node.isBits === true)).toBe(false);
    const all = visibleRows(nodes, new Set());
    expect(all.filter((row) => row.node.isBits !== true)).toHaveLength(shown.length);
    expect(all.some((row) => row.node.isBits === true)).toBe(true);
  });

  it('folds the parts of a TLV at first unless something is wrong inside', () => {
    const withTlvs = (value: string): readonly PduNode[] =>
      annotate(octetsOfHex(`0000001680000004${'0'.repeat(16)}00${value}`)).nodes;
    const names = (roots: readonly PduNode[]): string[] =>
      visibleRows(roots, new Set(foldedAtFirst(roots))).map((row) => row.node.name);
    // sar_total_segments with its octet, and with a length that goes beyond the PDU.
    expect(names(withTlvs('020e000102'))).not.toContain('tag');
    expect(names(withTlvs('020e000902'))).toContain('tag');
  });

  it('lights what is shown of a field that is folded away', () => {
    const folded = new Set(['0']);
    const rows = visibleRows(nodes, folded);
    expect(shownPath(rows, '0.2')).toBe('0');
    expect(shownPath(rows, '1.0')).toBe('1.0');
    expect(shownPath(rows, null)).toBeNull();
  });

  it('shows the elements of a user data header under the text', () => {
    const names = visibleRows(nodes, new Set()).map((row) => row.node.name);
    expect(names).toContain('short_message');
    const path = pathAt(nodes, octets.length - 3);
    expect(path?.split('.').length).toBeGreaterThan(1);
    expect(parentPath(path ?? '')).not.toBeNull();
  });

  it('copies as text that names every field', () => {
    const text = treeText(nodes);
    for (const row of visibleRows(nodes, new Set())) expect(text).toContain(row.node.name);
  });
});

describe('hexDump', () => {
  it('prints offsets, octets and text as they paste into a ticket', () => {
    expect(hexDump(new TextEncoder().encode('Short message\0\xe9!'))).toBe(
      [
        '0000   53 68 6f 72 74 20 6d 65 73 73 61 67 65 00 c3 a9   Short message...',
        '0010   21                                                !',
      ].join('\n'),
    );
    expect(hexDump(new Uint8Array())).toBe('');
  });
});
