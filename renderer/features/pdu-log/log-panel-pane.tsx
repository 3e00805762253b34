import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../app/stores';
import { joined, withTimeRange } from './filter-text';
import { LadderPane } from './ladder-pane';
import { listPanel, type LadderOf, type LogPanel } from './log-page-store';
import type { PduLogStore } from './pdu-log-store';
import { StatisticsPane } from './statistics-pane';

export interface LogPanelPaneProps {
  readonly log: PduLogStore;
  readonly panel: Exclude<LogPanel, { readonly kind: 'list' }>;
}

/** The log as a drawing or as numbers, in the place of its list. */
export function LogPanelPane({ log, panel }: LogPanelPaneProps) {
  const { client, logPage, logAppearance } = useStores();
  const mode = useStore(logAppearance, (state) => state.time);
  const referenceNs = useStore(log, (state) => state.referenceNs);
  const time = useMemo(() => ({ mode, referenceNs }), [mode, referenceNs]);
  const viewId = useStore(log, (state) => state.viewId);
  const revision = useStore(log, (state) => state.revision);
  const selected = useStore(log, (state) => state.selected);
  const chosenOf = panel.kind === 'ladder' ? panel.of : null;
  const of = useMemo<LadderOf | null>(
    () => chosenOf ?? (viewId === null ? null : { kind: 'view', viewId }),
    [chosenOf, viewId],
  );
  const showFiltered = (filter: string): void => {
    log.setFilter(filter);
    logPage.setState({ panel: listPanel });
  };
  if (of === null || viewId === null) return null;
  return panel.kind === 'ladder' ? (
    <LadderPane
      client={client}
      of={of}
      title={panel.title}
      time={time}
      revision={revision}
      selected={selected}
      onSelect={(number) => log.goToNumber(number)}
    />
  ) : (
    <StatisticsPane
      client={client}
      viewId={viewId}
      revision={revision}
      onFilter={(addition) => showFiltered(joined(log.getState().filter, addition))}
      onRange={(fromMs, toMs) => showFiltered(withTimeRange(log.getState().filter, fromMs, toMs))}
    />
  );
}
