import { useMemo } from 'react';
import type { Action } from '../../app/action-registry';
import { useStores } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { logLetters, pressLetter } from './log-keys';
import { listPanel, sequencePanel, statisticsPanel } from './log-page-store';
import type { PduLogStore } from './pdu-log-store';

/** What the command palette offers while the Log page is on screen. */
export function useLogActions(log: PduLogStore, setIsExporting: (isExporting: boolean) => void): void {
  const { logPage, logAppearance } = useStores();
  const actions = useMemo<readonly Action[]>(() => {
    const action = (id: string, title: string, keywords: string, run: () => void): Action => ({
      id: `log.${id}`,
      title,
      group: 'PDU log',
      keywords,
      run,
    });
    return [
      action('list', 'PDUs as a list', 'table rows', () => logPage.setState({ panel: listPanel })),
      action('sequence', 'PDUs as a sequence diagram', 'ladder arrows', () =>
        logPage.setState({ panel: sequencePanel }),
      ),
      action('statistics', 'Statistics of the PDUs', 'rate latency charts', () =>
        logPage.setState({ panel: statisticsPanel }),
      ),
      action('export', 'Export PDUs', 'save pcapng wireshark csv json hex', () => setIsExporting(true)),
      action('keepalive', 'Hide or show enquire_link', 'keepalive heartbeat', () =>
        logAppearance.setState(({ hidesKeepalive }) => ({ hidesKeepalive: !hidesKeepalive })),
      ),
      action('live', 'Show the live log', 'capture close', () => logPage.showLive()),
      ...logLetters
        // The note is a field to type in: F6 and the letter lead to it.
        .filter(([letter]) => letter !== 'n')
        .map(([letter, what]) =>
          action(`letter-${letter}`, what, 'selected pdu jump go', () => void pressLetter(log, letter)),
        ),
    ];
  }, [logPage, logAppearance, log, setIsExporting]);
  useActions('pdu-log', actions);
}
