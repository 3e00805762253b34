import { Download, ImageDown, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PduRow } from '#shared/model/pdu-row';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { saveBlob } from '../../host/file-transfer';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { listIndexAfter } from '../../ui/list-keys';
import { showToast } from '../../ui/toast';
import { useSize } from '../../ui/use-size';
import { VirtualRows, type VirtualRowsHandle } from '../../ui/virtual-rows';
import { ladderPlace, ladderSizes, ladderStep, type LadderPlace, type LadderStep } from './ladder-geometry';
import styles from './ladder-pane.module.css';
import { ladderSvg, pngOfSvg } from './ladder-svg';
import type { LadderOf } from './log-page-store';

const css = classes(styles);

const PAGE = 500;
/** Arrows of one saved drawing: more would be no picture any more. */
const MAX_SAVED = 2000;
const zooms = [0.5, 0.75, 1, 1.5, 2] as const;

export interface LadderPaneProps {
  readonly client: HostClient;
  readonly of: LadderOf;
  readonly title: string;
  /** Raised when there may be new rows. */
  readonly revision: number;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
}

/** The PDUs as a sequence diagram: time runs down, the ESME stands left and the SMSC right. */
export function LadderPane({ client, of, title, revision, selected, onSelect }: LadderPaneProps) {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly PduRow[]>>(new Map());
  const [total, setTotal] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [zoom, setZoom] = useState(2);
  const pane = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualRowsHandle>(null);
  const { width, height } = useSize(pane);
  const factor = zooms[zoom] ?? 1;

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
      const svg = ladderSvg(await allRows(), title);
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

  // Drawn anew in another size, it stays where it was.
  const lastFactor = useRef(factor);
  useEffect(() => {
    if (lastFactor.current === factor) return;
    lastFactor.current = factor;
    list.current?.scrollToIndex(selectedIndex < 0 ? middle.current : selectedIndex, 'center');
  }, [factor, selectedIndex]);

  const handleZoomKey = (event: KeyboardEvent): void => {
    const step = event.key === '+' ? 1 : event.key === '-' ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey) return;
    setZoom(Math.min(zooms.length - 1, Math.max(0, zoom + step)));
    event.preventDefault();
  };

  const place = ladderPlace(Math.min(Math.max(width, 320), 900), !hasLabelsAt(factor));
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
        <IconButton
          label="Save as SVG"
          icon={<Download size={16} />}
          disabled={total === 0}
          onClick={() => void save('svg')}
        />
        <IconButton
          label="Save as PNG"
          icon={<ImageDown size={16} />}
          disabled={total === 0}
          onClick={() => void save('png')}
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
          <VirtualRows
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
              const step = ladderStep(row);
              return (
                <div
                  role="option"
                  aria-selected={row.number === selected}
                  aria-label={`${step.time}, ${step.isFromEsme ? 'ESME to SMSC' : 'SMSC to ESME'}, ${step.label}, ${step.detail}`}
                  data-number={row.number}
                  className={css('step', row.number === selected && 'selected')}
                  onMouseDown={() => onSelect(row.number)}
                >
                  <Arrow step={step} place={place} factor={factor} />
                </div>
              );
            }}
          />
        )}
      </div>
    </section>
  );
}

/** Words above and below an arrow need their height; where the rows are lower than that, they stand beside it. */
const hasLabelsAt = (factor: number): boolean => factor >= 0.75;

interface ArrowProps {
  readonly step: LadderStep;
  readonly place: LadderPlace;
  readonly factor: number;
}

function Arrow({ step, place, factor }: ArrowProps) {
  const height = ladderSizes.row * factor;
  const line = height / 2;
  const [from, to] = step.isFromEsme ? [place.esme, place.smsc] : [place.smsc, place.esme];
  const tip = step.isFromEsme ? -ladderSizes.arrow : ladderSizes.arrow;
  const middle = (place.esme + place.smsc) / 2;
  const hasLabels = hasLabelsAt(factor);
  return (
    <svg
      width={place.width}
      height={height}
      className={css('arrow', step.meaning, step.isUnanswered && 'unanswered')}
    >
      <line className={css('lane')} x1={place.esme} x2={place.esme} y1={0} y2={height} />
      <line className={css('lane')} x1={place.smsc} x2={place.smsc} y1={0} y2={height} />
      <text className={css('time')} x={ladderSizes.margin} y={line + 4}>
        {step.time}
      </text>
      <line className={css('line')} x1={from} x2={to} y1={line} y2={line} />
      <path className={css('tip')} d={`M${to} ${line}l${tip} -4v8z`} />
      {hasLabels ? (
        <>
          <text className={css('label')} x={middle} y={line - 4} textAnchor="middle">
            {step.label}
          </text>
          <text className={css('detail')} x={middle} y={line + 13} textAnchor="middle">
            {step.detail}
          </text>
        </>
      ) : (
        <text className={css('detail')} x={place.smsc + 12} y={line + 4}>
          {step.isUnanswered ? `${step.label} · no response` : step.label}
        </text>
      )}
    </svg>
  );
}
