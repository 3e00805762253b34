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
    </section>
  );
}
