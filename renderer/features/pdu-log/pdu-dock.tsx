import { Binary, Lightbulb, ListTree, Maximize2, PanelBottomClose } from 'lucide-react';
import { useState } from 'react';
import { RememberedSplit } from '../../app/remembered-split';
import { useStores } from '../../app/stores';
import { IconButton } from '../../ui/icon-button';
import { PduLogView } from './pdu-log-view';

/** The live log in a strip below every page, so that a message and its PDUs are seen together. */
export function PduDock() {
  const { navigation, pduLog } = useStores();
  // A strip is too low for all of them: the selection goes along from one to the other.
  const [shown, setShown] = useState<'fields' | 'octets' | 'explanation'>('fields');
  return (
    <PduLogView
      title={<h2>PDU log</h2>}
      onActivate={(number) => {
        navigation.goTo('log');
        void pduLog.selectNumber(number);
      }}
      tools={
        <>
          <IconButton
            label="Open the log page"
            icon={<Maximize2 size={16} />}
            onClick={() => navigation.goTo('log')}
          />
          <IconButton
            label="Close the dock"
            shortcut="mod+j"
            icon={<PanelBottomClose size={16} />}
            onClick={() => navigation.toggleDock()}
          />
        </>
      }
      insideTools={
        <>
          <IconButton
            label="Show the fields"
            icon={<ListTree size={14} />}
            isPressed={shown === 'fields'}
            onClick={() => setShown('fields')}
          />
          <IconButton
            label="Show the octets"
            icon={<Binary size={14} />}
            isPressed={shown === 'octets'}
            onClick={() => setShown('octets')}
          />
          <IconButton
            label="Show the explanation"
            icon={<Lightbulb size={14} />}
            isPressed={shown === 'explanation'}
            onClick={() => setShown('explanation')}
          />
        </>
      }
      arrange={(list, inside) => (
        <RememberedSplit
          id="dock-inside"
          orientation="horizontal"
          first={list}
          second={inside}
          fixed={{ pane: 'second', size: 540, min: 260, max: '60%' }}
          otherMin={280}
          separatorLabel="Width of the PDU list"
        />
      )}
      arrangeInside={(fields, octets, explanation) => ({ fields, octets, explanation })[shown]}
    />
  );
}
