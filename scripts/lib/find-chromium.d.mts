export type FoundChromium =
  { readonly path: string } | { readonly channel: 'chrome' } | { readonly problem: string };

export function findChromium(): Promise<FoundChromium>;
