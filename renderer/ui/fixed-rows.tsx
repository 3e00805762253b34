import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type Ref,
} from 'react';
import { classes } from './classes';
import { FixedScroll } from './fixed-scroll';
import styles from './fixed-rows.module.css';
import { RowSlots } from './row-slots';

const css = classes(styles);

export interface FixedRowsHandle {
  /** As little as is needed for the row to be in view, or until it stands in the middle. */
  scrollToIndex(index: number, align?: 'auto' | 'center'): void;
  /** Whole rows that fit on screen, for PgUp and PgDn. */
  rowsPerPage(): number;
}

export interface FixedRowsProps extends Omit<
  ComponentProps<'div'>,
  'children' | 'className' | 'onScroll' | 'ref'
> {
  readonly count: number;
  readonly rowHeightPx: number;
  /** Stands at the last row, however many are added. */
  readonly followsEnd?: boolean;
  /** Keeps nothing of its own: the elements of rows serve again for others. */
  readonly renderRow: (index: number) => ReactNode;
  /** The rows on screen; called when they change. */
  readonly onRangeChange: (start: number, end: number) => void;
  /** The reader scrolled. */
  readonly onAtEndChange?: (isAtEnd: boolean) => void;
  readonly handleRef?: Ref<FixedRowsHandle>;
}

/**
 * A list of any length whose rows are of one height: what a change of it costs depends on the rows in view alone, and
 * following its end draws and lays it out once.
 */
export function FixedRows({
  count,
  rowHeightPx,
  followsEnd = false,
  renderRow,
  onRangeChange,
  onAtEndChange,
  handleRef,
  ...container
}: FixedRowsProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const [scroll] = useState(() => new FixedScroll(rowHeightPx));
  const [slots] = useState(() => new RowSlots());
  const [viewPx, setViewPx] = useState(0);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  scroll.update(count, viewPx, followsEnd);
  const { start, end } = scroll.range;
  slots.show(start, end - start);

  useImperativeHandle(
    handleRef,
    () => ({
      scrollToIndex: (index, align = 'auto') => {
        scroll.showRow(index, align);
        drawAgain();
      },
      rowsPerPage: () => scroll.rowsPerPage,
    }),
    [scroll],
  );

  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (element === null) return undefined;
    setViewPx(element.clientHeight);
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => setViewPx(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const barPx = scroll.takeBarMove();
    if (barPx !== null && scrollRef.current !== null) scrollRef.current.scrollTop = barPx;
  });

  useEffect(() => {
    onRangeChange(start, end);
  }, [onRangeChange, start, end]);

  const handleScroll = (): void => {
    const element = scrollRef.current;
    if (element === null || !scroll.handleBar(element.scrollTop)) return;
    onAtEndChange?.(scroll.isAtEnd);
    drawAgain();
  };

  const rows: ReactNode[] = [];
  for (let index = start; index < end; index += 1) {
    rows.push(
      <div
        key={slots.keyOf(index)}
        className={css('row')}
        style={{ transform: `translateY(${scroll.topOf(index)}px)`, height: rowHeightPx }}
        role="presentation"
      >
        {renderRow(index)}
      </div>,
    );
  }
  return (
    <div {...container} ref={scrollRef} className={css('scroll')} onScroll={handleScroll}>
      <div style={{ height: scroll.spacePx }} role="presentation">
        <div className={css('view')} style={{ height: viewPx }} role="presentation">
          {rows}
        </div>
      </div>
    </div>
  );
}
