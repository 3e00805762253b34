import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { useId, useState, type DragEvent, type KeyboardEvent } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { GroupMember, TrunkGroupSettings } from '#shared/model/trunk-group';
import type { TrunkView } from '#shared/model/trunk-view';
import { useTrunks } from '../../app/stores';
import { Badge } from '../../ui/badge';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { NumberInput } from '../../ui/number-input';
import { SelectControl } from '../../ui/select-field';
import { StateDot } from '../../ui/state-dot';
import { connectionStateName } from '#shared/model/trunk-words';
import { meaningOf } from '../trunks/trunk-state';
import shared from './membership-rows.module.css';
import styles from './group-members.module.css';
import { inOrder, lastPriority, moveMember } from './member-order';
import { memberProblem } from './memberships';

const css = classes(shared, styles);
const DRAG_TYPE = 'application/x-trunkline-group-member';

export interface GroupMembersProps {
  readonly mode: TrunkGroupSettings['mode'];
  readonly members: readonly GroupMember[];
  readonly carrierId: TrunkId | null;
  readonly onChange: (members: readonly GroupMember[]) => void;
}

/** The trunks of a group in the order in which they are tried. */
export function GroupMembers({ mode, members, carrierId, onChange }: GroupMembersProps) {
  const trunks = useTrunks((state) => state.trunks);
  const [draggedAt, setDraggedAt] = useState<number | null>(null);
  const [targetAt, setTargetAt] = useState<number | null>(null);
  const order = inOrder(members);
  const others = trunks.filter((trunk) => !members.some(({ trunkId }) => trunkId === trunk.id));
  const total = order.reduce((sum, { share }) => sum + (Number.isFinite(share) ? share : 0), 0);

  const move = (from: number, to: number): void => onChange(moveMember(members, from, to));
  const endDrag = (): void => {
    setDraggedAt(null);
    setTargetAt(null);
  };

  return (
    <div className={css('members')}>
      {order.length === 0 ? (
        <p className={css('weak')}>No trunks yet. A message for the group waits until it has one.</p>
      ) : (
        <ol className={css('rows')}>
          {order.map((member, at) => (
            <MemberRow
              key={member.trunkId}
              member={member}
              trunk={trunks.find(({ id }) => id === member.trunkId)}
              isCarrier={member.trunkId === carrierId}
              shareOf={mode === 'failover' ? null : total}
              isFirst={at === 0}
              isLast={at === order.length - 1}
              isTarget={targetAt === at && draggedAt !== null && draggedAt !== at}
              onChange={(changed) => onChange(members.map((each) => (each === member ? changed : each)))}
              onRemove={() => onChange(members.filter((each) => each !== member))}
              onMoveUp={() => move(at, at - 1)}
              onMoveDown={() => move(at, at + 1)}
              onDragStart={() => setDraggedAt(at)}
              onDragOver={() => {
                if (draggedAt !== null) setTargetAt(at);
              }}
              onDrop={() => {
                if (draggedAt !== null && draggedAt !== at) move(draggedAt, at);
                endDrag();
              }}
              onDragEnd={endDrag}
            />
          ))}
        </ol>
      )}
      {others.length === 0 ? null : (
        <div className={css('add')}>
          <SelectControl<string>
            label="Add a trunk"
            value={null}
            placeholder="Add a trunk…"
            options={others.map(({ id, settings }) => ({ value: id, label: settings.name }))}
            onChange={(id) =>
              onChange([...members, { trunkId: id as TrunkId, priority: lastPriority(members), share: 1 }])
            }
          />
        </div>
      )}
    </div>
  );
}

interface MemberRowProps {
  readonly member: GroupMember;
  readonly trunk: TrunkView | undefined;
  readonly isCarrier: boolean;
  /** The sum of all shares; null where shares do not count. */
  readonly shareOf: number | null;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isTarget: boolean;
  readonly onChange: (member: GroupMember) => void;
  readonly onRemove: () => void;
  readonly onMoveUp: () => void;
  readonly onMoveDown: () => void;
  readonly onDragStart: () => void;
  readonly onDragOver: () => void;
  readonly onDrop: () => void;
  readonly onDragEnd: () => void;
}

function MemberRow({ member, trunk, isCarrier, shareOf, isFirst, isLast, isTarget, ...on }: MemberRowProps) {
  const errorId = useId();
  const name = trunk?.settings.name ?? 'A deleted trunk';
  const priorityProblem = memberProblem('priority', member.priority);
  const shareProblem = shareOf === null ? undefined : memberProblem('share', member.share);
  const problem = priorityProblem ?? shareProblem;
  const by = problem === undefined ? undefined : errorId;

  const handleKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey) return;
    if (event.key === 'ArrowUp' && !isFirst) on.onMoveUp();
    else if (event.key === 'ArrowDown' && !isLast) on.onMoveDown();
    else return;
    event.preventDefault();
  };
  const handleDragStart = (event: DragEvent): void => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData(DRAG_TYPE, member.trunkId);
    on.onDragStart();
  };
  const handleDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    on.onDragOver();
  };

  return (
    <li
      className={css('row', isTarget && 'target')}
      draggable
      onDragStart={handleDragStart}
      onDragOver={handleDragOver}
      onDrop={on.onDrop}
      onDragEnd={on.onDragEnd}
      onKeyDown={handleKeyDown}
    >
      <GripVertical size={14} aria-hidden className={css('grip')} />
      <span className={css('who')}>
        <span className={css('name')}>{name}</span>
        {isCarrier ? <Badge meaning="ok">Carries now</Badge> : null}
        {trunk === undefined ? null : (
          <StateDot meaning={meaningOf(trunk.connection)}>
            {trunk.settings.isEnabled ? connectionStateName(trunk.connection) : 'Disabled'}
          </StateDot>
        )}
      </span>
      <label className={css('number')}>
        <span aria-hidden>Priority</span>
        <NumberInput
          label={`Priority of ${name}`}
          value={member.priority}
          onChange={(priority) => on.onChange({ ...member, priority })}
          isInvalid={priorityProblem !== undefined}
          describedBy={by}
        />
      </label>
      {shareOf === null ? null : (
        <label className={css('number')}>
          <span aria-hidden>Share</span>
          <NumberInput
            label={`Share of ${name}`}
            value={member.share}
            onChange={(share) => on.onChange({ ...member, share })}
            isInvalid={shareProblem !== undefined}
            describedBy={by}
          />
        </label>
      )}
      <span className={css('buttons')}>
        <IconButton
          label={`Try ${name} earlier`}
          shortcut="alt+↑"
          icon={<ArrowUp size={16} />}
          disabled={isFirst}
          onClick={on.onMoveUp}
        />
        <IconButton
          label={`Try ${name} later`}
          shortcut="alt+↓"
          icon={<ArrowDown size={16} />}
          disabled={isLast}
          onClick={on.onMoveDown}
        />
        <IconButton label={`Take ${name} out`} icon={<X size={16} />} onClick={on.onRemove} />
      </span>
      {problem === undefined ? null : (
        <p id={errorId} className={css('error')} role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
