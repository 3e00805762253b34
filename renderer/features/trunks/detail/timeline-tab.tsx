import { Download } from 'lucide-react';
import { useState } from 'react';
import type { TimelineEntry } from '#shared/model/trunk-records';
import type { TrunkView } from '#shared/model/trunk-view';
import { saveBlob } from '../../../host/file-transfer';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { EmptyState } from '../../../ui/empty-state';
import { formatDay, formatExactTime, plural, startOfDay } from '../../../ui/format';
import { Notice } from '../../../ui/notice';
import { useNow } from '../../../ui/use-now';
import { VirtualRows } from '../../../ui/virtual-rows';
import { fileNameOf } from '../transfer/file-name';
import styles from './timeline-tab.module.css';
import { useTimeline } from './use-timeline';

const css = classes(styles);

const ROW_PX = 44;
/** Older ones are asked for when this many rows are left below. */
const AHEAD_ROWS = 40;

/** When the trunk changed its state, and why. */
export function TimelineTab({ trunk }: { readonly trunk: TrunkView }) {
  const { client } = useStores();
  const nowMs = useNow();
  const { entries, isLoaded, problem, loadOlder } = useTimeline(trunk.id);
  const [exportProblem, setExportProblem] = useState<string | null>(null);

  const save = (): void => {
    setExportProblem(null);
    client.call('trunk.exportTimeline', { id: trunk.id }).then(
      ({ text }) =>
        saveBlob(new Blob([text], { type: 'text/csv' }), `${fileNameOf(trunk.settings.name)}-timeline.csv`),
      (error: unknown) => setExportProblem(sentenceOf(error)),
    );
  };

  const trouble = problem ?? exportProblem;
  return (
    <div className={css('tab')}>
      {trouble === null ? null : <Notice kind="error">{trouble}</Notice>}
      {isLoaded && entries.length === 0 ? (
        <EmptyState title="Nothing has happened yet">
          Every change of the trunk’s state is kept here, with its time and cause.
        </EmptyState>
      ) : (
        <>
          <div className={css('tools')}>
            <span className={css('count')}>Newest first, {plural(entries.length, 'change')} shown</span>
            <Button icon={<Download size={14} aria-hidden />} onClick={save} disabled={entries.length === 0}>
              Export as CSV
            </Button>
          </div>
          <div className={css('rows')}>
            <VirtualRows
              count={entries.length}
              rowHeightPx={ROW_PX}
              getKey={(at) => entries[at]?.number ?? at}
              renderRow={(at) => {
                const entry = entries[at];
                return entry === undefined ? null : <Row entry={entry} nowMs={nowMs} />;
              }}
              onRangeChange={(_start, end) => {
                if (entries.length > 0 && end > entries.length - AHEAD_ROWS) loadOlder();
              }}
              role="list"
              tabIndex={0}
              aria-label="Timeline"
              data-pane-focus
            />
          </div>
        </>
      )}
    </div>
  );
}

function Row({ entry, nowMs }: { readonly entry: TimelineEntry; readonly nowMs: number }) {
  const status =
    entry.commandStatus === null || entry.commandStatus === 0
      ? ''
      : `0x${entry.commandStatus.toString(16).toUpperCase().padStart(8, '0')}`;
  return (
    <div className={css('row')} role="listitem">
      <span className={css('when')}>
        <time dateTime={new Date(entry.atMs).toISOString()}>{formatExactTime(entry.atMs)}</time>
        {startOfDay(entry.atMs) === startOfDay(nowMs) ? null : (
          <span className={css('day')}>{formatDay(entry.atMs, nowMs)}</span>
        )}
      </span>
      <span className={css('state')}>
        {entry.state}
        {entry.bind === '' ? '' : <span className={css('weak')}> · {entry.bind}</span>}
      </span>
      <span className={css('status')}>{status}</span>
      <span className={css('sentence')} title={entry.sentence}>
        {entry.sentence}
      </span>
    </div>
  );
}
