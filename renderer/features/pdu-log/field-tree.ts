import type { PduNode } from '#shared/smpp/annotate';

/** A node of the annotated PDU where it stands in the tree. */
export interface TreeRow {
  readonly node: PduNode;
  /** Indexes from the root: "2.0.1". */
  readonly path: string;
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly isExpanded: boolean;
}

/** The rows on screen, in order, with what was folded left out. */
export function visibleRows(roots: readonly PduNode[], folded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: readonly PduNode[], parent: string, depth: number): void => {
    nodes.forEach((node, index) => {
      const path = parent === '' ? String(index) : `${parent}.${index}`;
      const children = node.children ?? [];
      const isExpanded = children.length > 0 && !folded.has(path);
      rows.push({ node, path, depth, hasChildren: children.length > 0, isExpanded });
      if (isExpanded) add(children, path, depth + 1);
    });
  };
  add(roots, '', 0);
  return rows;
}

/** Path of the innermost node that holds the octet; null if none does. Nodes without octets of their own never do. */
export function pathAt(roots: readonly PduNode[], offset: number): string | null {
  const index = roots.findIndex(
    (node) => node.isBits !== true && offset >= node.offset && offset < node.offset + node.length,
  );
  const node = roots[index];
  if (node === undefined) return null;
  const inner = pathAt(node.children ?? [], offset);
  return inner === null ? String(index) : `${index}.${inner}`;
}

/**
 * What is folded at first: the bits of an octet and the tag, length and value of a TLV, whose own line tells the same.
 * Where something is wrong inside, it stays open.
 */
export function foldedAtFirst(roots: readonly PduNode[], parent = ''): string[] {
  return roots.flatMap((node, index) => {
    const path = parent === '' ? String(index) : `${parent}.${index}`;
    const children = node.children ?? [];
    const isTlv = children[0]?.name === 'tag' && !children.some(hasProblem);
    if (isTlv || children[0]?.isBits === true) return [path];
    return foldedAtFirst(children, path);
  });
}

function hasProblem({ problem, children }: PduNode): boolean {
  return problem !== undefined || (children ?? []).some(hasProblem);
}

/** The path itself, or the nearest above it that is not folded away. */
export function shownPath(rows: readonly TreeRow[], path: string | null): string | null {
  if (path === null || rows.some((row) => row.path === path)) return path;
  return shownPath(rows, parentPath(path));
}

export function nodeAt(roots: readonly PduNode[], path: string): PduNode | undefined {
  const [first = '', ...rest] = path.split('.');
  const node = roots[Number(first)];
  return rest.length === 0 ? node : nodeAt(node?.children ?? [], rest.join('.'));
}

export function parentPath(path: string): string | null {
  const end = path.lastIndexOf('.');
  return end < 0 ? null : path.slice(0, end);
}

/** The tree as indented text, for the clipboard. */
export function treeText(roots: readonly PduNode[], depth = 0): string {
  return roots
    .map((node) => {
      const value = [node.value, node.meaning].filter((part) => part !== '').join(' · ');
      const problem = node.problem === undefined ? '' : `  ! ${node.problem}`;
      const line = `${'  '.repeat(depth)}${node.name}${value === '' ? '' : `: ${value}`}${problem}`;
      const children = treeText(node.children ?? [], depth + 1);
      return children === '' ? line : `${line}\n${children}`;
    })
    .join('\n');
}
