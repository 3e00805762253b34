import { useEditor } from './editor-context';

export function GroupsSummary() {
  return 'In no group';
}

export function GroupsSection() {
  const { trunk } = useEditor();
  return <p>{trunk === null ? 'Save the trunk first; then it can be put into groups.' : 'In no group.'}</p>;
}
