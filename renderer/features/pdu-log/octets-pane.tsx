import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { classes } from '../../ui/classes';
import { VirtualRows, type VirtualRowsHandle } from '../../ui/virtual-rows';
import { OCTETS_PER_LINE, contains, octetText, offsetText, printable, type OctetRange } from './octet-lines';
import styles from './octets-pane.module.css';

const css = classes(styles);

const LINE_HEIGHT_PX = 20;

export interface OctetsPaneProps {
  readonly octets: Uint8Array;
  /** Octets that something is wrong with. */
  readonly problems: readonly OctetRange[];
  /** Octets of the selected field. */
  readonly selected: OctetRange | null;
  /** Octets of the field under the pointer, here or in the field tree. */
  readonly hovered: OctetRange | null;
  /** Fewer where there is little room. */
  readonly octetsPerLine?: number;
  readonly onSelect: (offset: number) => void;
  readonly onHover: (offset: number | null) => void;
}

function offsetUnder(event: MouseEvent): number | null {
  const text = (event.target as HTMLElement).dataset['offset'];
  return text === undefined ? null : Number(text);
}

const stepsOf = (perLine: number): Readonly<Record<string, number>> => ({
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -perLine,
  ArrowDown: perLine,
});

/** The octets of a PDU: offset, hexadecimal, text. An octet lights its field, a field its octets. */
export function OctetsPane({
  octets,
  problems,
  selected,
  hovered,
  octetsPerLine = OCTETS_PER_LINE,
  onSelect,
  onHover,
}: OctetsPaneProps) {
  const lines = useRef<VirtualRowsHandle>(null);
  const selectedLine = selected === null ? null : Math.floor(selected.offset / octetsPerLine);

  useEffect(() => {
    if (selectedLine !== null) lines.current?.scrollToIndex(selectedLine);
  }, [selectedLine]);

  const handleKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const step = stepsOf(octetsPerLine)[event.key];
      if (step === undefined || octets.length === 0) return;
      const from =
        selected === null
          ? -step
          : step > 0
            ? selected.offset + Math.max(selected.length, 1) - 1
            : selected.offset;
      onSelect(Math.min(octets.length - 1, Math.max(0, from + step)));
      event.preventDefault();
    },
    [octets, octetsPerLine, selected, onSelect],
  );

  const octetClass = (offset: number, kind: string): string =>
    css(
      kind,
      problems.some((range) => contains(range, offset)) && 'problem',
      contains(selected, offset) && 'selected',
      contains(hovered, offset) && 'hovered',
    );

  const renderLine = (line: number) => {
    const start = line * octetsPerLine;
    const offsets = Array.from(
      { length: Math.min(octetsPerLine, octets.length - start) },
      (_, at) => start + at,
    );
    return (
      <div className={css('line')}>
        <span className={css('offset')}>{offsetText(start, octets.length)}</span>
        <span className={css('hex', octetsPerLine < OCTETS_PER_LINE && 'short')}>
          {offsets.map((offset) => (
            <span key={offset} data-offset={offset} className={octetClass(offset, 'octet')}>
              {octetText(octets[offset] ?? 0)}
            </span>
          ))}
        </span>
        <span className={css('text')} aria-hidden>
          {offsets.map((offset) => (
            <span key={offset} data-offset={offset} className={octetClass(offset, 'character')}>
              {printable(octets[offset] ?? 0)}
            </span>
          ))}
        </span>
      </div>
    );
  };

  return (
    <div
      className={css('pane')}
      onMouseMove={(event) => onHover(offsetUnder(event))}
      onMouseLeave={() => onHover(null)}
      onMouseDown={(event) => {
        const offset = offsetUnder(event);
        if (offset !== null) onSelect(offset);
      }}
    >
      <VirtualRows
        count={Math.ceil(octets.length / octetsPerLine)}
        rowHeightPx={LINE_HEIGHT_PX}
        renderRow={renderLine}
        handleRef={lines}
        role="group"
        aria-label="Octets"
        tabIndex={0}
        onKeyDown={handleKeyDown}
        data-pane-focus
      />
    </div>
  );
}
