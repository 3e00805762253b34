import type { ReactNode } from 'react';
import { RememberedSplit } from '../../app/remembered-split';
import { useMediaQuery } from '../../ui/use-media-query';

/** Room for fields, octets and explanation beside each other. */
const SIDE_BY_SIDE = '(min-width: 1400px)';

export interface InsidePanesProps {
  readonly fields: ReactNode;
  readonly octets: ReactNode;
  readonly explanation: ReactNode;
}

/** The three panes of a PDU on the page: side by side in a wide window, else the explanation below the octets. */
export function InsidePanes({ fields, octets, explanation }: InsidePanesProps) {
  const isWide = useMediaQuery(SIDE_BY_SIDE);
  return (
    <RememberedSplit
      // A split does not change its direction while it stands.
      key={isWide ? 'wide' : 'narrow'}
      id={isWide ? 'log-columns-wide' : 'log-columns'}
      orientation="horizontal"
      first={fields}
      second={
        <RememberedSplit
          {...(isWide
            ? {
                id: 'log-right-wide',
                orientation: 'horizontal',
                fixed: { pane: 'first', size: 564, min: 160, max: '75%' },
                otherMin: 200,
                separatorLabel: 'Width of the octets',
              }
            : {
                id: 'log-right',
                orientation: 'vertical',
                fixed: { pane: 'first', size: 150, min: 60, max: '75%' },
                otherMin: 80,
                separatorLabel: 'Height of the octets',
              })}
          first={octets}
          second={explanation}
        />
      }
      fixed={{ pane: 'second', size: isWide ? '68%' : 560, min: 240, max: '80%' }}
      otherMin={240}
      separatorLabel="Width of the fields"
    />
  );
}
