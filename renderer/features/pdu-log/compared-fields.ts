import type { PduNode } from '#shared/smpp/annotate';

/** One field of two PDUs beside each other. */
export interface ComparedField {
  /** Unique among the rows: the names from the root, with a count where one comes again. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  /** Null where this PDU does not have the field. */
  readonly left: PduNode | null;
  readonly right: PduNode | null;
  /** In its own value; a group differs when it, or the other, is missing. */
  readonly isDifferent: boolean;
}

/** Fields of two annotated PDUs, paired by name in the order in which they come; what only one has stands in its place. */
export function compareFields(
  left: readonly PduNode[],
  right: readonly PduNode[],
  depth = 0,
  above = '',
): readonly ComparedField[] {
  const rows: ComparedField[] = [];
  const seen = new Map<string, number>();
  for (const [leftNode, rightNode] of paired(left, right)) {
    const name = leftNode?.name ?? rightNode?.name ?? '';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const path = `${above}/${name}${count > 1 ? `#${count}` : ''}`;
    const isDifferent =
      (leftNode === null) !== (rightNode === null) ||
      leftNode?.value !== rightNode?.value ||
      leftNode?.problem !== rightNode?.problem;
    rows.push({ path, name, depth, left: leftNode, right: rightNode, isDifferent });
    rows.push(...compareFields(leftNode?.children ?? [], rightNode?.children ?? [], depth + 1, path));
  }
  return rows;
}

type Pair = readonly [PduNode | null, PduNode | null];

/** Pairs by name, keeping the order of both: what one has before a common name comes before it. */
function paired(left: readonly PduNode[], right: readonly PduNode[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let from = 0;
  for (const node of left) {
    const at = right.findIndex((other, index) => index >= from && other.name === node.name);
    if (at < 0) {
      pairs.push([node, null]);
      continue;
    }
    for (const other of right.slice(from, at)) pairs.push([null, other]);
    pairs.push([node, right[at] ?? null]);
    from = at + 1;
  }
  for (const other of right.slice(from)) pairs.push([null, other]);
  return pairs;
}
