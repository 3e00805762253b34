import { ImageDown, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PduRow } from '#shared/model/pdu-row';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { saveBlob } from '../../host/file-transfer';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { FixedRows, type FixedRowsHandle } from '../../ui/fixed-rows';
import { IconButton } from '../../ui/icon-button';
import { listIndexAfter } from '../../ui/list-keys';
import { Menu } from '../../ui/menu';
import { showToast } from '../../ui/toast';
import { useSize } from '../../ui/use-size';
import { LadderArrow, hasLabelsAt } from './ladder-arrow';
import { ladderPlace, ladderSizes, ladderStep } from './ladder-geometry';
import styles from './ladder-pane.module.css';
import { ladderSvg, pngOfSvg } from './ladder-svg';
import type { LadderOf } from './log-page-store';
import type { TimeDisplay } from './time-words';

const css = classes(styles);

const PAGE = 500;
/** Arrows of one saved drawing: more would be no picture any more. */
const MAX_SAVED = 2000;
/** Arrows longer than that are hard to follow. */
const MAX_WIDTH_PX = 1200;
const LEAST_WIDTH_OF_TRUNKS_PX = 720;
const SCROLL_BAR_PX = 12;
const zooms = [0.5, 0.75, 1, 1.5, 2] as const;

export interface LadderPaneProps {
  readonly client: HostClient;
  readonly of: LadderOf;
  readonly title: string;
  readonly time: TimeDisplay;
  /** Raised when there may be new rows. */
  readonly revision: number;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
}

