/** As the settings have it; a copy's name is cut rather than refused. */
const MAX_NAME_LENGTH = 80;

/** Names that differ only in case or surrounding space would be one to the eye. */
export function comparableName(name: string): string {
  return name.trim().toLocaleLowerCase('en');
}

/** The wanted name, or with the first number behind it that no other trunk has. */
export function freeName(wanted: string, takenNames: readonly string[]): string {
  const taken = new Set(takenNames.map(comparableName));
  let name = wanted;
  for (let number = 2; taken.has(comparableName(name)); number += 1) name = `${wanted} ${number}`;
  return name;
}

/** "Carrier A (copy)", "Carrier A (copy) 2", … */
export function freeCopyName(name: string, takenNames: readonly string[]): string {
  const suffix = ' (copy)';
  return freeName(`${name.slice(0, MAX_NAME_LENGTH - suffix.length - 4).trim()}${suffix}`, takenNames);
}
