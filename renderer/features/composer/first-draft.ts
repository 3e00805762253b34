import type { TrunkId } from '#shared/model/ids';
import type { ConversationView } from '#shared/model/message';
import { BROADCAST_PEER } from '#shared/model/message-words';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import type { SendTarget, TrunkGroupView } from '#shared/model/trunk-group';
import type { TrunkView } from '#shared/model/trunk-view';
import { emptyDraft, type Draft } from './draft';

/** Our own number in the demonstration; of the range that is reserved for fiction, as the handset's. */
const DEMO_SOURCE_ADDRESS = '12025550147';

/** The trunk a new message goes over unless the user says otherwise. */
function trunkFor(trunks: readonly TrunkView[], chosen: TrunkId | null): TrunkView | undefined {
  return (
    trunks.find((trunk) => trunk.id === chosen) ??
    trunks.find((trunk) => trunk.connection.kind === 'logged-in') ??
    trunks[0]
  );
}

/** The group that a conversation goes through, else its trunk; null where neither is there any more. */
function targetOf(
  { groupId, trunkId }: ConversationView,
  trunks: readonly TrunkView[],
  groups: readonly TrunkGroupView[],
): SendTarget | null {
  if (groupId !== null && groups.some(({ id }) => id === groupId)) return { kind: 'group', groupId };
  return trunkId !== null && trunks.some(({ id }) => id === trunkId) ? { kind: 'trunk', trunkId } : null;
}

/** A reply goes out from the address, and over the trunk or group, that the conversation used last. */
export function replyDraft(
  conversation: ConversationView,
  trunks: readonly TrunkView[],
  groups: readonly TrunkGroupView[] = [],
): Draft {
  return {
    ...emptyDraft,
    target: targetOf(conversation, trunks, groups),
    sourceAddress: conversation.ownAddress,
    ...(conversation.peer === BROADCAST_PEER
      ? { pdu: 'broadcast_sm' as const }
      : { destinationAddress: conversation.peer }),
  };
}

/** A new message. Over the demo trunk it is addressed to the handset; the very first one is written already. */
export function newDraft(
  trunks: readonly TrunkView[],
  chosen: TrunkId | null,
  conversations: readonly ConversationView[],
): Draft {
  const trunk = trunkFor(trunks, chosen);
  const latest = conversations.find((conversation) => conversation.trunkId === trunk?.id);
  const target: SendTarget | null = trunk === undefined ? null : { kind: 'trunk', trunkId: trunk.id };
  const draft = { ...emptyDraft, target, sourceAddress: latest?.ownAddress ?? '' };
  if (trunk?.isDemo !== true) return draft;
  const addressed = { ...draft, sourceAddress: draft.sourceAddress || DEMO_SOURCE_ADDRESS };
  return conversations.length > 0
    ? addressed
    : { ...addressed, destinationAddress: HANDSET_NUMBER, text: 'Hello from Trunkline' };
}
