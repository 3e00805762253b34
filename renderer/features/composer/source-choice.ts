import { conversationKey } from '#shared/model/address';
import type { SourceAddressView } from '#shared/model/source-address';
import type { TrunkSettings } from '#shared/model/trunk';
import type { SendTarget } from '#shared/model/trunk-group';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import type { TrunkView } from '#shared/model/trunk-view';

/** The trunks that may carry what is sent through a target: one, or a group's members by priority. */
export function trunksOf(
  target: SendTarget | null,
  trunks: readonly TrunkView[],
  groups: readonly TrunkGroupView[],
): readonly TrunkView[] {
  if (target === null) return [];
  if (target.kind === 'trunk') return trunks.filter(({ id }) => id === target.trunkId);
  const group = groups.find(({ id }) => id === target.groupId);
  const members = (group?.settings.members ?? []).toSorted((one, other) => one.priority - other.priority);
  return members.flatMap((member) => trunks.find(({ id }) => id === member.trunkId) ?? []);
}

/** The trunk whose rules the preview goes by: the group's carrier, else its first member. */
export function leadingTrunk(
  target: SendTarget | null,
  trunks: readonly TrunkView[],
  groups: readonly TrunkGroupView[],
): TrunkView | null {
  const candidates = trunksOf(target, trunks, groups);
  const carrier =
    target?.kind === 'group' ? groups.find(({ id }) => id === target.groupId)?.carrierId : undefined;
  return candidates.find(({ id }) => id === carrier) ?? candidates[0] ?? null;
}

export interface SourceChoice {
  /** What may be sent from, in the order of the address book. */
  readonly offered: readonly SourceAddressView[];
  readonly isAnyAllowed: boolean;
  readonly isEmptyAllowed: boolean;
}

/** The source addresses that a target may use; of a group, those that one of its trunks may. */
export function sourceChoiceOf(
  trunks: readonly { readonly settings: Pick<TrunkSettings, 'sources'> }[],
  sources: readonly SourceAddressView[],
): SourceChoice {
  const rules = trunks.map(({ settings }) => settings.sources);
  const isAnyAllowed = rules.some((rule) => rule.isAnyAllowed);
  const allowed = new Set(rules.flatMap((rule) => rule.allowedIds));
  return {
    offered: sources.filter(
      ({ id, settings }) => settings.isOutboundAllowed && (isAnyAllowed || allowed.has(id)),
    ),
    isAnyAllowed,
    isEmptyAllowed: rules.some((rule) => rule.isEmptyAllowed),
  };
}

/** Why this one may not be sent from, as far as it can be told here; null when it may, or the host is to say. */
export function sourceProblem(typed: string, choice: SourceChoice, name: string): string | null {
  const written = typed.trim();
  if (written === '' || choice.isAnyAllowed) return null;
  if (choice.offered.length === 0) {
    return `${name} has no source address that it may send from. Allow one in the trunk’s source addresses.`;
  }
  const key = conversationKey(written);
  if (choice.offered.some(({ settings }) => conversationKey(settings.address) === key)) return null;
  return `${name} may not send from ${written}. Choose one of the list, or allow it in the trunk’s source addresses.`;
}
