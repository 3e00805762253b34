import {
  sourceAddressKinds,
  type SourceAddressKind,
  type SourceAddressView,
} from '#shared/model/source-address';

export const kindNames: Readonly<Record<SourceAddressKind, string>> = {
  did: 'DID',
  national: 'National number',
  'short-code': 'Short code',
  alphanumeric: 'Alphanumeric',
};

export const kindOptions = sourceAddressKinds.map((value) => ({ value, label: kindNames[value] }));

/** What search looks through. */
export const searchText = ({ settings }: SourceAddressView): string =>
  `${settings.address} ${settings.label}`;
