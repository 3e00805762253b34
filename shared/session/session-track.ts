import type { TrunkAlphabets } from '../model/alphabets';
import { readUint16 } from '../smpp/codec/octets';
import { isAllowed } from '../smpp/operations';
import { commandById, HEADER_OCTETS, type CommandName } from '../smpp/pdu';
import { commands, GENERIC_NACK_ID, RESPONSE_BIT } from '../smpp/tables/commands';
import type { OperationState } from '../smpp/tables/operations';
import { tlvDefinitions } from '../smpp/tables/tlvs';
import { smppVersions, versionOf, type SmppVersion } from '../smpp/tables/versions';
import { InFlight } from './in-flight';

/** Binds of one session that each speak a version of their own; more of them are somebody's intention. */
const MAX_VERSIONS = 100;
/** Judged by where no bind said a version. */
const ASSUMED_VERSION: SmppVersion = '3.4';

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

function isBind(commandId: number): boolean {
  return (
    commandId === commands.bind_transmitter.id ||
    commandId === commands.bind_receiver.id ||
    commandId === commands.bind_transceiver.id
  );
}

/** What one session's PDUs have to do with each other, kept up as they come by. */
export class SessionTrack {
  facts: SessionFacts;
  /** When its bind was answered with success, since the epoch of whoever keeps the track. */
  boundAtNs: number | null = null;
  /** Rows of the log that it has. */
  rowCount = 0;
  /** Nothing comes of it any more. */
  isEnded = false;
  #state: OperationState | null = null;
  /** From which row on which version is spoken, in order. */
  readonly #versions: { readonly from: number; readonly version: SmppVersion }[] = [];
  #hasPaired = false;
  /** The last row of which is known that something before it is missing; 0 for none. */
  #lostAt = 0;
  readonly #inFlight = new InFlight();
  readonly #judged = new Map<number, boolean>();

  constructor(facts: SessionFacts) {
    this.facts = facts;
  }

  isFromEsme(isOut: boolean): boolean {
    return isOut === (this.facts.role === 'esme');
  }

  /** The version that is spoken now; null before a bind said one. */
  get version(): SmppVersion | null {
    return this.#versions.at(-1)?.version ?? null;
  }

  /** The version that was spoken at a row. */
  versionAt(number: number): SmppVersion | null {
    return this.#versions.findLast(({ from }) => from <= number)?.version ?? null;
  }

  /** Notes a request; true when its sequence number was still in flight on this side. */
  request(sequenceNumber: number, isOut: boolean, number: number): boolean {
    const earlier = this.#inFlight.get(sequenceNumber, isOut);
    // The response of one from before a loss may be what is missing.
    const isDuplicate = earlier !== undefined && earlier >= this.#lostAt;
    this.#inFlight.set(sequenceNumber, isOut, number);
    return isDuplicate;
  }

  /** The row that a response of this side may answer; null for none. */
  requestOf(sequenceNumber: number, isOut: boolean): number | null {
    return this.#inFlight.get(sequenceNumber, !isOut) ?? null;
  }

  /** The response of this side does answer that row, which is in flight no longer. */
  pair(sequenceNumber: number, isOut: boolean, number: number): void {
    this.#inFlight.delete(sequenceNumber, !isOut);
    this.#hasPaired ||= number >= this.#lostAt;
  }

  /**
   * Whether a response that answers nothing has lost its request. A capture may begin in the midst of a session, or lose
   * some of it: what is answered then was never seen. A generic_nack for a header that could not be read has the number 0.
   */
  isOrphan(commandId: number, sequenceNumber: number): boolean {
    if (commandId === GENERIC_NACK_ID && sequenceNumber === 0) return false;
    return this.#hasPaired || (this.#state !== null && this.#lostAt === 0);
  }

  /** Octets of the session are missing before this row: what is answered after it may have been asked there. */
  lose(number: number): void {
    this.#lostAt = number;
    this.#hasPaired = false;
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
    const isForbidden = isJudged && !this.#isAllowed(command, this.#state, sender);
    this.#judged.set(key, isForbidden);
    return isForbidden;
  }

  #isAllowed(command: CommandName, state: OperationState, sender: 'esme' | 'smsc'): boolean {
    const version = this.version ?? ASSUMED_VERSION;
    if (isAllowed(command, state, sender, version)) return true;
    // A command that the version does not have is a problem of its own; its state is judged by one that has it.
    const versions: readonly SmppVersion[] = commands[command].versions;
    return (
      !versions.includes(version) &&
      smppVersions.some((other) => versions.includes(other) && isAllowed(command, state, sender, other))
    );
  }

  /** Learns from a PDU, before it is judged, which version is spoken from this row on. */
  learnVersion(commandId: number, commandStatus: number, octets: Uint8Array, number: number): void {
    if (isBind(commandId)) {
      this.#speak(versionOf(interfaceVersionOf(octets)), number);
      return;
    }
    if (commandId < RESPONSE_BIT || !isBind(commandId - RESPONSE_BIT) || commandStatus !== 0) return;
    const stated = statedVersionOf(octets);
    if (stated === null) return;
    const { version } = this;
    // The SMSC may speak an older version than it was asked for, never a newer one.
    const isOlder = version === null || smppVersions.indexOf(stated) < smppVersions.indexOf(version);
    if (isOlder) this.#speak(stated, number);
  }

  #speak(version: SmppVersion, from: number): void {
    if (version === this.version || this.#versions.length >= MAX_VERSIONS) return;
    this.#versions.push({ from, version });
    this.#judged.clear();
  }

  /** Follows binds and unbinds. */
  follow(commandId: number, commandStatus: number, timeNs: number): void {
    if (isBind(commandId)) {
      this.#enter(this.#state ?? 'open');
      return;
    }
    if (commandStatus !== 0) return;
    switch (commandId) {
      case commands.bind_transmitter_resp.id:
        this.#bind('bound_tx', timeNs);
        break;
      case commands.bind_receiver_resp.id:
        this.#bind('bound_rx', timeNs);
        break;
      case commands.bind_transceiver_resp.id:
        this.#bind('bound_trx', timeNs);
        break;
      case commands.unbind_resp.id:
        if (this.#state !== null) this.#enter('unbound');
    }
  }

  #bind(state: OperationState, timeNs: number): void {
    this.#enter(state);
    this.boundAtNs = timeNs;
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

/** The version of a bind response's sc_interface_version, which stands after its system_id; null where it is not stated. */
function statedVersionOf(octets: Uint8Array): SmppVersion | null {
  const { tag } = tlvDefinitions.sc_interface_version;
  const nul = octets.indexOf(0, HEADER_OCTETS);
  // A bare TLV begins with 02, a system_id with text or its NUL.
  let at = octets[HEADER_OCTETS] === tag >> 8 || nul < 0 ? HEADER_OCTETS : nul + 1;
  while (at + 5 <= octets.length) {
    const length = readUint16(octets, at + 2);
    if (readUint16(octets, at) === tag && length === 1) return versionOf(octets[at + 4] ?? 0);
    at += 4 + length;
  }
  return null;
}
