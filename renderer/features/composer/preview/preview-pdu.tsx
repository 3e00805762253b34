import { useMemo, useRef } from 'react';
import { annotate, type AnnotatedPdu, type AnnotateOptions, type PduNode } from '#shared/smpp/annotate';
import { useWidth } from '../../../ui/use-width';
import { classes } from '../../../ui/classes';
import { FieldTreePane } from '../../pdu-log/field-tree-pane';
import { OctetsPane } from '../../pdu-log/octets-pane';
import { usePduTree } from '../../pdu-log/use-pdu-tree';
import styles from './preview-pane.module.css';

const css = classes(styles);
/** Room for fields and octets beside one another. */
const WIDE_PX = 860;
/** Room for sixteen octets a line. */
const LINE_PX = 556;

export interface PreviewPduProps {
  readonly octets: Uint8Array;
  /** The trunk's version and alphabets. */
  readonly reading: AnnotateOptions;
}

/** One PDU before it is sent: its fields and its octets, each lighting the other. */
export function PreviewPdu({ octets, reading }: PreviewPduProps) {
  const annotated = useMemo(() => beforeSending(annotate(octets, reading)), [octets, reading]);
  const tree = usePduTree(annotated);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const isWide = width >= WIDE_PX;
  return (
    <div ref={box} className={css('pdu', isWide && 'wide')}>
      <div className={css('part')}>
        <FieldTreePane
          rows={tree.rows}
          selectedPath={tree.selectedPath}
          hoveredPath={tree.hoveredPath}
          onSelect={tree.select}
          onHover={tree.hover}
          onToggle={tree.toggle}
        />
      </div>
      <div className={css('part', 'octets')}>
        <OctetsPane
          octets={octets}
          octetsPerLine={width >= LINE_PX ? 16 : 8}
          problems={annotated.problems}
          selected={tree.rangeOf(tree.selectedPath)}
          hovered={tree.rangeOf(tree.hoveredPath)}
          onSelect={tree.selectOctet}
          onHover={tree.hoverOctet}
        />
      </div>
    </div>
  );
}

/** The sequence_number is given on sending: until then there is nothing wrong with it. */
function beforeSending({ nodes, problems, ...rest }: AnnotatedPdu): AnnotatedPdu {
  const sequence = nodes
    .flatMap((node) => node.children ?? [])
    .find(({ name }) => name === 'sequence_number');
  if (sequence === undefined) return { nodes, problems, ...rest };
  const given: PduNode = {
    name: sequence.name,
    offset: sequence.offset,
    length: sequence.length,
    value: sequence.value,
    meaning: 'given on sending',
  };
  return {
    ...rest,
    nodes: nodes.map((node) =>
      node.children === undefined
        ? node
        : { ...node, children: node.children.map((child) => (child === sequence ? given : child)) },
    ),
    problems: problems.filter(({ offset }) => offset !== sequence.offset),
  };
}
