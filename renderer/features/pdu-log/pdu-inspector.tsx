import { Copy } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import { annotate, type PduNode } from '#shared/smpp/annotate';
import { explainPdu } from '#shared/smpp/explain';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { Menu, type MenuItem } from '../../ui/menu';
import { ExplanationPane } from './explanation-pane';
import { nodeAt, parentPath, shownPath } from './field-tree';
import { FieldTreePane } from './field-tree-pane';
import { hexDump, octetsOfHex } from './octet-lines';
import { OctetsPane } from './octets-pane';
import { copyKinds, copyOf } from './pdu-copies';
import styles from './pdu-inspector.module.css';
import { PduNote } from './pdu-note';
import type { RelatedPdus } from './related-pdus';
import type { TrunkReading } from './trunk-reading';
import { usePduTree } from './use-pdu-tree';

const css = classes(styles);

function titleOf({ row }: PduDetail): string {
  if (row.kind === 'pdu') return row.command;
  return row.length === 0 ? 'No octets were exchanged' : 'Octets without a PDU';
}

export interface PduInspectorProps {
  readonly detail: PduDetail;
  readonly reading: TrunkReading;
  /** Null while it is not known. */
  readonly related: RelatedPdus | null;
  readonly onCopy: (text: string) => void;
  /** Selects another PDU. */
  readonly onJump: (number: number) => void;
  /** Shows the sequence diagram of the message that the PDU belongs to. */
  readonly onLadder: (row: PduRow) => void;
  /** Opens the message in its conversation; left out where there can be none. */
  readonly onMessage?: (row: PduRow) => void;
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
  onLadder,
  onMessage,
  onNote,
  tools,
  arrange,
}: PduInspectorProps) {
  const octets = useMemo(() => octetsOfHex(detail.hex), [detail.hex]);
  const { version, findings } = detail;
  const annotated = useMemo(
    () => annotate(octets, { ...reading, version, findings }),
    [octets, reading, version, findings],
  );
  const tree = usePduTree(annotated);
  const { selectedPath, hoveredPath, rangeOf } = tree;
  const explanation = useMemo(() => explainPdu(octets, reading.alphabets), [octets, reading]);

  const fieldAt = (path: string | null): PduNode | null =>
    path === null ? null : (nodeAt(annotated.nodes, path) ?? null);

  const copies = copyKinds.map(({ kind, label }): MenuItem => {
    const text = copyOf(kind, octets, annotated);
    return { id: kind, label, isDisabled: text === null, onSelect: () => onCopy(text ?? '') };
  });

  return arrange(
    <section data-pane tabIndex={-1} className={css('part')} aria-label="Fields">
      <header className={css('header')}>
        <span className={css('title')}>{titleOf(detail)}</span>
        <span className={css('number')}>PDU {detail.row.number.toLocaleString()}</span>
        {tools}
        <Menu align="end" items={copies} trigger={<IconButton label="Copy" icon={<Copy size={14} />} />} />
      </header>
      {detail.row.kind === 'octets' ? <p className={css('reason')}>{detail.row.text}</p> : null}
      <div className={css('content')}>
        <FieldTreePane
          rows={tree.rows}
          selectedPath={selectedPath}
          hoveredPath={shownPath(tree.rows, hoveredPath)}
          onSelect={tree.select}
          onHover={tree.hover}
          onToggle={tree.toggle}
        />
      </div>
    </section>,
    <section data-pane tabIndex={-1} className={css('part')} aria-label="Octets">
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
          problems={annotated.problems}
          selected={rangeOf(selectedPath)}
          hovered={rangeOf(hoveredPath)}
          onSelect={tree.selectOctet}
          onHover={tree.hoverOctet}
        />
      </div>
    </section>,
    <section data-pane tabIndex={-1} className={css('part')} aria-label="Explanation">
      <header className={css('header')}>
        <span className={css('heading')}>Explanation</span>
        {tools}
      </header>
      <div className={css('content')}>
        <ExplanationPane
          detail={detail}
          annotated={annotated}
          explanation={explanation}
          field={fieldAt(selectedPath)}
          within={fieldAt(selectedPath === null ? null : parentPath(selectedPath))}
          related={related}
          onOffset={tree.selectOctet}
          onJump={onJump}
          onLadder={() => onLadder(detail.row)}
          {...(onMessage === undefined ? {} : { onMessage: () => onMessage(detail.row) })}
        >
          <PduNote detail={detail} onChange={onNote} />
        </ExplanationPane>
      </div>
    </section>,
  );
}
