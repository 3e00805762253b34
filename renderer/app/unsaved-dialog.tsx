import { ConfirmDialog } from '../ui/confirm-dialog';
import { useNavigation, useStores } from './stores';

/** Asks before what was typed and not saved is left behind. */
export function UnsavedDialog() {
  const { navigation } = useStores();
  const unsaved = useNavigation((state) => state.unsaved);
  const isAsking = useNavigation((state) => state.pendingMove !== null);
  return (
    <ConfirmDialog
      isOpen={isAsking}
      title="Leave without saving?"
      confirmLabel="Discard changes"
      cancelLabel="Keep editing"
      isDanger
      onConfirm={() => navigation.discardAndMove()}
      onCancel={() => navigation.stay()}
    >
      {unsaved ?? 'The changes'} will be lost.
    </ConfirmDialog>
  );
}
