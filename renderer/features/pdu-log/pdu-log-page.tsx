import { ChartLine, Download, List, Network } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../app/stores';
import { IconButton } from '../../ui/icon-button';
import { CaptureDrop } from './capture-drop';
import { ComparePane } from './compare-pane';
import { ExportDialog } from './export-dialog';
import { InsidePanes } from './inside-panes';
import { listPanel, sequencePanel, statisticsPanel } from './log-page-store';
import { LogPanelPane } from './log-panel-pane';
import { PduLogView, type PduLogViewProps } from './pdu-log-view';
import { SourceMenu } from './source-menu';
import { useLogActions } from './use-log-actions';

const panels = [
  { panel: listPanel, label: 'List', icon: <List size={16} /> },
  { panel: sequencePanel, label: 'Sequence diagram', icon: <Network size={16} /> },
  { panel: statisticsPanel, label: 'Statistics', icon: <ChartLine size={16} /> },
];

const split: PduLogViewProps['split'] = {
  id: 'log-lower',
  orientation: 'vertical',
  fixed: { pane: 'second', size: 380, min: 120, max: '75%' },
  otherMin: 120,
  separatorLabel: 'Height of the PDU list',
};

/** The log over the whole page: list, field tree, octets and explanation, as a capture is read. */
export function PduLogPage() {
  const { client, logPage } = useStores();
  const { log, panel, compared } = useStore(logPage);
  const viewId = useStore(log, (state) => state.viewId);
  const hasRows = useStore(log, (state) => state.rowCount > 0);
  const source = useStore(log, (state) => state.source);
  const [isExporting, setIsExporting] = useState(false);
  const rowCount = useStore(log, (state) => (isExporting ? state.rowCount : 0));
  useLogActions(log, setIsExporting);

  return (
    <section data-pane aria-label="PDU log" tabIndex={-1} style={{ height: '100%' }}>
      <CaptureDrop>
        <PduLogView
          // Another log is another list, with a place of its own.
          key={source.kind === 'live' ? 'live' : source.captureId}
          log={log}
          title={<SourceMenu />}
          listInstead={panel.kind === 'list' ? null : <LogPanelPane log={log} panel={panel} />}
          // Statistics are of no single PDU, and want the room.
          hasInside={panel.kind !== 'statistics'}
          insideInstead={
            compared === null ? null : (
              <ComparePane
                client={client}
                source={source}
                {...compared}
                onClose={() => logPage.setState({ compared: null })}
              />
            )
          }
          tools={
            <>
              <span style={{ width: 8 }} aria-hidden />
              {panels.map(({ panel: each, label, icon }) => (
                <IconButton
                  key={label}
                  label={label}
                  icon={icon}
                  isPressed={panel.kind === each.kind}
                  onClick={() => logPage.setState({ panel: each })}
                />
              ))}
              <IconButton
                label="Export…"
                icon={<Download size={16} />}
                disabled={viewId === null || !hasRows}
                onClick={() => setIsExporting(true)}
              />
            </>
          }
          split={split}
          arrangeInside={(fields, octets, explanation) => (
            <InsidePanes fields={fields} octets={octets} explanation={explanation} />
          )}
        />
      </CaptureDrop>
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
