/** Versions of the protocol that differ on the wire. */
export const smppVersions = ['3.3', '3.4', '5.0'] as const;
export type SmppVersion = (typeof smppVersions)[number];

/** `interface_version` of a bind that asks for a version (SMPP 5.0 section 4.7.13). */
export const interfaceVersions: Readonly<Record<SmppVersion, number>> = {
  '3.3': 0x33,
  '3.4': 0x34,
  '5.0': 0x50,
};

/** The version that an `interface_version` octet means: 0x33 and below are 3.3, 0x50 and above 5.0. */
export function versionOf(interfaceVersion: number): SmppVersion {
  if (interfaceVersion <= 0x33) return '3.3';
  return interfaceVersion < 0x50 ? '3.4' : '5.0';
}

/** A limit that is the same everywhere, or one for each version. */
export type PerVersion<T> = T | Readonly<Record<SmppVersion, T>>;

export function forVersion(value: PerVersion<number>, version: SmppVersion): number {
  return typeof value === 'number' ? value : value[version];
}
