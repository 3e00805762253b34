import { Maximize2, PanelBottomClose } from 'lucide-react';
import { useNavigation, useStores } from '../../app/stores';
import { IconButton } from '../../ui/icon-button';
import { SplitPane } from '../../ui/split-pane';
import { PduLogView } from './pdu-log-view';

/** The live log in a strip below every page, so that a message and its PDUs are seen together. */
export function PduDock() {
  const { navigation, pduLog } = useStores();
  const beside = useNavigation((state) => state.layouts['dock-inside']);
  const stacked = useNavigation((state) => state.layouts['dock-octets']);
  return (
    <PduLogView
      title="PDU log"
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
      arrange={(list, inside) => (
        <SplitPane
          id="split-dock-inside"
          orientation="horizontal"
          first={list}
          second={inside}
          fixed={{ pane: 'second', size: 440, min: 260, max: '60%' }}
          otherMin={280}
          savedLayout={beside}
          onLayout={(layout) => navigation.saveLayout('dock-inside', layout)}
          separatorLabel="Width of the PDU list"
        />
      )}
      arrangeInside={(fields, octets) => (
        <SplitPane
          id="split-dock-octets"
          orientation="vertical"
          first={fields}
          second={octets}
          fixed={{ pane: 'second', size: 96, min: 60, max: '70%' }}
          otherMin={60}
          savedLayout={stacked}
          onLayout={(layout) => navigation.saveLayout('dock-octets', layout)}
          separatorLabel="Height of the octets"
        />
      )}
    />
  );
}
