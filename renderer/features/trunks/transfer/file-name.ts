/** A trunk's name as the name of a file, on every system. */
export function fileNameOf(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return safe === '' ? 'trunk' : safe.slice(0, 60).toLocaleLowerCase();
}
