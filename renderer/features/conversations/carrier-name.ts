import type { ConversationView } from '#shared/model/message';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import type { TrunkView } from '#shared/model/trunk-view';

/** The trunk that a conversation goes over, with its group where it has one; empty when both are gone. */
export function carrierName(
  { trunkId, groupId }: Pick<ConversationView, 'trunkId' | 'groupId'>,
  trunks: readonly TrunkView[],
  groups: readonly TrunkGroupView[],
): string {
  const trunk = trunks.find((each) => each.id === trunkId)?.settings.name;
  const group = groups.find((each) => each.id === groupId)?.settings.name;
  if (group === undefined) return trunk ?? '';
  return trunk === undefined ? group : `${group} · ${trunk}`;
}
