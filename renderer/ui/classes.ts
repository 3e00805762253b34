type ClassName = string | false | null | undefined;

/**
 * Names the classes of a CSS module: `css('row', isSelected && 'selected')`.
 * A name that the module does not declare is left out, as a browser would do.
 */
export function classes(
  module: Readonly<Record<string, string | undefined>>,
): (...names: readonly ClassName[]) => string {
  return (...names) =>
    names
      .map((name) => (name ? module[name] : undefined))
      .filter(Boolean)
      .join(' ');
}
