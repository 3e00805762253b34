import { encode } from '#shared/smpp/encode';
import { createPdu, type CommandName, type Pdu } from '#shared/smpp/pdu';
import { commands } from '#shared/smpp/tables/commands';

/** Numbers from 0 up to, not including, `below`. The same seed gives the same numbers (mulberry32). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One of each command, as it stands and with TLVs. */
const originals: readonly Uint8Array[] = (Object.keys(commands) as CommandName[]).flatMap((command) => {
  const pdu = createPdu(command, { sequenceNumber: 1 }) as Pdu;
  const tlvs = [
    { tag: 0x0424, value: Uint8Array.of(1, 2, 3, 4, 5) },
    { tag: 0x0428, value: Uint8Array.of(95) },
    { tag: 0x1403, value: new Uint8Array(0) },
  ];
  return [encode(pdu), encode(createPdu(command, { sequenceNumber: 1, tlvs }))];
});

/** Octets that decoders stumble over: ends of ranges, and lengths that reach too far. */
const nastyOctets = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff] as const;

/** Makes PDUs fast: mutated ones of every command, and random ones. Faster than an arbitrary, and without shrinking. */
export class HostilePdus {
  readonly #below: (limit: number) => number;

  constructor(seed: number) {
    this.#below = seededNumbers(seed);
  }

  /** True so often in a hundred. */
  isChance(percent: number): boolean {
    return this.#below(100) < percent;
  }

  /** At least 16 octets, and its command_length is right; what is in it need not be. */
  framed(): Uint8Array {
    let octets = this.isChance(10) ? this.#random(16 + this.#below(200)) : this.#mutated();
    if (octets.length < 16) octets = Uint8Array.from({ length: 16 }, (_, index) => octets[index] ?? 0);
    new DataView(octets.buffer, octets.byteOffset).setUint32(0, octets.length);
    return octets;
  }

  /** Anything: its length may be wrong as well. */
  unframed(): Uint8Array {
    return this.isChance(50) ? this.#random(1 + this.#below(200)) : this.#mutated();
  }

  #random(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#below(256));
  }

  #mutated(): Uint8Array {
    let octets: Uint8Array = (originals[this.#below(originals.length)] ?? new Uint8Array(16)).slice();
    // The sequence_number: small, so that responses may hit requests in flight.
    if (octets.length >= 16) octets[15] = this.#below(256);
    for (let count = this.#below(5); count > 0; count -= 1) octets = this.#mutate(octets);
    return octets;
  }

  #mutate(octets: Uint8Array): Uint8Array {
    const at = this.#below(octets.length + 1);
    switch (this.#below(5)) {
      case 0:
        octets[at] = this.#below(256);
        return octets;
      case 1:
        octets[at] = nastyOctets[this.#below(nastyOctets.length)] ?? 0;
        return octets;
      case 2:
        return octets.slice(0, at);
      case 3:
        return Uint8Array.from([...octets, ...this.#random(this.#below(9))]);
      default:
        return Uint8Array.from([
          ...octets.subarray(0, at),
          ...this.#random(this.#below(4)),
          ...octets.subarray(at),
        ]);
    }
  }
}
