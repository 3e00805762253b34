import { useId } from 'react';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { SendTarget } from '#shared/model/trunk-group';
import { connectionStateName } from '#shared/model/trunk-words';
import { useTrunkGroups, useTrunks } from '../../app/stores';
import { classes } from '../../ui/classes';
import { SelectControl } from '../../ui/select-field';
import labelled from './labelled.module.css';
import styles from './composer-pane.module.css';
import { FieldError } from './field-error';

const css = classes(labelled, styles);

const valueOf = (target: SendTarget): string =>
  target.kind === 'trunk' ? `trunk:${target.trunkId}` : `group:${target.groupId}`;

function targetOf(value: string): SendTarget {
  const id = value.slice(value.indexOf(':') + 1);
  return value.startsWith('group:')
    ? { kind: 'group', groupId: id as TrunkGroupId }
    : { kind: 'trunk', trunkId: id as TrunkId };
}

export interface TargetFieldProps {
  readonly target: SendTarget | null;
  readonly error: string | undefined;
  readonly onChange: (target: SendTarget) => void;
}

/** What the message goes over: one trunk, or a group, which chooses. */
export function TargetField({ target, error, onChange }: TargetFieldProps) {
  const id = useId();
  const trunks = useTrunks((state) => state.trunks);
  const groups = useTrunkGroups((state) => state.groups);
  const trunkName = (trunkId: TrunkId | null): string | undefined =>
    trunks.find((trunk) => trunk.id === trunkId)?.settings.name;
  const options = [
    ...trunks.map((trunk) => ({
      value: `trunk:${trunk.id}`,
      label: trunk.settings.name,
      detail: connectionStateName(trunk.connection),
    })),
    ...groups.map(({ id: groupId, settings, carrierId }) => ({
      value: `group:${groupId}`,
      label: settings.name,
      detail: carrierId === null ? 'Group · none can carry' : `Group · over ${trunkName(carrierId) ?? '?'}`,
    })),
  ];
  return (
    <span className={css('labelled')}>
      <span className={css('over')}>Over</span>
      <SelectControl<string>
        label={groups.length === 0 ? 'Trunk' : 'Trunk or group'}
        value={target === null ? null : valueOf(target)}
        placeholder="Choose a trunk"
        isQuiet
        options={options}
        describedBy={error === undefined ? undefined : `${id}-error`}
        onChange={(value) => onChange(targetOf(value))}
      />
      <FieldError id={id} error={error} />
    </span>
  );
}
