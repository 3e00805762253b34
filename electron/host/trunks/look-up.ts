import { lookup } from 'node:dns/promises';

/** Every address of a name, in the system's order of preference. Rejects as the system does when there is none. */
export async function lookUpAddresses(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}
