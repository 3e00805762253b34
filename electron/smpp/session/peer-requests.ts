import { ESME_ROK } from '#shared/smpp/command-status';
import { encode } from '#shared/smpp/encode';
import {
  createPdu,
  responseOf,
  type Bodies,
  type CommandName,
  type Pdu,
  type RequestCommand,
  type ResponseCommandOf,
  type Tlv,
} from '#shared/smpp/pdu';
import type { Outbox } from './outbox';

/** Body of a response; fields left out are 0 or empty. */
export type ResponseBody = {
  [C in RequestCommand]: Partial<Bodies[ResponseCommandOf<C>]>;
}[RequestCommand];

/** The requests of the peer that wait for an answer, and the answers: each request gets exactly one. */
export class PeerRequests {
  readonly #outbox: Outbox;
  readonly #unanswered = new Set<Pdu>();
  #unbinds: number[] = [];

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  get unanswered(): number {
    return this.#unanswered.size;
  }

  /** The request was handed on and will be answered by `respond`. */
  expectAnswer(request: Pdu): void {
    this.#unanswered.add(request);
  }

  /**
   * Answers a request that was handed on. False when it has been answered, or cannot be any more. Throws an
   * `EncodeError` for a body that cannot be sent; the request still waits then.
   */
  respond(
    request: Pdu,
    commandStatus: number,
    body: ResponseBody | null | undefined,
    tlvs: readonly Tlv[] | undefined,
  ): boolean {
    if (!this.#unanswered.has(request) || request.command === 'unknown') return false;
    const octets = encodeResponse(request.command, request.sequenceNumber, commandStatus, body, tlvs);
    this.#unanswered.delete(request);
    return this.#outbox.push(octets);
  }

  /** Answers with the request's own response, without fields when `commandStatus` is not 0. */
  answer(command: CommandName, sequenceNumber: number, commandStatus: number): void {
    this.#outbox.push(encodeResponse(command, sequenceNumber, commandStatus, undefined, undefined));
  }

  nack(sequenceNumber: number, commandStatus: number): void {
    this.#outbox.push(encode(createPdu('generic_nack', { sequenceNumber, commandStatus })));
  }

  /** An unbind is answered when the closing has come so far, not when it comes. */
  expectUnbindAnswer(sequenceNumber: number): void {
    this.#unbinds.push(sequenceNumber);
  }

  answerUnbinds(): void {
    for (const sequenceNumber of this.#unbinds) this.answer('unbind', sequenceNumber, ESME_ROK);
    this.#unbinds = [];
  }

  clear(): void {
    this.#unanswered.clear();
  }
}

function encodeResponse(
  request: CommandName,
  sequenceNumber: number,
  commandStatus: number,
  body: ResponseBody | null | undefined,
  tlvs: readonly Tlv[] | undefined,
): Uint8Array {
  const response = responseOf(request) ?? 'generic_nack';
  return encode(
    createPdu(response, {
      sequenceNumber,
      commandStatus,
      ...(body === undefined ? {} : { body }),
      ...(tlvs === undefined ? {} : { tlvs }),
    }),
  );
}
