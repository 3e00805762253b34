import { useMemo } from 'react';
import { useTrunkGroups, useTrunks } from '../../app/stores';
import type { RuleNames } from './rule-words';

/** Names of trunks and groups, also of those that are gone. */
export function useRuleNames(): RuleNames {
  const trunks = useTrunks((state) => state.trunks);
  const groups = useTrunkGroups((state) => state.groups);
  return useMemo<RuleNames>(() => {
    const trunk: RuleNames['trunk'] = (id) =>
      trunks.find((each) => each.id === id)?.settings.name ?? 'a deleted trunk';
    return {
      trunk,
      target: (target) =>
        target.kind === 'trunk'
          ? trunk(target.trunkId)
          : (groups.find((each) => each.id === target.groupId)?.settings.name ?? 'a deleted group'),
    };
  }, [trunks, groups]);
}
