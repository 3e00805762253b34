import { X } from 'lucide-react';
import { useId } from 'react';
import type { TrunkGroupId } from '#shared/model/ids';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import { useTrunkGroups } from '../../app/stores';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { NumberInput } from '../../ui/number-input';
import { SelectControl } from '../../ui/select-field';
import { modeNames } from './group-words';
import { memberProblem, newMembership, type Membership } from './memberships';
import shared from './membership-rows.module.css';
import styles from './trunk-membership-fields.module.css';

const css = classes(shared, styles);

export interface TrunkMembershipFieldsProps {
  readonly value: readonly Membership[];
  readonly onChange: (value: readonly Membership[]) => void;
}

/** The groups that a trunk is in, with its priority and share in each. */
export function TrunkMembershipFields({ value, onChange }: TrunkMembershipFieldsProps) {
  const groups = useTrunkGroups((state) => state.groups);
  const rows = value.flatMap((membership) => {
    const group = groups.find(({ id }) => id === membership.groupId);
    return group === undefined ? [] : [{ membership, group }];
  });
  const others = groups.filter(({ id }) => !value.some((membership) => membership.groupId === id));
  const replace = (changed: Membership): void =>
    onChange(value.map((each) => (each.groupId === changed.groupId ? changed : each)));

  return (
    <div className={css('memberships')}>
      {rows.length === 0 ? (
        <p className={css('weak')}>
          {groups.length === 0
            ? 'There are no trunk groups yet. Make one under Groups on the Trunks page; a group tries its trunks in order, or shares the load among them.'
            : 'In no group. In a group, the trunk with the lowest priority number is tried first.'}
        </p>
      ) : (
        <ul className={css('rows')}>
          {rows.map(({ membership, group }) => (
            <MembershipRow
              key={group.id}
              membership={membership}
              group={group}
              onChange={replace}
              onRemove={() => onChange(value.filter((each) => each !== membership))}
            />
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <div className={css('add')}>
          <SelectControl<string>
            label="Add to a group"
            value={null}
            placeholder="Add to a group…"
            options={others.map(({ id, settings }) => ({
              value: id,
              label: settings.name,
              detail: modeNames[settings.mode],
            }))}
            onChange={(id) => onChange([...value, newMembership(id as TrunkGroupId)])}
          />
        </div>
      )}
    </div>
  );
}

interface MembershipRowProps {
  readonly membership: Membership;
  readonly group: TrunkGroupView;
  readonly onChange: (membership: Membership) => void;
  readonly onRemove: () => void;
}

function MembershipRow({ membership, group, onChange, onRemove }: MembershipRowProps) {
  const errorId = useId();
  const { name, mode } = group.settings;
  const { priority, share } = membership;
  const priorityProblem = memberProblem('priority', priority);
  const shareProblem = memberProblem('share', share);
  const problem = priorityProblem ?? shareProblem;
  return (
    <li className={css('row')}>
      <span className={css('name')}>
        {name} <span className={css('weak')}>{modeNames[mode]}</span>
      </span>
      <label className={css('number')}>
        <span aria-hidden>Priority</span>
        <NumberInput
          label={`Priority in ${name}`}
          value={priority}
          onChange={(next) => onChange({ ...membership, priority: next })}
          isInvalid={priorityProblem !== undefined}
          describedBy={problem === undefined ? undefined : errorId}
        />
      </label>
      <label className={css('number')}>
        <span aria-hidden>Share</span>
        <NumberInput
          label={`Share in ${name}`}
          value={share}
          onChange={(next) => onChange({ ...membership, share: next })}
          isInvalid={shareProblem !== undefined}
          describedBy={problem === undefined ? undefined : errorId}
          disabled={mode === 'failover'}
        />
      </label>
      <IconButton label={`Take out of ${name}`} icon={<X size={16} />} onClick={onRemove} />
      {problem === undefined ? null : (
        <p id={errorId} className={css('error')} role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
