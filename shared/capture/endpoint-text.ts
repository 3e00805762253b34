import { readUint16 } from '../smpp/codec/octets';

/** One end of a connection: 4 or 16 octets of address, and a port. */
export interface Endpoint {
  readonly address: Uint8Array;
  readonly port: number;
}

/** "192.0.2.4:2775", "[2001:db8::1]:2775". */
export function endpointText({ address, port }: Endpoint): string {
  return address.length === 4 ? `${address.join('.')}:${port}` : `[${ipv6Text(address)}]:${port}`;
}

/** RFC 5952: lower case, the first of the longest runs of zeros shortened. */
function ipv6Text(address: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) => readUint16(address, index * 2).toString(16));
  let start = 0;
  let length = 1;
  for (let from = 0; from < groups.length; from += 1) {
    let to = from;
    while (groups[to] === '0') to += 1;
    if (to - from > length) {
      start = from;
      length = to - from;
    }
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}
