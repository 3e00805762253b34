import { useNavigation, useStores } from '../../app/stores';
import { SplitPane } from '../../ui/split-pane';
import { PduLogView } from './pdu-log-view';

/** The log over the whole page: list, field tree and octets, as a capture is read. */
export function PduLogPage() {
  const { navigation } = useStores();
  const lower = useNavigation((state) => state.layouts['log-lower']);
  const columns = useNavigation((state) => state.layouts['log-columns']);
  return (
    <section data-pane aria-label="PDU log" tabIndex={-1} style={{ height: '100%' }}>
      <PduLogView
        title="PDU log"
        arrange={(list, inside) => (
          <SplitPane
            id="split-log-lower"
            orientation="vertical"
            first={list}
            second={inside}
            fixed={{ pane: 'second', size: 320, min: 120, max: '75%' }}
            otherMin={120}
            savedLayout={lower}
            onLayout={(layout) => navigation.saveLayout('log-lower', layout)}
            separatorLabel="Height of the PDU list"
          />
        )}
        arrangeInside={(fields, octets) => (
          <SplitPane
            id="split-log-columns"
            orientation="horizontal"
            first={fields}
            second={octets}
            fixed={{ pane: 'second', size: 560, min: 240, max: '70%' }}
            otherMin={240}
            savedLayout={columns}
            onLayout={(layout) => navigation.saveLayout('log-columns', layout)}
            separatorLabel="Width of the fields"
          />
        )}
      />
    </section>
  );
}
