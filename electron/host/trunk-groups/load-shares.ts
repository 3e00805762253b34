import type { TrunkId } from '#shared/model/ids';
import type { GroupMember } from '#shared/model/trunk-group';

/**
 * Smooth weighted round robin: as many messages for each as its share says, spread as evenly as can be. While the same
 * members take part, every run as long as the sum of their shares gives each exactly its share. A member that is left
 * out for a while keeps what it was owed, which is less than one round.
 */
export class LoadShares {
  readonly #owed = new Map<TrunkId, number>();

  /**
   * The next of these to carry; undefined only when there are none. One that `carries` says no to keeps its turn: it is
   * the next one again.
   */
  next(
    candidates: readonly GroupMember[],
    carries: (member: GroupMember) => boolean = () => true,
  ): GroupMember | undefined {
    let chosen: GroupMember | undefined;
    let most = -Infinity;
    for (const member of candidates) {
      const owed = this.#owedTo(member) + member.share;
      if (owed <= most) continue;
      most = owed;
      chosen = member;
    }
    if (chosen === undefined || !carries(chosen)) return chosen;
    let total = 0;
    for (const member of candidates) {
      this.#owed.set(member.trunkId, this.#owedTo(member) + member.share);
      total += member.share;
    }
    this.#owed.set(chosen.trunkId, most - total);
    return chosen;
  }

  /** Begins anew, with other shares. */
  reset(): void {
    this.#owed.clear();
  }

  #owedTo({ trunkId }: GroupMember): number {
    return this.#owed.get(trunkId) ?? 0;
  }
}
