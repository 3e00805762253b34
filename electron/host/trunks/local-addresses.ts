import { BlockList, isIP } from 'node:net';
import type { networkInterfaces } from 'node:os';
import type { BindView } from '#shared/model/trunk-view';

/** Addresses that no SMSC on the internet ever sees (RFC 1918, 6598, 3927, 4193, 4291). */
const hidden = new BlockList();
hidden.addSubnet('10.0.0.0', 8);
hidden.addSubnet('172.16.0.0', 12);
hidden.addSubnet('192.168.0.0', 16);
hidden.addSubnet('100.64.0.0', 10);
hidden.addSubnet('169.254.0.0', 16);
hidden.addSubnet('fc00::', 7, 'ipv6');
hidden.addSubnet('fe80::', 10, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

export interface LocalAddresses {
  readonly addresses: string[];
  /** What it means for a provider that admits by address. */
  readonly sentence: string;
}

/**
 * Where this machine connects from: the local addresses of the binds that stand; with none, every address of the
 * machine, since only a connection shows which one the system takes.
 */
export function localAddressesOf(
  binds: readonly BindView[],
  interfaces: ReturnType<typeof networkInterfaces>,
): LocalAddresses {
  const standing = binds.flatMap(({ connection }) =>
    connection.kind === 'logged-in' ? [hostOf(connection.localAddress)] : [],
  );
  const isStanding = standing.length > 0;
  const addresses = [...new Set(isStanding ? standing : ownAddresses(interfaces))];
  return { addresses, sentence: sentenceOf(addresses, isStanding) };
}

function ownAddresses(interfaces: ReturnType<typeof networkInterfaces>): string[] {
  return Object.values(interfaces)
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
}

function sentenceOf(addresses: readonly string[], isStanding: boolean): string {
  const list = addresses.join(', ');
  if (addresses.length === 0) return 'This machine has no network address now.';
  if (addresses.every((address) => isIn(loopback, address))) {
    return `This machine connects to itself (${list}); nobody has to admit it.`;
  }
  const start = isStanding
    ? `This machine connects from ${list}.`
    : `This machine has ${list}; which of them is used shows once the trunk is logged in.`;
  return addresses.some((address) => isIn(hidden, address))
    ? `${start} That is an address inside your own network: the SMSC sees the public one of your router or VPN, and that is the one to have admitted.`
    : `${start} A provider that admits by address has to admit it, unless a proxy or VPN stands in between.`;
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** "10.0.0.1:2775" or "[::1]:2775" without the port. */
function hostOf(address: string): string {
  return address.replace(/:\d+$/u, '').replace(/^\[(.*)\]$/u, '$1');
}
