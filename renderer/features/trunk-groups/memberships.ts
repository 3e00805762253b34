import type { TrunkGroupId, TrunkId } from '#shared/model/ids';
import {
  DEFAULT_PRIORITY,
  groupMember,
  type GroupMember,
  type TrunkGroupView,
} from '#shared/model/trunk-group';
import type { TrunkGroupStore } from './trunk-group-store';

/** A trunk's place in one group, as the trunk's editor has it. */
export interface Membership {
  readonly groupId: TrunkGroupId;
  readonly priority: number;
  readonly share: number;
}

export const newMembership = (groupId: TrunkGroupId): Membership => ({
  groupId,
  priority: DEFAULT_PRIORITY,
  share: 1,
});

/** The memberships of a trunk, in the order of the groups; none for one that is not made yet. */
export function membershipsOf(
  groups: readonly TrunkGroupView[],
  trunkId: TrunkId | null,
): readonly Membership[] {
  return groups.flatMap(({ id, settings }) =>
    settings.members
      .filter((member) => member.trunkId === trunkId)
      .map(({ priority, share }) => ({ groupId: id, priority, share })),
  );
}

/** What is wrong with a number of a membership, as a sentence. */
export function memberProblem(field: 'priority' | 'share', value: number): string | undefined {
  return groupMember.shape[field].safeParse(value).error?.issues[0]?.message;
}

/** Whether any membership cannot be saved. */
export const hasMembershipProblem = (memberships: readonly Membership[]): boolean =>
  memberships.some(
    ({ priority, share }) =>
      memberProblem('priority', priority) !== undefined || memberProblem('share', share) !== undefined,
  );

/** Brings the groups in line with a trunk's memberships; only those that change are saved. */
export async function saveMemberships(
  store: TrunkGroupStore,
  trunkId: TrunkId,
  memberships: readonly Membership[],
): Promise<void> {
  for (const { id, settings } of store.getState().groups) {
    const wanted = memberships.find(({ groupId }) => groupId === id);
    const members = withMember(settings.members, trunkId, wanted);
    if (members !== settings.members) await store.update(id, { ...settings, members: [...members] });
  }
}

function withMember(
  members: readonly GroupMember[],
  trunkId: TrunkId,
  wanted: Membership | undefined,
): readonly GroupMember[] {
  const known = members.find((member) => member.trunkId === trunkId);
  if (wanted === undefined) return known === undefined ? members : members.filter((each) => each !== known);
  const { priority, share } = wanted;
  if (known === undefined) return [...members, { trunkId, priority, share }];
  if (known.priority === priority && known.share === share) return members;
  return members.map((each) => (each === known ? { trunkId, priority, share } : each));
}
