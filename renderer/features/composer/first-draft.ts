import type { TrunkId } from '#shared/model/ids';
import type { ConversationView } from '#shared/model/message';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import type { TrunkView } from '#shared/model/trunk-view';
import type { Draft } from './composer-store';

/** Our own number in the demonstration; of the range that is reserved for fiction, as the handset's. */
const DEMO_SOURCE_ADDRESS = '12025550147';

const empty: Draft = {
  trunkId: null,
  sourceAddress: '',
  destinationAddress: '',
  text: '',
  isReceiptRequested: true,
};

/** The trunk a new message goes over unless the user says otherwise. */
function trunkFor(trunks: readonly TrunkView[], chosen: TrunkId | null): TrunkView | undefined {
  return (
    trunks.find((trunk) => trunk.id === chosen) ??
    trunks.find((trunk) => trunk.connection.kind === 'logged-in') ??
    trunks[0]
  );
}

/** A reply goes out from the address, and over the trunk, that the conversation used last. */
export function replyDraft(conversation: ConversationView, trunks: readonly TrunkView[]): Draft {
  const isThere = trunks.some((trunk) => trunk.id === conversation.trunkId);
  return {
    ...empty,
    trunkId: isThere ? conversation.trunkId : null,
    sourceAddress: conversation.ownAddress,
    destinationAddress: conversation.peer,
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
  const draft = { ...empty, trunkId: trunk?.id ?? null, sourceAddress: latest?.ownAddress ?? '' };
  if (trunk?.isDemo !== true) return draft;
  const addressed = { ...draft, sourceAddress: draft.sourceAddress || DEMO_SOURCE_ADDRESS };
  return conversations.length > 0
    ? addressed
    : { ...addressed, destinationAddress: HANDSET_NUMBER, text: 'Hello from Trunkline' };
}
