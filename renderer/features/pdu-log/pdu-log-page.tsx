import { RememberedSplit } from '../../app/remembered-split';
import { PduLogView } from './pdu-log-view';

/** The log over the whole page: list, field tree and octets, as a capture is read. */
export function PduLogPage() {
  return (
    <section data-pane aria-label="PDU log" tabIndex={-1} style={{ height: '100%' }}>
      <PduLogView
        title="PDU log"
        arrange={(list, inside) => (
          <RememberedSplit
            id="log-lower"
            orientation="vertical"
            first={list}
            second={inside}
            fixed={{ pane: 'second', size: 320, min: 120, max: '75%' }}
            otherMin={120}
            separatorLabel="Height of the PDU list"
          />
        )}
        arrangeInside={(fields, octets) => (
          <RememberedSplit
            id="log-columns"
            orientation="horizontal"
            first={fields}
            second={octets}
            fixed={{ pane: 'second', size: 560, min: 240, max: '70%' }}
            otherMin={240}
            separatorLabel="Width of the fields"
          />
        )}
      />
    </section>
  );
}
