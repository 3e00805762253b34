import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ComponentProps,
  type Key,
  type ReactNode,
  type Ref,
} from 'react';
import { classes } from './classes';
import styles from './virtual-rows.module.css';

const css = classes(styles);

/** Nearer to the end than this counts as "at the end", px. */
const END_THRESHOLD_PX = 8;

/** What a reader scrolls with. */
const TAKING_OVER = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

export interface VirtualRowsHandle {
  /** As little as is needed for the row to be in view, or until it stands in the middle. */
  scrollToIndex(index: number, align?: 'auto' | 'center'): void;
  scrollToEnd(): void;
  focus(): void;
  /** Whole rows that fit on screen, for PgUp and PgDn. */
  rowsPerPage(): number;
}

export interface VirtualRowsProps extends Omit<
  ComponentProps<'div'>,
  'children' | 'className' | 'onScroll' | 'ref'
> {
  readonly count: number;
  /** Height of a row in px; the first guess when `isMeasured`. */
  readonly rowHeightPx: number;
  /** Rows have heights of their own. */
  readonly isMeasured?: boolean;
  /**
   * `end`: opens at the last row, stays there while rows are added as long as the reader is there, and keeps what is
   * being read in place when rows are added above.
   */
  readonly anchor?: 'start' | 'end';
  /** With `end`: whether to stay at the last row while rows are added. False where more rows are known to follow. */
  readonly followsEnd?: boolean;
  /** Room above the first row and below the last, px. */
  readonly paddingPx?: number;
  readonly getKey?: (index: number) => Key;
  readonly renderRow: (index: number) => ReactNode;
  /** The rows on screen and a few around them; called when they change. */
  readonly onRangeChange?: (start: number, end: number) => void;
  readonly onAtEndChange?: (isAtEnd: boolean) => void;
  /** The reader came near the first row. */
  readonly onNearStart?: () => void;
  /** The reader came near the last row. */
  readonly onNearEnd?: () => void;
  readonly handleRef?: Ref<VirtualRowsHandle>;
}

/** Draws only the rows in view. The one place that knows the library. */
export function VirtualRows({
  count,
  rowHeightPx,
  isMeasured = false,
  anchor = 'start',
  followsEnd = true,
  paddingPx = 0,
  getKey,
  renderRow,
  onRangeChange,
  onAtEndChange,
  onNearStart,
  onNearEnd,
  handleRef,
  ...container
}: VirtualRowsProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the rule warns of React Compiler, which is not used
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    paddingStart: paddingPx,
    paddingEnd: paddingPx,
    anchorTo: anchor,
    followOnAppend: anchor === 'end' && followsEnd,
    scrollEndThreshold: END_THRESHOLD_PX,
    ...(getKey === undefined ? {} : { getItemKey: getKey }),
  });
  const items = virtualizer.getVirtualItems();
  const start = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? -1) + 1;

  // From the opening, or being asked to, until the reader takes over: rows that turn out higher than was guessed after
  // the list was scrolled to its end must not push that out of view.
  const isKeptAtEnd = useRef(anchor === 'end');
  const totalSizePx = virtualizer.getTotalSize();
  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (anchor === 'end' && isKeptAtEnd.current && element !== null) element.scrollTop = element.scrollHeight;
  }, [anchor, totalSizePx]);
  useEffect(() => {
    const element = scrollRef.current;
    if (anchor !== 'end' || element === null) return undefined;
    const takeOver = (): void => void (isKeptAtEnd.current = false);
    for (const name of TAKING_OVER) element.addEventListener(name, takeOver, { passive: true });
    return () => {
      for (const name of TAKING_OVER) element.removeEventListener(name, takeOver);
    };
  }, [anchor]);

  useImperativeHandle(
    handleRef,
    () => ({
      scrollToIndex: (index, align = 'auto') => {
        isKeptAtEnd.current = false;
        virtualizer.scrollToIndex(index, { align });
      },
      scrollToEnd: () => {
        isKeptAtEnd.current = true;
        virtualizer.scrollToIndex(virtualizer.options.count - 1, { align: 'end' });
      },
      focus: () => scrollRef.current?.focus(),
      rowsPerPage: () => Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowHeightPx) - 1),
    }),
    [virtualizer, rowHeightPx],
  );

  const hasRows = count > 0;
  useLayoutEffect(() => {
    if (anchor === 'end' && hasRows)
      virtualizer.scrollToIndex(virtualizer.options.count - 1, { align: 'end' });
  }, [virtualizer, anchor, hasRows]);

  useEffect(() => {
    onRangeChange?.(start, end);
  }, [onRangeChange, start, end]);

  // A list that became lower, because something beside it grew, still shows its end if it did before.
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = scrollRef.current;
    if (anchor !== 'end' || element === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [anchor]);

  const handleScroll = (): void => {
    const element = scrollRef.current;
    if (element === null) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight <= END_THRESHOLD_PX;
    onAtEndChange?.(isAtEnd.current);
    if (element.scrollTop < element.clientHeight) onNearStart?.();
    if (element.scrollHeight - element.scrollTop < 2 * element.clientHeight) onNearEnd?.();
  };

  return (
    <div {...container} ref={scrollRef} className={css('scroll')} onScroll={handleScroll}>
      <div className={css('space')} style={{ height: totalSizePx }} role="presentation">
        {items.map((item) => (
          <div
            key={item.key}
            ref={isMeasured ? virtualizer.measureElement : undefined}
            data-index={item.index}
            className={css('row')}
            style={{
              transform: `translateY(${item.start}px)`,
              ...(isMeasured ? {} : { height: rowHeightPx }),
            }}
            role="presentation"
          >
            {renderRow(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
