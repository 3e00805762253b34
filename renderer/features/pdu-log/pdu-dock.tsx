import { Binary, Lightbulb, ListTree, Maximize2, PanelBottomClose } from 'lucide-react';
import { useState } from 'react';
import { useStores } from '../../app/stores';
import { IconButton } from '../../ui/icon-button';
import { PduLogView, type PduLogViewProps } from './pdu-log-view';

/** A strip is too low for all of them: the selection goes along from one to the other. */
const insides = [
  { id: 'fields', label: 'Show the fields', icon: <ListTree size={14} /> },
  { id: 'octets', label: 'Show the octets', icon: <Binary size={14} /> },
  { id: 'explanation', label: 'Show the explanation', icon: <Lightbulb size={14} /> },
] as const;

const split: PduLogViewProps['split'] = {
  id: 'dock-inside',
  orientation: 'horizontal',
  fixed: { pane: 'second', size: 540, min: 260, max: '60%' },
  otherMin: 280,
  separatorLabel: 'Width of the PDU list',
};

/** The live log in a strip below every page, so that a message and its PDUs are seen together. */
export function PduDock() {
  const { navigation, pduLog, logPage } = useStores();
  const [shown, setShown] = useState<(typeof insides)[number]['id']>('fields');
  const openPage = (): void => {
    logPage.showLive();
    navigation.goTo('log');
  };
  return (
    <PduLogView
      log={pduLog}
      title={<h2>PDU log</h2>}
      onActivate={openPage}
      tools={
        <>
          <IconButton label="Open the log page" icon={<Maximize2 size={16} />} onClick={openPage} />
          <IconButton
            label="Close the dock"
            shortcut="mod+j"
            icon={<PanelBottomClose size={16} />}
            onClick={() => navigation.toggleDock()}
          />
        </>
      }
      insideTools={insides.map(({ id, label, icon }) => (
        <IconButton
          key={id}
          label={label}
          icon={icon}
          isPressed={shown === id}
          onClick={() => setShown(id)}
        />
      ))}
      split={split}
      arrangeInside={(fields, octets, explanation) => ({ fields, octets, explanation })[shown]}
    />
  );
}
