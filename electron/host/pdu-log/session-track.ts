import { isAllowed } from '#shared/smpp/operations';
import { commandById, HEADER_OCTETS, type CommandName } from '#shared/smpp/pdu';
import { commands, RESPONSE_BIT } from '#shared/smpp/tables/commands';
import type { OperationState } from '#shared/smpp/tables/operations';
import { type SmppVersion, versionOf } from '#shared/smpp/tables/versions';
import type { TrunkAlphabets } from '#shared/model/alphabets';

/** Requests whose responses never came are forgotten beyond so many, the oldest first. */
const MAX_IN_FLIGHT = 20_000;

/** What is known of a session when it is opened. */
export interface SessionFacts {
  readonly id: number;
  readonly name: string;
  /** Which side `out` is sent by. */
  readonly role: 'esme' | 'smsc';
  readonly alphabets?: TrunkAlphabets;
  readonly localAddress?: string;
  readonly remoteAddress?: string;
  /** False for a trunk whose PDUs are kept from the disk. */
  readonly isCaptured?: boolean;
}

/** What is tolerated in any state: everybody sends it, and nobody is misled by it. */
const tolerated: readonly CommandName[] = ['enquire_link', 'generic_nack', 'unbind', 'outbind'];

const binds = new Set<number>([
  commands.bind_transmitter.id,
  commands.bind_receiver.id,
  commands.bind_transceiver.id,
]);

const boundStates: Readonly<Partial<Record<CommandName, OperationState>>> = {
  bind_transmitter_resp: 'bound_tx',
  bind_receiver_resp: 'bound_rx',
  bind_transceiver_resp: 'bound_trx',
};

/** What one session's PDUs have to do with each other, kept up as they come by. */
export class SessionTrack {
  facts: SessionFacts;
  /** When its bind was answered with success, since the store's epoch. */
  boundAtNs: number | null = null;
  /** Rows of the log that it has. */
  rowCount = 0;
  /** Nothing comes of it any more. */
  isEnded = false;
  #state: OperationState | null = null;
  #version: SmppVersion = '3.4';
  #hasPaired = false;
  /** Row numbers by sequence number and side. */
  readonly #inFlight = new Map<number, number>();
  readonly #judged = new Map<number, boolean>();

  constructor(facts: SessionFacts) {
    this.facts = facts;
  }

  isFromEsme(isOut: boolean): boolean {
    return isOut === (this.facts.role === 'esme');
  }

  /** Notes a request; true when its sequence number was still in flight on this side. */
  request(sequenceNumber: number, isOut: boolean, number: number): boolean {
    const key = keyOf(sequenceNumber, isOut);
    const isDuplicate = this.#inFlight.delete(key);
    this.#inFlight.set(key, number);
    if (this.#inFlight.size > MAX_IN_FLIGHT) {
      for (const oldest of this.#inFlight.keys()) {
        this.#inFlight.delete(oldest);
        break;
      }
    }
    return isDuplicate;
  }

  /** The row that a response answers, as long as `fits` it; it is in flight no longer. */
  answer(sequenceNumber: number, isOut: boolean, fits: (number: number) => boolean): number | null {
    const key = keyOf(sequenceNumber, !isOut);
    const number = this.#inFlight.get(key);
    if (number === undefined || !fits(number)) return null;
    this.#inFlight.delete(key);
    this.#hasPaired = true;
    return number;
  }

  /** A capture may begin in the midst of a session: what it answers then was never seen. */
  get isWatchedFromStart(): boolean {
    return this.#hasPaired || this.#state !== null;
  }

  /** Whether the state forbids a command of this side. Nothing is forbidden while the state is not known. */
  isForbidden(commandId: number, isOut: boolean): boolean {
    if (this.#state === null) return false;
    const key = commandId * 2 + Number(isOut);
    const known = this.#judged.get(key);
    if (known !== undefined) return known;
    const command = commandById(commandId);
    const isJudged = command !== undefined && commandId < RESPONSE_BIT && !tolerated.includes(command);
    const sender = this.isFromEsme(isOut) ? 'esme' : 'smsc';
    const isForbidden = isJudged && !isAllowed(command, this.#state, sender, this.#version);
    this.#judged.set(key, isForbidden);
    return isForbidden;
  }

  /** Follows binds and unbinds. */
  follow(commandId: number, commandStatus: number, timeNs: number, octets: Uint8Array): void {
    if (binds.has(commandId)) {
      this.#enter(this.#state ?? 'open');
      this.#version = versionOf(interfaceVersionOf(octets));
      return;
    }
    if (commandId < RESPONSE_BIT || commandStatus !== 0) return;
    const command = commandById(commandId);
    if (command === undefined) return;
    const bound = boundStates[command];
    if (bound !== undefined) {
      this.#enter(bound);
      this.boundAtNs = timeNs;
    } else if (command === 'unbind_resp' && this.#state !== null) this.#enter('unbound');
  }

  #enter(state: OperationState): void {
    this.#state = state;
    this.#judged.clear();
  }
}

/** interface_version of a bind: after system_id, password and system_type. */
function interfaceVersionOf(octets: Uint8Array): number {
  let at = HEADER_OCTETS;
  for (let strings = 0; strings < 3; strings += 1) {
    const nul = octets.indexOf(0, at);
    if (nul < 0) return 0x34;
    at = nul + 1;
  }
  return octets[at] ?? 0x34;
}

function keyOf(sequenceNumber: number, isOut: boolean): number {
  return sequenceNumber * 2 + Number(isOut);
}
