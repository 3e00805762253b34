import type { TrunkId } from '#shared/model/ids';
import type { GroupMember, TrunkGroupSettings } from '#shared/model/trunk-group';
import type { GroupChoice } from './group-router';
import type { MemberState } from './member-state';

/** A member with what is known of its trunk now. */
export interface Candidate {
  readonly member: GroupMember;
  readonly name: string;
  readonly state: MemberState;
  /** Why it may not carry this message, as a sentence; null when it may. */
  readonly refusal: string | null;
}

/** Picks one of several members of the same priority; counts towards their shares unless it is a look ahead. */
export type PickByShare = (members: readonly GroupMember[]) => GroupMember | undefined;

/** Skipped members that a reason names before it only counts. */
const NAMED_IN_REASON = 3;

/** Lowest priority first, and among equals in the order of the list. */
export function byPriority<T extends { readonly member: GroupMember }>(candidates: readonly T[]): T[] {
  return candidates.toSorted((one, other) => one.member.priority - other.member.priority);
}

/** The rule of failover and load balancing. `candidates` are in the order of `byPriority`. */
export function chooseMember(
  { name, mode }: Pick<TrunkGroupSettings, 'name' | 'mode'>,
  candidates: readonly Candidate[],
  pickByShare: PickByShare,
): GroupChoice {
  const allowed = candidates.filter((candidate) => candidate.refusal === null);
  const up = allowed.filter(({ state }) => state.kind === 'up');
  // Better a slow trunk than none.
  const usable = up.length > 0 ? up : allowed.filter(({ state }) => state.kind === 'throttled');
  const [first] = usable;
  if (first === undefined) return noMember(name, candidates, allowed);

  const { priority } = first.member;
  const skipped = candidates.filter(
    (candidate) => candidate.member.priority < priority || isBefore(candidates, candidate, first),
  );
  const skippedWords = skipped.length === 0 ? '' : `${whyNot(skipped)}. `;
  if (mode === 'failover') {
    const reason =
      up.length === 0
        ? 'All that are up are throttled; first by priority.'
        : skipped.length === 0
          ? 'First by priority.'
          : `${skippedWords}Next by priority.`;
    return carrier(first.member.trunkId, reason);
  }
  const tier = usable.filter(({ member }) => member.priority === priority);
  const picked = pickByShare(tier.map(({ member }) => member)) ?? first.member;
  const total = tier.reduce((sum, { member }) => sum + member.share, 0);
  const lower = skipped.filter(({ member }) => member.priority < priority);
  const before = lower.length === 0 ? '' : `${whyNot(lower)}. `;
  return carrier(
    picked.trunkId,
    tier.length === 1
      ? `${before}The only one up at priority ${priority}.`
      : `${before}By load: share ${picked.share} of ${total} at priority ${priority}.`,
  );
}

function isBefore(candidates: readonly Candidate[], one: Candidate, other: Candidate): boolean {
  return candidates.indexOf(one) < candidates.indexOf(other);
}

function carrier(trunkId: TrunkId, reason: string): GroupChoice {
  return { kind: 'carrier', trunkId, reason };
}

function noMember(
  groupName: string,
  candidates: readonly Candidate[],
  allowed: readonly Candidate[],
): GroupChoice {
  const waitsFor = allowed.find(({ state }) => state.kind === 'down');
  if (waitsFor !== undefined) {
    const others = allowed.filter(({ state }) => state.kind === 'down').length - 1;
    const sentence =
      others === 0
        ? `${waitsFor.name} is down; the message waits for it.`
        : `No trunk of ${groupName} is logged in; the message waits for the first that is.`;
    return { kind: 'none', waitsForId: waitsFor.member.trunkId, sentence };
  }
  const sentence =
    candidates.length === 0
      ? `${groupName} has no trunks. Add one to it.`
      : (candidates.find(({ refusal, state }) => refusal !== null && state.kind !== 'out')?.refusal ??
        `No trunk of ${groupName} can send: ${whyNot(candidates)}. Enable one, or add another.`);
  return { kind: 'none', waitsForId: null, sentence };
}

/** "Carrier A is down, Carrier B is disabled" */
function whyNot(skipped: readonly Candidate[]): string {
  const named = skipped.slice(0, NAMED_IN_REASON).map(({ name, state, refusal }) => {
    if (state.kind !== 'up') return `${name} ${state.why}`;
    return refusal === null ? `${name} is passed over` : `${name} may not carry this message`;
  });
  const more = skipped.length - named.length;
  return more === 0 ? named.join(', ') : `${named.join(', ')} and ${more} more`;
}
