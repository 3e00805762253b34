import { useTrunkGroups } from '../../../app/stores';
import { TrunkMembershipFields } from '../../trunk-groups/trunk-membership-fields';
import { useEditor } from './editor-context';

export function GroupsSummary() {
  const { memberships } = useEditor();
  const groups = useTrunkGroups((state) => state.groups);
  const words = memberships.flatMap(({ groupId, priority }) => {
    const group = groups.find(({ id }) => id === groupId);
    return group === undefined ? [] : [`${group.settings.name} (priority ${priority})`];
  });
  return words.length === 0 ? 'In no group' : words.join(', ');
}

export function GroupsSection() {
  const { memberships, setMemberships } = useEditor();
  return <TrunkMembershipFields value={memberships} onChange={setMemberships} />;
}
