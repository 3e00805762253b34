import { useMemo, useState } from 'react';
import type { AnnotatedPdu } from '#shared/smpp/annotate';
import { foldedAtFirst, nodeAt, pathAt, visibleRows, type TreeRow } from './field-tree';
import type { OctetRange } from './octet-lines';

export interface PduTree {
  readonly rows: readonly TreeRow[];
  readonly selectedPath: string | null;
  readonly hoveredPath: string | null;
  readonly rangeOf: (path: string | null) => OctetRange | null;
  readonly select: (path: string) => void;
  readonly hover: (path: string | null) => void;
  readonly hoverOctet: (offset: number | null) => void;
  readonly toggle: (path: string, isExpanded: boolean) => void;
  /** Selects the innermost field at an octet, and unfolds what it lies in. */
  readonly selectOctet: (offset: number) => void;
}

/** The fields of a PDU as a tree that is folded and walked, tied to its octets. Another PDU is to have another key. */
export function usePduTree(annotated: AnnotatedPdu): PduTree {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(foldedAtFirst(annotated.nodes)));
  const [selectedPath, setSelectedPath] = useState<string | null>(null);
  const [hoveredPath, setHoveredPath] = useState<string | null>(null);
  const rows = useMemo(() => visibleRows(annotated.nodes, folded), [annotated, folded]);

  return {
    rows,
    selectedPath,
    hoveredPath,
    rangeOf: (path) => (path === null ? null : (nodeAt(annotated.nodes, path) ?? null)),
    select: setSelectedPath,
    hover: setHoveredPath,
    hoverOctet: (offset) => setHoveredPath(offset === null ? null : pathAt(annotated.nodes, offset)),
    toggle: (path, isExpanded) => {
      const next = new Set(folded);
      if (isExpanded) next.delete(path);
      else next.add(path);
      setFolded(next);
      // A field that is folded away hands its selection to what still shows.
      if (!isExpanded && selectedPath?.startsWith(`${path}.`) === true) setSelectedPath(path);
    },
    selectOctet: (offset) => {
      const path = pathAt(annotated.nodes, offset);
      if (path === null) return;
      const parts = path.split('.');
      const above = parts.map((_, index) => parts.slice(0, index).join('.'));
      setFolded(new Set([...folded].filter((each) => !above.includes(each))));
      setSelectedPath(path);
    },
  };
}
