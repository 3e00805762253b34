import type { TrunkView } from '#shared/model/trunk-view';
import { classes } from '../../ui/classes';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { isActive } from './trunk-state';
import styles from './delete-trunks-dialog.module.css';

const css = classes(styles);

export interface DeleteTrunksDialogProps {
  /** Asks when there are any. */
  readonly trunks: readonly TrunkView[];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function DeleteTrunksDialog({ trunks, onConfirm, onCancel }: DeleteTrunksDialogProps) {
  const isAnyActive = trunks.some((trunk) => isActive(trunk.connection));
  const what = trunks.length === 1 ? 'this trunk' : `these ${trunks.length} trunks`;
  return (
    <ConfirmDialog
      isOpen={trunks.length > 0}
      title={`Delete ${what}?`}
      confirmLabel={trunks.length === 1 ? 'Delete trunk' : `Delete ${trunks.length} trunks`}
      isDanger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <ul className={css('names')}>
        {trunks.map((trunk) => (
          <li key={trunk.id}>{trunk.settings.name}</li>
        ))}
      </ul>
      <p>
        {isAnyActive ? 'What is connected or connecting is unbound first. ' : ''}
        Stored passwords are removed from the keychain. Messages stay in their conversations.
      </p>
    </ConfirmDialog>
  );
}
