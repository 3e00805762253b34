type ClassName = string | false | null | undefined;
type CssModule = Readonly<Record<string, string | undefined>>;

/**
 * Names the classes of CSS modules: `css('row', isSelected && 'selected')`. A name that several of them declare stands
 * for all of those, so that a component adds to what it shares with others: the shared module is imported first, so that
 * the component's own rules come later and win. A name that none declares is left out, as a browser would do.
 */
export function classes(...modules: readonly CssModule[]): (...names: readonly ClassName[]) => string {
  return (...names) =>
    names
      .flatMap((name) => (name ? modules.map((module) => module[name]) : []))
      .filter(Boolean)
      .join(' ');
}
