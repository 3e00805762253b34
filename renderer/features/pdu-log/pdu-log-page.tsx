import { ChartLine, Download, List, Network } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { RememberedSplit } from '../../app/remembered-split';
import type { Action } from '../../app/action-registry';
import { useStores } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { IconButton } from '../../ui/icon-button';
import { CaptureProgress } from './capture-progress';
import { ComparePane } from './compare-pane';
import { ExportDialog } from './export-dialog';
import { joined } from './filter-text';
import { LadderPane } from './ladder-pane';
import type { LadderOf } from './log-page-store';
import { PduLogView } from './pdu-log-view';
import { SourceMenu } from './source-menu';
import { StatisticsPane } from './statistics-pane';

/** What the list shows, as a sequence diagram. */
const ladder = { kind: 'ladder', of: null, title: 'What the filter shows' } as const;

/** The log over the whole page: list, field tree, octets and explanation, as a capture is read. */
export function PduLogPage() {
  const { client, pduLog, logPage, logAppearance, captures } = useStores();
  const panel = useStore(logPage, (state) => state.panel);
  const compared = useStore(logPage, (state) => state.compared);
  const viewId = useStore(pduLog, (state) => state.viewId);
  const revision = useStore(pduLog, (state) => state.revision);
  const selected = useStore(pduLog, (state) => state.selected);
  const source = useStore(pduLog, (state) => state.source);
  const rowCount = useStore(pduLog, (state) => state.rowCount);
  const [isExporting, setIsExporting] = useState(false);

  const chosenOf = panel.kind === 'ladder' ? panel.of : null;
  const ladderOf = useMemo<LadderOf | null>(
    () => chosenOf ?? (viewId === null ? null : { kind: 'view', viewId }),
    [chosenOf, viewId],
  );
  const actions = useMemo<readonly Action[]>(() => {
    const action = (id: string, title: string, keywords: string, run: () => void): Action => ({
      id: `log.${id}`,
      title,
      group: 'PDU log',
      keywords,
      run,
    });
    return [
      action('list', 'PDUs as a list', 'table rows', () => logPage.setState({ panel: { kind: 'list' } })),
      action('sequence', 'PDUs as a sequence diagram', 'ladder arrows', () =>
        logPage.setState({ panel: ladder }),
      ),
      action('statistics', 'Statistics of the PDUs', 'rate latency charts', () =>
        logPage.setState({ panel: { kind: 'statistics' } }),
      ),
      action('export', 'Export PDUs', 'save pcapng wireshark csv json hex', () => setIsExporting(true)),
      action('keepalive', 'Hide or show enquire_link', 'keepalive heartbeat', () => {
        const hidesKeepalive = !logAppearance.getState().hidesKeepalive;
        logAppearance.setState({ hidesKeepalive });
        pduLog.setHidesKeepalive(hidesKeepalive);
      }),
      action('live', 'Show the live log', 'capture close', () => pduLog.setSource({ kind: 'live' })),
    ];
  }, [logPage, logAppearance, pduLog]);
  useActions('pdu-log', actions);

  const handleSelect = (number: number): void => {
    pduLog.setFollowing(false);
    void pduLog.selectNumber(number);
  };

  const replacement =
    panel.kind === 'ladder' && ladderOf !== null ? (
      <LadderPane
        client={client}
        of={ladderOf}
        title={panel.title}
        revision={revision}
        selected={selected}
        onSelect={handleSelect}
      />
    ) : panel.kind === 'statistics' && viewId !== null ? (
      <StatisticsPane
        client={client}
        viewId={viewId}
        revision={revision}
        onFilter={(addition) => {
          pduLog.setFilter(joined(pduLog.getState().filter, addition));
          logPage.setState({ panel: { kind: 'list' } });
        }}
      />
    ) : null;
  const comparison =
    compared === null ? null : (
      <ComparePane
        client={client}
        source={source}
        {...compared}
        onClose={() => logPage.setState({ compared: null })}
      />
    );

  return (
    <section data-pane aria-label="PDU log" tabIndex={-1} style={{ height: '100%' }}>
      <PduLogView
        title={<SourceMenu store={pduLog} captures={captures} />}
        notice={<CaptureProgress store={pduLog} captures={captures} />}
        listInstead={replacement}
        insideInstead={comparison}
        tools={
          <>
            <span style={{ width: 8 }} aria-hidden />
            <IconButton
              label="List"
              icon={<List size={16} />}
              isPressed={panel.kind === 'list'}
              onClick={() => logPage.setState({ panel: { kind: 'list' } })}
            />
            <IconButton
              label="Sequence diagram"
              icon={<Network size={16} />}
              isPressed={panel.kind === 'ladder'}
              onClick={() => logPage.setState({ panel: ladder })}
            />
            <IconButton
              label="Statistics"
              icon={<ChartLine size={16} />}
              isPressed={panel.kind === 'statistics'}
              onClick={() => logPage.setState({ panel: { kind: 'statistics' } })}
            />
            <IconButton
              label="Export…"
              icon={<Download size={16} />}
              disabled={viewId === null || rowCount === 0}
              onClick={() => setIsExporting(true)}
            />
          </>
        }
        arrange={(list, inside) => (
          <RememberedSplit
            id="log-lower"
            orientation="vertical"
            first={list}
            second={inside}
            fixed={{ pane: 'second', size: 380, min: 120, max: '75%' }}
            otherMin={120}
            separatorLabel="Height of the PDU list"
          />
        )}
        arrangeInside={(fields, octets, explanation) => (
          <RememberedSplit
            id="log-columns"
            orientation="horizontal"
            first={fields}
            second={
              <RememberedSplit
                id="log-right"
                orientation="vertical"
                first={octets}
                second={explanation}
                fixed={{ pane: 'first', size: 150, min: 60, max: '75%' }}
                otherMin={80}
                separatorLabel="Height of the octets"
              />
            }
            fixed={{ pane: 'second', size: 560, min: 240, max: '70%' }}
            otherMin={240}
            separatorLabel="Width of the fields"
          />
        )}
      />
      {isExporting && viewId !== null ? (
        <ExportDialog
          client={client}
          viewId={viewId}
          rowCount={rowCount}
          onClose={() => setIsExporting(false)}
        />
      ) : null}
    </section>
  );
}
