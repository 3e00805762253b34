import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { classes } from '../../ui/classes';
import { listIndexAfter } from '../../ui/list-keys';
import { VirtualRows, type VirtualRowsHandle } from '../../ui/virtual-rows';
import { parentPath, type TreeRow } from './field-tree';
import styles from './field-tree-pane.module.css';

const css = classes(styles);

const ROW_HEIGHT_PX = 22;
const INDENT_PX = 14;
/** Values of so many characters are never cut: their meaning is, before them. */
const SHORT = 24;

export interface FieldTreePaneProps {
  readonly rows: readonly TreeRow[];
  readonly selectedPath: string | null;
  readonly hoveredPath: string | null;
  readonly onSelect: (path: string) => void;
  readonly onHover: (path: string | null) => void;
  readonly onToggle: (path: string, isExpanded: boolean) => void;
}

/** The fields of a PDU as a tree: names as the specification spells them, values, and what they mean. */
export function FieldTreePane({
  rows,
  selectedPath,
  hoveredPath,
  onSelect,
  onHover,
  onToggle,
}: FieldTreePaneProps) {
  const id = useId();
  const list = useRef<VirtualRowsHandle>(null);
  const index = rows.findIndex((row) => row.path === selectedPath);

  useEffect(() => {
    if (index >= 0) list.current?.scrollToIndex(index);
  }, [index]);

  const handleKeyDown = (event: KeyboardEvent): void => {
    const row = rows[index];
    const next = listIndexAfter({
      key: event.key,
      index,
      count: rows.length,
      rowsPerPage: list.current?.rowsPerPage() ?? 1,
    });
    const target = next === null ? undefined : rows[next];
    if (target !== undefined) onSelect(target.path);
    else if (event.key === 'ArrowRight' && row?.hasChildren === true && !row.isExpanded)
      onToggle(row.path, true);
    else if (event.key === 'ArrowRight' && row?.isExpanded === true)
      onSelect(rows[index + 1]?.path ?? row.path);
    else if (event.key === 'ArrowLeft' && row?.isExpanded === true) onToggle(row.path, false);
    else if (event.key === 'ArrowLeft' && row !== undefined) onSelect(parentPath(row.path) ?? row.path);
    else return;
    event.preventDefault();
  };

  const renderRow = (at: number) => {
    const row = rows[at];
    if (row === undefined) return null;
    const { node } = row;
    const Chevron = row.isExpanded ? ChevronDown : ChevronRight;
    return (
      <div
        id={`${id}-${row.path}`}
        role="treeitem"
        aria-level={row.depth + 1}
        aria-selected={row.path === selectedPath}
        aria-expanded={row.hasChildren ? row.isExpanded : undefined}
        data-field={node.name}
        className={css(
          'row',
          row.path === selectedPath && 'selected',
          row.path === hoveredPath && 'hovered',
          node.problem !== undefined && 'problem',
        )}
        style={{ paddingLeft: 8 + row.depth * INDENT_PX }}
        onMouseDown={() => onSelect(row.path)}
        onMouseEnter={() => onHover(row.path)}
        onDoubleClick={() => row.hasChildren && onToggle(row.path, !row.isExpanded)}
      >
        <span
          className={css('chevron')}
          onMouseDown={() => row.hasChildren && onToggle(row.path, !row.isExpanded)}
        >
          {row.hasChildren ? <Chevron size={12} aria-hidden /> : null}
        </span>
        <span className={css('name')}>{node.name}</span>
        {node.value === '' ? null : (
          <span className={css('value', node.value.length <= SHORT && 'short')}>{node.value}</span>
        )}
        <span className={css('meaning')} title={node.meaning}>
          {node.meaning}
        </span>
        {node.problem === undefined ? null : (
          <span className={css('sentence')} title={node.problem}>
            <TriangleAlert size={12} aria-hidden />
            <span className={css('cut')}>{node.problem}</span>
          </span>
        )}
      </div>
    );
  };

  return (
    <div className={css('pane')} onMouseLeave={() => onHover(null)}>
      <VirtualRows
        count={rows.length}
        rowHeightPx={ROW_HEIGHT_PX}
        renderRow={renderRow}
        handleRef={list}
        role="tree"
        tabIndex={0}
        aria-label="Fields"
        aria-activedescendant={index < 0 ? undefined : `${id}-${selectedPath ?? ''}`}
        onKeyDown={handleKeyDown}
        data-pane-focus
      />
    </div>
  );
}
