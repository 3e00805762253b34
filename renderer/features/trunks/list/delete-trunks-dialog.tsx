import { useEffect, useState } from 'react';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import type { SourceAddressView } from '#shared/model/source-address';
import type { TrunkView } from '#shared/model/trunk-view';
import { useStores, useTrunkGroups } from '../../../app/stores';
import { classes } from '../../../ui/classes';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { plural } from '../../../ui/format';
import { groupsOf } from '../../trunk-groups/trunk-group-store';
import { isActive } from '../trunk-state';
import styles from './delete-trunks-dialog.module.css';

const css = classes(styles);

export interface DeleteTrunksDialogProps {
  /** Asks when there are any. */
  readonly trunks: readonly TrunkView[];
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** What hangs on trunks and goes with them, or loses them; one sentence each. */
export function whatHangsOn(
  trunks: readonly TrunkView[],
  groups: readonly TrunkGroupView[],
  sources: readonly Pick<SourceAddressView, 'settings'>[],
): readonly string[] {
  const ids = new Set<string>(trunks.map((trunk) => trunk.id));
  const memberships = [...new Set(trunks.flatMap((trunk) => groupsOf(groups, trunk.id)))];
  const assigned = sources.filter(
    ({ settings }) => settings.inboundTrunkId !== null && ids.has(settings.inboundTrunkId),
  );
  const queued = trunks.reduce((sum, trunk) => sum + trunk.queuedCount, 0);
  return [
    ...(memberships.length === 0
      ? []
      : [
          `${plural(memberships.length, 'group')} ${memberships.length === 1 ? 'loses' : 'lose'} members: ${memberships.map((group) => group.settings.name).join(', ')}.`,
        ]),
    ...(assigned.length === 0
      ? []
      : [
          `${plural(assigned.length, 'source address', 'source addresses')} will receive over no trunk: ${assigned
            .slice(0, 3)
            .map(({ settings }) => settings.address)
            .join(', ')}${assigned.length > 3 ? ' and others' : ''}.`,
        ]),
    ...(queued === 0
      ? []
      : [`${plural(queued, 'message')} that ${queued === 1 ? 'waits' : 'wait'} to be sent will not leave.`]),
  ];
}

/** The address book as it is when the question is asked; empty where it cannot be had. */
function useSources(isAsking: boolean): readonly SourceAddressView[] {
  const { client } = useStores();
  const [sources, setSources] = useState<readonly SourceAddressView[]>([]);
  useEffect(() => {
    if (!isAsking) return;
    let isCurrent = true;
    client.call('source.list', {}).then(
      (answer) => {
        if (isCurrent) setSources(answer.sources);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, isAsking]);
  return sources;
}

export function DeleteTrunksDialog({ trunks, onConfirm, onCancel }: DeleteTrunksDialogProps) {
  const groups = useTrunkGroups((state) => state.groups);
  const sources = useSources(trunks.length > 0);
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
      {whatHangsOn(trunks, groups, sources).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>
        {isAnyActive ? 'What is connected or connecting is unbound first. ' : ''}
        Stored passwords are removed from the keychain. Messages stay in their conversations.
      </p>
    </ConfirmDialog>
  );
}