/** The PDUs as a sequence diagram: time runs down, the ESME stands left and the SMSC right. */
export function LadderPane({ client, of, title, time, revision, selected, onSelect }: LadderPaneProps) {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly PduRow[]>>(new Map());
  const [total, setTotal] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [zoom, setZoom] = useState(2);
  const pane = useRef<HTMLDivElement>(null);
  const list = useRef<FixedRowsHandle>(null);
  const { width, height } = useSize(pane);
  const factor = zooms[zoom] ?? 1;
  // Of one session its trunk stands in the title.
  const hasTrunks = of.kind !== 'session';
  const side = !hasLabelsAt(factor)
    ? 'labels'
    : hasTrunks && width >= LEAST_WIDTH_OF_TRUNKS_PX
      ? 'trunk'
      : 'nothing';

  const load = useCallback(
    async (page: number): Promise<readonly PduRow[]> => {
      const answer = await client.call('pduLog.ladder', { of, start: page * PAGE, count: PAGE });
      setTotal(answer.total);
      setPages((known) => new Map(known).set(page, answer.rows));
      return answer.rows;
    },
    [client, of],
  );

  const asked = useRef(new Set<number>());
  const ensure = useCallback(
    (page: number): void => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      load(page)
        .catch((error: unknown) => setProblem(sentenceOf(error)))
        // A page that was not full may have grown when it is asked for again.
        .finally(() => asked.current.delete(page));
    },
    [load],
  );
  useEffect(() => {
    ensure(0);
  }, [ensure, revision]);

  const rowAt = (index: number): PduRow | undefined => pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  const middle = useRef(0);
  const handleRange = useCallback(
    (start: number, end: number): void => {
      middle.current = Math.floor((start + end) / 2);
      for (
        let page = Math.floor(start / PAGE);
        page <= Math.floor(Math.max(start, end - 1) / PAGE);
        page += 1
      ) {
        if (pages.get(page)?.length !== PAGE) ensure(page);
      }
    },
    [pages, ensure],
  );

  const allRows = async (): Promise<readonly PduRow[]> => {
    const rows: PduRow[] = [];
    for (let page = 0; page * PAGE < Math.min(total, MAX_SAVED); page += 1) rows.push(...(await load(page)));
    if (total > MAX_SAVED) {
      showToast('Only a part is saved', `The drawing holds the first ${MAX_SAVED.toLocaleString()} PDUs.`);
    }
    return rows.slice(0, MAX_SAVED);
  };
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    try {
      const svg = ladderSvg(await allRows(), title, time, hasTrunks ? 'trunk' : 'nothing');
      const blob = kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOfSvg(svg);
      saveBlob(blob, `sequence.${kind}`);
    } catch (error) {
      showToast('The drawing was not saved', sentenceOf(error));
    }
  };

  const selectedIndex = [...pages].reduce((found, [page, rows]) => {
    const at = rows.findIndex(({ number }) => number === selected);
    return at < 0 ? found : page * PAGE + at;
  }, -1);
  /** The last index asked for: a key held down must not select in the order of the answers. */
  const wanted = useRef(-1);
  const selectAt = async (index: number): Promise<void> => {
    wanted.current = index;
    const row = rowAt(index) ?? (await load(Math.floor(index / PAGE)))[index % PAGE];
    if (row !== undefined && wanted.current === index) onSelect(row.number);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    const rowsPerPage = list.current?.rowsPerPage() ?? 1;
    const next = listIndexAfter({ key: event.key, index: selectedIndex, count: total, rowsPerPage });
    if (next === null) return;
    list.current?.scrollToIndex(next);
    selectAt(next).catch((error: unknown) => setProblem(sentenceOf(error)));
    event.preventDefault();
  };

  // A jump from elsewhere brings its arrow into view; so does a drawing that becomes lower.
  useEffect(() => {
    if (selectedIndex >= 0) list.current?.scrollToIndex(selectedIndex);
  }, [selectedIndex, height]);

  // Drawn anew in another size, it stays where it was, and keeps the focus.
  const lastFactor = useRef(factor);
  useEffect(() => {
    if (lastFactor.current === factor) return;
    lastFactor.current = factor;
    list.current?.scrollToIndex(selectedIndex < 0 ? middle.current : selectedIndex, 'center');
    if (document.activeElement === document.body) {
      pane.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    }
  }, [factor, selectedIndex]);

  const handleZoomKey = (event: KeyboardEvent): void => {
    const step = event.key === '+' ? 1 : event.key === '-' ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey) return;
    setZoom(Math.min(zooms.length - 1, Math.max(0, zoom + step)));
    event.preventDefault();
  };

  const place = ladderPlace(Math.min(Math.max(width - SCROLL_BAR_PX, 320), MAX_WIDTH_PX), time.mode, side);
  return (
    <section
      data-pane
      aria-label="Drawing"
      tabIndex={-1}
      className={css('pane')}
      ref={pane}
      onKeyDown={handleZoomKey}
    >
      <div className={css('head')}>
        <span className={css('title')}>{title}</span>
        <span className={css('count')}>{total === 1 ? '1 PDU' : `${total.toLocaleString()} PDUs`}</span>
        {problem === null ? null : <span className={css('problem')}>{problem}</span>}
        <IconButton
          label="Smaller"
          shortcut="-"
          icon={<ZoomOut size={16} />}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        />
        <IconButton
          label="Larger"
          shortcut="+"
          icon={<ZoomIn size={16} />}
          disabled={zoom === zooms.length - 1}
          onClick={() => setZoom(zoom + 1)}
        />
        <Menu
          align="end"
          items={[
            { id: 'svg', label: 'Save as SVG', onSelect: () => void save('svg') },
            { id: 'png', label: 'Save as PNG', onSelect: () => void save('png') },
          ]}
          trigger={
            <IconButton label="Save the drawing" icon={<ImageDown size={16} />} disabled={total === 0} />
          }
        />
      </div>
      <div className={css('lanes')} aria-hidden>
        <span style={{ left: place.esme }}>ESME</span>
        <span style={{ left: place.smsc }}>SMSC</span>
      </div>
      <div className={css('body')}>
        {total === 0 ? (
          <EmptyState title="Nothing to draw">
            PDUs that the filter shows stand here as arrows between ESME and SMSC.
          </EmptyState>
        ) : (
          <FixedRows
            key={factor}
            count={total}
            rowHeightPx={ladderSizes.row * factor}
            handleRef={list}
            onRangeChange={handleRange}
            role="listbox"
            tabIndex={0}
            aria-label="Sequence diagram"
            onKeyDown={handleKeyDown}
            data-pane-focus
            renderRow={(index) => {
              const row = rowAt(index);
              if (row === undefined) return null;
              const step = ladderStep(row, time, place, side);
              return (
                <div
                  role="option"
                  aria-selected={row.number === selected}
                  aria-label={`${step.time}, ${step.isFromEsme ? 'ESME to SMSC' : 'SMSC to ESME'}, ${step.label}, ${step.detail}`}
                  data-number={row.number}
                  className={css('step', row.number === selected && 'selected')}
                  onMouseDown={() => onSelect(row.number)}
                >
                  <LadderArrow step={step} place={place} side={side} factor={factor} />
                </div>
              );
            }}
          />
        )}
      </div>
    </section>
  );
}
