import { X } from 'lucide-react';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { PaneHeader } from '../../app/master-detail';
import { useHasHandsetRoom, useHasPanelsAndHandsetRoom } from '../../app/room';
import { useNavigation, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { Handset } from '../simulator/handset';
import styles from './messages-page.module.css';

const css = classes(styles);

/** Whether the handset fits in: what is open beside the message that is written comes first. */
export function useHasConversationHandsetRoom(): boolean {
  const hasPanels = useNavigation((state) => state.composerPanels.length > 0);
  const hasRoom = useHasHandsetRoom();
  const hasRoomForBoth = useHasPanelsAndHandsetRoom();
  return hasPanels ? hasRoomForBoth : hasRoom;
}

/** The phone of the number one writes with, beside the conversation, so that both ends are seen at once. */
export function HandsetSide({ number }: { readonly number: string | null }) {
  const { navigation } = useStores();
  const isOpen = useNavigation((state) => state.isHandsetOpen);
  const hasRoom = useHasConversationHandsetRoom();
  if (!isOpen || !hasRoom) return null;
  return (
    <section className={css('side')} data-pane aria-label="Handset">
      <PaneHeader title="Handset">
        <IconButton label="Hide handset" icon={<X size={16} />} onClick={() => navigation.toggleHandset()} />
      </PaneHeader>
      <div className={css('sideBody')}>
        <Handset number={number ?? HANDSET_NUMBER} />
      </div>
    </section>
  );
}
