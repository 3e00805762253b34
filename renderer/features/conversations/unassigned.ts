import { conversationKey } from '#shared/model/address';
import type { TrunkId } from '#shared/model/ids';
import type { ConversationView } from '#shared/model/message';
import {
  recognizeKind,
  sourceAddressSettings,
  writtenAddress,
  type UnassignedNumber,
} from '#shared/model/source-address';
import type { SourceStore } from '../sources/source-store';

/** Whether messages of a conversation come in for a number of ours that no trunk is assigned to. */
export function isUnassigned(
  { ownAddress }: Pick<ConversationView, 'ownAddress'>,
  unassigned: readonly UnassignedNumber[],
): boolean {
  return unassigned.some(({ address }) => conversationKey(address) === conversationKey(ownAddress));
}

/** Makes the trunk receive for the number: in the address book, where it is entered if it is not there yet. */
export async function assignNumber(
  sources: Pick<SourceStore, 'getState' | 'create' | 'update'>,
  address: string,
  trunkId: TrunkId,
): Promise<void> {
  const known = sources
    .getState()
    .sources.find(({ settings }) => conversationKey(settings.address) === conversationKey(address));
  if (known !== undefined) {
    await sources.update(known.id, { ...known.settings, isInboundAllowed: true, inboundTrunkId: trunkId });
    return;
  }
  const kind = recognizeKind(address) ?? 'did';
  await sources.create(
    sourceAddressSettings.parse({
      address: writtenAddress(kind, address),
      kind,
      isInboundAllowed: true,
      inboundTrunkId: trunkId,
    }),
  );
}
