import { conversationKey } from '#shared/model/address';
import { recognizeKind, writtenAddress, type UnassignedNumber } from '#shared/model/source-address';
import type { SourceStore } from './source-store';

/** A name cannot receive; every number can. */
export const canBeAssigned = ({ address }: UnassignedNumber): boolean =>
  recognizeKind(address) !== 'alphanumeric';

/** Has each number received by the trunk that its messages came in over; one that the book lacks is added to it. */
export async function assignNumbers(store: SourceStore, numbers: readonly UnassignedNumber[]): Promise<void> {
  for (const { address, trunkId } of numbers) {
    const key = conversationKey(address);
    const known = store.getState().sources.find(({ settings }) => conversationKey(settings.address) === key);
    if (known !== undefined) {
      await store.updateMany([known.id], { inboundTrunkId: trunkId });
      continue;
    }
    const kind = recognizeKind(address) ?? 'did';
    await store.create({
      address: writtenAddress(kind, address),
      kind,
      label: '',
      isOutboundAllowed: true,
      isInboundAllowed: true,
      inboundTrunkId: trunkId,
    });
  }
}
