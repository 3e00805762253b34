import type { Unsubscribe } from '#shared/lib/emitter';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';

export type GroupChoice =
  /** `reason` is recorded with the message: "First by priority.", "Carrier A is down; next by priority." */
  | { readonly kind: 'carrier'; readonly trunkId: TrunkId; readonly reason: string }
  /**
   * No member can carry it now. `waitsForId` is the member that it waits for best, the first by priority of those that
   * will take it; null when no member ever will, and then the sentence is the refusal.
   */
  | { readonly kind: 'none'; readonly waitsForId: TrunkId | null; readonly sentence: string };

/** Which trunk of a group carries a message. Asked once for each message, before it is queued on a trunk. */
export interface GroupRouter {
  /**
   * `accepts` says in a sentence why a member may not carry this message (its source address, its text), or null. A
   * choice counts towards its trunk's share and queue, unless `hasRoom` says that the trunk cannot take it now: then it
   * is the choice of the next time too, so that shares stay as they are set while windows are full. Null when there is
   * no such group.
   */
  choose(
    groupId: TrunkGroupId,
    accepts?: (trunkId: TrunkId) => string | null,
    hasRoom?: (trunkId: TrunkId) => boolean,
  ): GroupChoice | null;
  /**
   * So many segments wait in the group for a trunk. They count for a member that is throttled: where they would make its
   * queue too long, the next one is chosen.
   */
  reportQueued(groupId: TrunkGroupId, count: number): void;
  nameOf(groupId: TrunkGroupId): string | null;
  /** The other trunks of the groups that this one is in. */
  matesOf(trunkId: TrunkId): TrunkId[];
  /** A group came to be able to carry, or another member of it carries now: what waits may be chosen for again. */
  onChanged(listener: (groupId: TrunkGroupId) => void): Unsubscribe;
}
