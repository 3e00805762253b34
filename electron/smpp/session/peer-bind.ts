import type { Pdu, PduOf } from '#shared/smpp/pdu';
import { ESME_ROK } from '#shared/smpp/command-status';
import { versionOf } from '#shared/smpp/tables/versions';
import { commonInterfaceVersion, interfaceVersionTlv } from './bind-outcome';
import { boundStates, type BindCommand } from './commands';
import type { PeerRequests } from './peer-requests';
import type { SessionState } from './session-types';

export interface AcceptedBind {
  readonly state: SessionState;
  readonly interfaceVersion: number;
}

/** The bind of a peer in the SMSC role, from the request to its answer: one at a time. */
export class PeerBind {
  readonly #peer: PeerRequests;
  readonly #interfaceVersion: number;
  #pending: PduOf<BindCommand> | null = null;

  constructor(peer: PeerRequests, interfaceVersion: number) {
    this.#peer = peer;
    this.#interfaceVersion = interfaceVersion;
  }

  get isPending(): boolean {
    return this.#pending !== null;
  }

  isOf(request: Pdu): boolean {
    return request === this.#pending;
  }

  expectAnswer(request: PduOf<BindCommand>): void {
    this.#pending = request;
  }

  /** Null when this bind no longer waits for an answer. */
  accept(request: Pdu, systemId: string): AcceptedBind | null {
    const bind = this.#pending;
    if (bind === null || bind !== request) return null;
    const own = this.#interfaceVersion;
    const version = commonInterfaceVersion(own, bind.body?.interfaceVersion ?? null, bind.command);
    const tlvs = versionOf(version) === '3.3' ? [] : [interfaceVersionTlv(own)];
    if (!this.#peer.respond(request, ESME_ROK, { systemId }, tlvs)) return null;
    this.#pending = null;
    return { state: boundStates[bind.command], interfaceVersion: version };
  }

  refuse(request: Pdu, commandStatus: number): boolean {
    if (request !== this.#pending) return false;
    this.#pending = null;
    return this.#peer.respond(request, commandStatus, undefined, undefined);
  }
}
