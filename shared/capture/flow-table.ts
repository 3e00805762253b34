import { Flow, type FlowSink } from './flow';
import { tcpFlags, type TcpPacket } from './tcp-packet';

/** Connections that are followed at once; beyond, old ones are closed, those without SMPP first. */
const MAX_FLOWS = 16_384;
/** Connections with the same hash: more of them are somebody's intention. */
const MAX_CHAIN = 16;
/** Connections with SMPP that are passed over in search of one without. */
const MAX_PASSED = 64;

/** Finds the connection of a packet, without making anything for one that is known. */
export class FlowTable {
  readonly #sink: FlowSink;
  readonly #onClosed: (flow: Flow) => void;
  readonly #byHash = new Map<number, Flow>();
  #count = 0;
  #last: Flow | null = null;
  /** True when the packet that was looked up last came from the first end of its flow. */
  isFromFirst = true;

  constructor(sink: FlowSink, onClosed: (flow: Flow) => void) {
    this.#sink = sink;
    this.#onClosed = onClosed;
  }

  /** The flow of the packet whose headers stand in `octets`; a new one where there is none yet. */
  find(packet: TcpPacket, octets: Uint8Array): Flow {
    const isNew = (packet.flags & tcpFlags.syn) !== 0 && (packet.flags & tcpFlags.ack) === 0;
    if (!isNew && this.#last !== null && this.#matches(this.#last, packet, octets)) return this.#last;
    const hash = hashOf(packet, octets);
    let flow: Flow | null = this.#byHash.get(hash) ?? null;
    let length = 0;
    while (flow !== null && !this.#matches(flow, packet, octets)) {
      flow = flow.next;
      length += 1;
    }
    if (flow === null && length >= MAX_CHAIN) this.#drop(hash);
    if (flow === null || (isNew && flow.isUsed)) flow = this.#replace(hash, flow, packet, octets);
    this.#last = flow;
    return flow;
  }

  /** Closes all that are left. */
  finish(): void {
    for (const chain of this.#byHash.values()) this.#closeChain(chain);
    this.#byHash.clear();
    this.#count = 0;
    this.#last = null;
  }

  #matches({ ends: [first, second] }: Flow, packet: TcpPacket, octets: Uint8Array): boolean {
    const { sourcePort, destinationPort, sourceAt, destinationAt, addressLength } = packet;
    if (
      sourcePort === first.port &&
      destinationPort === second.port &&
      isAddressAt(first.address, octets, sourceAt, addressLength) &&
      isAddressAt(second.address, octets, destinationAt, addressLength)
    ) {
      this.isFromFirst = true;
      return true;
    }
    this.isFromFirst = false;
    return (
      sourcePort === second.port &&
      destinationPort === first.port &&
      isAddressAt(second.address, octets, sourceAt, addressLength) &&
      isAddressAt(first.address, octets, destinationAt, addressLength)
    );
  }

  #replace(hash: number, old: Flow | null, packet: TcpPacket, octets: Uint8Array): Flow {
    if (old !== null) this.#remove(hash, old);
    else if (this.#count >= MAX_FLOWS) this.#dropOldest();
    const { sourceAt, destinationAt, addressLength } = packet;
    const source = octets.slice(sourceAt, sourceAt + addressLength);
    const destination = octets.slice(destinationAt, destinationAt + addressLength);
    const flow = new Flow(
      { address: source, port: packet.sourcePort },
      { address: destination, port: packet.destinationPort },
      this.#sink,
    );
    flow.next = this.#byHash.get(hash) ?? null;
    this.#byHash.set(hash, flow);
    this.#count += 1;
    this.isFromFirst = true;
    return flow;
  }

  #remove(hash: number, flow: Flow): void {
    const rest: Flow[] = [];
    for (let other = this.#byHash.get(hash) ?? null; other !== null; other = other.next) {
      if (other !== flow) rest.push(other);
    }
    let chain: Flow | null = null;
    for (const other of rest) {
      other.next = chain;
      chain = other;
    }
    if (chain === null) this.#byHash.delete(hash);
    else this.#byHash.set(hash, chain);
    this.#count -= 1;
    flow.finish();
    this.#onClosed(flow);
  }

  #dropOldest(): void {
    let passed = 0;
    for (const [hash, chain] of this.#byHash) {
      if (isUsed(chain) && passed < MAX_PASSED) {
        // Its turn comes again behind all others.
        this.#byHash.delete(hash);
        this.#byHash.set(hash, chain);
        passed += 1;
        continue;
      }
      this.#drop(hash);
      return;
    }
  }

  #drop(hash: number): void {
    const chain = this.#byHash.get(hash) ?? null;
    this.#byHash.delete(hash);
    this.#closeChain(chain);
  }

  #closeChain(chain: Flow | null): void {
    for (let flow: Flow | null = chain; flow !== null; flow = flow.next) {
      this.#count -= 1;
      flow.finish();
      this.#onClosed(flow);
    }
  }
}

function isUsed(chain: Flow): boolean {
  for (let flow: Flow | null = chain; flow !== null; flow = flow.next) if (flow.isUsed) return true;
  return false;
}

function isAddressAt(address: Uint8Array, octets: Uint8Array, at: number, length: number): boolean {
  if (address.length !== length) return false;
  for (let index = 0; index < length; index += 1) {
    if (address[index] !== octets[at + index]) return false;
  }
  return true;
}

/** The same for both directions. */
function hashOf(packet: TcpPacket, octets: Uint8Array): number {
  const { sourcePort, destinationPort, sourceAt, destinationAt, addressLength } = packet;
  let hash = sourcePort ^ destinationPort ^ Math.imul(sourcePort + destinationPort, 0x9e37);
  for (let index = 0; index < addressLength; index += 1) {
    const sum = (octets[sourceAt + index] ?? 0) + (octets[destinationAt + index] ?? 0);
    hash = Math.imul(hash, 31) + sum;
  }
  return hash & 0x3fffffff;
}
