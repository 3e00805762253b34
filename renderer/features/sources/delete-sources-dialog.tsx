import type { SourceAddressView } from '#shared/model/source-address';
import { useTrunks } from '../../app/stores';
import { classes } from '../../ui/classes';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatCount, plural } from '../../ui/format';
import styles from './delete-sources-dialog.module.css';

const css = classes(styles);
/** Addresses that are named before they are only counted. */
const NAMED = 20;

export interface DeleteSourcesDialogProps {
  /** Asks when there are any. */
  readonly sources: readonly SourceAddressView[];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function DeleteSourcesDialog({ sources, onConfirm, onCancel }: DeleteSourcesDialogProps) {
  const trunks = useTrunks((state) => state.trunks);
  const ids = new Set(sources.map(({ id }) => id));
  const assigned = sources.filter(({ settings }) => settings.inboundTrunkId !== null).length;
  const restricted = trunks.filter(
    ({ settings }) => !settings.sources.isAnyAllowed && settings.sources.allowedIds.some((id) => ids.has(id)),
  );
  const what =
    sources.length === 1 ? 'this source address' : `${formatCount(sources.length)} source addresses`;
  return (
    <ConfirmDialog
      isOpen={sources.length > 0}
      title={`Delete ${what}?`}
      confirmLabel={
        sources.length === 1 ? 'Delete address' : `Delete ${formatCount(sources.length)} addresses`
      }
      isDanger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <ul className={css('names')}>
        {sources.slice(0, NAMED).map(({ id, settings }) => (
          <li key={id}>
            {settings.address} {settings.label}
          </li>
        ))}
        {sources.length > NAMED ? <li>and {formatCount(sources.length - NAMED)} more</li> : null}
      </ul>
      {assigned === 0 ? null : (
        <p>
          {plural(assigned, 'number is', 'numbers are')} assigned to a trunk for inbound messages; what comes
          in will be marked as unassigned.
        </p>
      )}
      {restricted.length === 0 ? null : (
        <p>
          Chosen as source on {restricted.map(({ settings }) => settings.name).join(', ')}; taken out there.
        </p>
      )}
      <p>Messages stay in their conversations.</p>
    </ConfirmDialog>
  );
}
