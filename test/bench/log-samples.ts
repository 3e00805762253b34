import { createPdu } from '#shared/smpp/pdu';
import { encode } from '#shared/smpp/encode';

/** What a busy trunk sends and gets in turn, ten times in a hundred with a receipt that did not reach the phone. */
const KINDS = 4;
const MESSAGES = 512;

export interface SamplePdu {
  readonly octets: Uint8Array;
  readonly isOut: boolean;
}

/**
 * The PDUs of a busy trunk, 115 octets on average: submit_sm with text, their responses, receipts and the responses to
 * these. Each `next` gives the next one, with its own sequence number; its octets serve again.
 */
export class SamplePdus {
  readonly #pdus = samplePdus();
  #count = 0;

  get averageOctets(): number {
    return this.#pdus.reduce((sum, { octets }) => sum + octets.length, 0) / this.#pdus.length;
  }

  next(): SamplePdu {
    const pdu = this.#pdus[this.#count % this.#pdus.length];
    if (pdu === undefined) throw new Error('There are no samples.');
    const sequence = 1 + Math.floor(this.#count / KINDS);
    const { octets } = pdu;
    octets[12] = (sequence >>> 24) & 0x7f;
    octets[13] = sequence >>> 16;
    octets[14] = sequence >>> 8;
    octets[15] = sequence;
    this.#count += 1;
    return pdu;
  }
}

function samplePdus(): readonly SamplePdu[] {
  const latin1 = new TextEncoder();
  const pdus: SamplePdu[] = [];
  for (let number = 1; number <= MESSAGES; number += 1) {
    const sequenceNumber = 1;
    const messageId = (0x1a2b3c00 + number).toString(16);
    const body = {
      sourceAddr: '37060000001',
      destinationAddr: `3706${String(1_000_000 + number * 1717)}`,
      registeredDelivery: 1,
      shortMessage: latin1.encode(
        `Your code is ${100_000 + number * 137}. It is valid for ten minutes only, so hurry. Tell it to nobody, whoever asks for it, please. If it was not you, call us at once.`,
      ),
    };
    const state = number % 10 === 0 ? 'UNDELIV' : 'DELIVRD';
    const date = `26112210${String(number % 60).padStart(2, '0')}`;
    const receipt = `id:${messageId} sub:001 dlvrd:001 submit date:${date} done date:${date} stat:${state} err:000 text:Your code is ${100_000 + number * 137}. It is`;
    const received = {
      sourceAddr: body.destinationAddr,
      destinationAddr: body.sourceAddr,
      esmClass: 4,
      shortMessage: latin1.encode(receipt),
    };
    const tlvs = [
      { tag: 0x001e, value: latin1.encode(`${messageId}\0`) },
      { tag: 0x0427, value: Uint8Array.of(state === 'UNDELIV' ? 5 : 2) },
      { tag: 0x0423, value: Uint8Array.of(3, 0, 0) },
    ];
    const commandStatus = number % 50 === 0 ? 0x58 : 0;
    pdus.push(
      { octets: encode(createPdu('submit_sm', { sequenceNumber, body })), isOut: true },
      {
        octets: encode(createPdu('submit_sm_resp', { sequenceNumber, commandStatus, body: { messageId } })),
        isOut: false,
      },
      { octets: encode(createPdu('deliver_sm', { sequenceNumber, body: received, tlvs })), isOut: false },
      { octets: encode(createPdu('deliver_sm_resp', { sequenceNumber, body: {} })), isOut: true },
    );
  }
  return pdus;
}
