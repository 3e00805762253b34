import { Copy } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { PduDetail } from '#shared/model/pdu-row';
import { annotate, type AnnotateOptions } from '#shared/smpp/annotate';
import { explainPdu } from '#shared/smpp/explain';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { Menu, type MenuItem } from '../../ui/menu';
import { ExplanationPane } from './explanation-pane';
import { foldedAtFirst, nodeAt, pathAt, treeText, visibleRows } from './field-tree';
import { FieldTreePane } from './field-tree-pane';
import { hexDump, octetsOfHex, type OctetRange } from './octet-lines';
import { OctetsPane } from './octets-pane';
import { pduHex, pduJson, sendLine } from './pdu-copies';
import styles from './pdu-inspector.module.css';
import { PduNote } from './pdu-note';
import type { RelatedPdus } from './related-pdus';

const css = classes(styles);

function titleOf({ row }: PduDetail): string {
  if (row.kind === 'pdu') return row.command;
  return row.length === 0 ? 'No octets were exchanged' : 'Octets without a PDU';
}

export interface PduInspectorProps {
  readonly detail: PduDetail;
  /** How PDUs of this trunk are read. */
  readonly reading: AnnotateOptions;
  /** Null while it is not known. */
  readonly related: RelatedPdus | null;
  readonly onCopy: (text: string) => void;
  /** Selects another PDU. */
  readonly onJump: (number: number) => void;
  readonly onNote: (change: { readonly note?: string; readonly isMarked?: boolean }) => void;
  /** Stands in the head of both panes. */
  readonly tools?: ReactNode;
  /** Sets the panes beside or above one another. */
  readonly arrange: (fields: ReactNode, octets: ReactNode, explanation: ReactNode) => ReactNode;
}

/** One PDU taken apart: its fields and its octets, each lighting the other, and what there is to say about it. Give it the row's number as key. */
export function PduInspector({
  detail,
  reading,
  related,
  onCopy,
  onJump,
  onNote,
  tools,
  arrange,
}: PduInspectorProps) {
  const octets = useMemo(() => octetsOfHex(detail.hex), [detail.hex]);
  const tree = useMemo(() => annotate(octets, reading), [octets, reading]);
  const explanation = useMemo(() => explainPdu(octets), [octets]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(foldedAtFirst(tree.nodes)));
  const [selectedPath, setSelectedPath] = useState<string | null>(null);
  const [hoveredPath, setHoveredPath] = useState<string | null>(null);
  const rows = useMemo(() => visibleRows(tree.nodes, folded), [tree, folded]);

  const rangeOf = (path: string | null): OctetRange | null =>
    path === null ? null : (nodeAt(tree.nodes, path) ?? null);

  const handleToggle = (path: string, isExpanded: boolean): void => {
    const next = new Set(folded);
    if (isExpanded) next.delete(path);
    else next.add(path);
    setFolded(next);
    // A field that is folded away hands its selection to what still shows.
    if (!isExpanded && selectedPath?.startsWith(`${path}.`) === true) setSelectedPath(path);
  };

  const handleOctet = (offset: number): void => {
    const path = pathAt(tree.nodes, offset);
    if (path === null) return;
    const parts = path.split('.');
    const above = parts.map((_, index) => parts.slice(0, index).join('.'));
    setFolded(new Set([...folded].filter((each) => !above.includes(each))));
    setSelectedPath(path);
  };

  const line = sendLine(octets);
  const copies: MenuItem[] = [
    { id: 'fields', label: 'Copy as fields', onSelect: () => onCopy(treeText(tree.nodes)) },
    { id: 'hex', label: 'Copy as hexadecimal', onSelect: () => onCopy(pduHex(octets)) },
    { id: 'dump', label: 'Copy as octets with offsets', onSelect: () => onCopy(hexDump(octets)) },
    { id: 'json', label: 'Copy as JSON', onSelect: () => onCopy(pduJson(tree)) },
    {
      id: 'send',
      label: 'Copy as a “trunkline send” line',
      isDisabled: line === null,
      onSelect: () => onCopy(line ?? ''),
    },
  ];

  return arrange(
    <section className={css('part')} aria-label="Fields">
      <header className={css('header')}>
        <span className={css('title')}>{titleOf(detail)}</span>
        {tools}
        <Menu align="end" items={copies} trigger={<IconButton label="Copy" icon={<Copy size={14} />} />} />
      </header>
      {detail.row.kind === 'octets' ? <p className={css('reason')}>{detail.row.text}</p> : null}
      <div className={css('content')}>
        <FieldTreePane
          rows={rows}
          selectedPath={selectedPath}
          hoveredPath={hoveredPath}
          onSelect={setSelectedPath}
          onHover={setHoveredPath}
          onToggle={handleToggle}
        />
      </div>
    </section>,
    <section className={css('part')} aria-label="Octets">
      <header className={css('header')}>
        <span className={css('title')}>
          {octets.length === 1 ? '1 octet' : `${octets.length.toLocaleString()} octets`}
        </span>
        {tools}
        <IconButton label="Copy octets" icon={<Copy size={14} />} onClick={() => onCopy(hexDump(octets))} />
      </header>
      <div className={css('content')}>
        <OctetsPane
          octets={octets}
          problems={tree.problems}
          selected={rangeOf(selectedPath)}
          hovered={rangeOf(hoveredPath)}
          onSelect={handleOctet}
          onHover={(offset) => setHoveredPath(offset === null ? null : pathAt(tree.nodes, offset))}
        />
      </div>
    </section>,
    <section className={css('part')} aria-label="Explanation">
      <header className={css('header')}>
        <span className={css('heading')}>Explanation</span>
        {tools}
      </header>
      <div className={css('content')}>
        <ExplanationPane
          detail={detail}
          annotated={tree}
          explanation={explanation}
          field={selectedPath === null ? null : (nodeAt(tree.nodes, selectedPath) ?? null)}
          related={related}
          onOffset={handleOctet}
          onJump={onJump}
        >
          <PduNote detail={detail} onChange={onNote} />
        </ExplanationPane>
      </div>
    </section>,
  );
}
