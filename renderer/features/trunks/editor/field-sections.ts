import type { FieldErrors } from 'react-hook-form';
import { fieldTexts, knownFields } from './field-texts';
import { sectionIds, type SectionId } from './section-ids';
import type { TrunkForm } from './trunk-form';

/** Parts of the form whose fields come and go, and where they stand. */
const prefixes: readonly (readonly [string, SectionId])[] = [
  ['settings.standbyHosts', 'connection'],
  ['settings.sources', 'sources'],
  ['settings.numbering', 'sources'],
  ['settings.alphabets', 'texts'],
];

/** The section that the field of this path stands in. */
export function sectionOf(path: string): SectionId {
  if (path in fieldTexts) return fieldTexts[path as keyof typeof fieldTexts].section;
  const prefix = prefixes.find(([begin]) => path.startsWith(begin));
  if (prefix !== undefined) return prefix[1];
  return knownFields.find(([name]) => path.startsWith(name))?.[1].section ?? 'connection';
}

/** The paths of every leaf of a tree that `isLeaf`. */
function leaves(tree: unknown, isLeaf: (value: object) => boolean, path = ''): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  if (isLeaf(tree)) return [path];
  return Object.entries(tree).flatMap(([key, value]) =>
    leaves(value, isLeaf, path === '' ? key : `${path}.${key}`),
  );
}

/** The paths of all fields with an error, in the order of the sections. */
export function errorPaths(errors: FieldErrors<TrunkForm>): readonly string[] {
  const paths = leaves(errors, (value) => 'type' in value && typeof value.type === 'string');
  const place = (path: string): number => sectionIds.indexOf(sectionOf(path));
  return paths.toSorted((one, other) => place(one) - place(other));
}

/** How many fields of each section are to be put right. */
export function errorCounts(errors: FieldErrors<TrunkForm>): Readonly<Partial<Record<SectionId, number>>> {
  const counts: Partial<Record<SectionId, number>> = {};
  for (const path of errorPaths(errors)) {
    const section = sectionOf(path);
    counts[section] = (counts[section] ?? 0) + 1;
  }
  return counts;
}

/** The sections with a field that was changed, of react-hook-form's tree of dirty fields. */
export function changedSections(dirtyFields: unknown, path = ''): ReadonlySet<SectionId> {
  if (dirtyFields === true) return new Set([sectionOf(path)]);
  if (typeof dirtyFields !== 'object' || dirtyFields === null) return new Set();
  const found = Object.entries(dirtyFields).flatMap(([key, value]) => [
    ...changedSections(value, path === '' ? key : `${path}.${key}`),
  ]);
  return new Set(found);
}
