import type { TrunkId } from '#shared/model/ids';
import type { SourceAddressKind, SourceAddressView } from '#shared/model/source-address';
import { searchText } from './source-words';

export const sourceUses = ['any', 'outbound', 'no-outbound', 'inbound', 'unassigned'] as const;
export type SourceUse = (typeof sourceUses)[number];
export const sourceSorts = ['made', 'address', 'label', 'kind', 'trunk'] as const;
export type SourceSort = (typeof sourceSorts)[number];

/** What of the address book is shown, and in which order. */
export interface SourceFilter {
  readonly search: string;
  readonly kind: SourceAddressKind | 'any';
  readonly use: SourceUse;
  /** The trunk that receives. */
  readonly trunk: TrunkId | 'any';
  readonly sort: SourceSort;
}

export const noFilter: SourceFilter = { search: '', kind: 'any', use: 'any', trunk: 'any', sort: 'made' };

const uses: Readonly<Record<SourceUse, (source: SourceAddressView) => boolean>> = {
  any: () => true,
  outbound: ({ settings }) => settings.isOutboundAllowed,
  'no-outbound': ({ settings }) => !settings.isOutboundAllowed,
  inbound: ({ settings }) => settings.isInboundAllowed,
  unassigned: ({ settings }) => settings.isInboundAllowed && settings.inboundTrunkId === null,
};

const collator = new Intl.Collator(undefined, { numeric: true });

/** The sources that fit, sorted; digits of a number are found however the number is written in the search. */
export function filterSources(
  sources: readonly SourceAddressView[],
  filter: SourceFilter,
  nameOfTrunk: (id: TrunkId) => string,
): readonly SourceAddressView[] {
  const words = filter.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const digits = /^[+\d\s().-]+$/.test(filter.search) ? filter.search.replaceAll(/\D/g, '') : '';
  const found = sources.filter((source) => {
    const { settings } = source;
    if (filter.kind !== 'any' && settings.kind !== filter.kind) return false;
    if (filter.trunk !== 'any' && settings.inboundTrunkId !== filter.trunk) return false;
    if (!uses[filter.use](source)) return false;
    if (digits !== '' && settings.address.includes(digits)) return true;
    const text = searchText(source).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (filter.sort === 'made') return found;
  const keyOf = sortKey(filter.sort, nameOfTrunk);
  return found
    .map((source) => ({ source, key: keyOf(source) }))
    .toSorted((one, other) => {
      // What has nothing to be sorted by stands last.
      if ((one.key === '') !== (other.key === '')) return one.key === '' ? 1 : -1;
      return collator.compare(one.key, other.key);
    })
    .map(({ source }) => source);
}

function sortKey(
  sort: Exclude<SourceSort, 'made'>,
  nameOfTrunk: (id: TrunkId) => string,
): (source: SourceAddressView) => string {
  switch (sort) {
    case 'address':
      return ({ settings }) => settings.address.replace('+', '');
    case 'label':
      return ({ settings }) => settings.label;
    case 'kind':
      return ({ settings }) => `${settings.kind} ${settings.address}`;
    case 'trunk':
      return ({ settings }) => (settings.inboundTrunkId === null ? '' : nameOfTrunk(settings.inboundTrunkId));
  }
}
