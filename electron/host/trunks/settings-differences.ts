import type { TrunkSettings } from '#shared/model/trunk';

const MAX_SHOWN = 60;

/** Each setting that differs, in words: "Window: 10 → 50". */
export function settingsDifferences(before: TrunkSettings, after: TrunkSettings): string[] {
  const old = leavesOf(before);
  const leaves = leavesOf(after);
  const paths = [...new Set([...old.keys(), ...leaves.keys()])];
  return paths.flatMap((path) => {
    const was = old.get(path) ?? '–';
    const is = leaves.get(path) ?? '–';
    if (was === is) return [];
    return isShown(was) && isShown(is) ? [`${words(path)}: ${was} → ${is}`] : [`${words(path)}: changed`];
  });
}

function isShown(value: string): boolean {
  return value.length <= MAX_SHOWN && !value.includes('\n');
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) {
    leaves.set(path, leafWords(value));
    return leaves;
  }
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index): [string, unknown] => [String(index + 1), item])
    : Object.entries(value);
  for (const [key, child] of entries) leavesOf(child, path === '' ? key : `${path}.${key}`, leaves);
  return leaves;
}

function leafWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return 'none';
  return value === '' ? 'empty' : value;
}

/** "timers.enquireLinkSeconds" as "Timers, enquire link seconds". */
function words(path: string): string {
  const text = path
    .split('.')
    .map((part) => part.replace(/^(?:is|are|has)(?=[A-Z])/u, ''))
    .map((part) => part.replaceAll(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase())
    .join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
