import { createPdu, type SubmitSmBody } from '#shared/smpp/pdu';
import { encode } from '#shared/smpp/encode';
import { encodeText } from '#shared/smpp/text/alphabets';
import { dataCodingOfEncoding } from '#shared/smpp/text/data-coding';

interface SampleMessage {
  readonly sequenceNumber: number;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly encoding?: 'gsm7' | 'ucs2' | 'latin1';
  readonly body?: Partial<SubmitSmBody>;
}

/** A submit_sm as octets; the text in GSM 7-bit unless told otherwise. */
export function submitSm(message: SampleMessage): Uint8Array {
  return encode(createPdu('submit_sm', { sequenceNumber: message.sequenceNumber, body: bodyOf(message) }));
}

export function deliverSm(message: SampleMessage): Uint8Array {
  return encode(createPdu('deliver_sm', { sequenceNumber: message.sequenceNumber, body: bodyOf(message) }));
}

export function submitSmResp(sequenceNumber: number, commandStatus: number, messageId = ''): Uint8Array {
  return encode(
    commandStatus === 0
      ? createPdu('submit_sm_resp', { sequenceNumber, body: { messageId } })
      : createPdu('submit_sm_resp', { sequenceNumber, commandStatus }),
  );
}

export function bindTransceiver(sequenceNumber: number, systemId: string, password: string): Uint8Array {
  return encode(createPdu('bind_transceiver', { sequenceNumber, body: { systemId, password } }));
}

export function enquireLink(sequenceNumber: number): Uint8Array {
  return encode(createPdu('enquire_link', { sequenceNumber }));
}

function bodyOf(message: SampleMessage): Partial<SubmitSmBody> {
  const encoding = message.encoding ?? 'gsm7';
  const encoded = encodeText(message.text ?? '', encoding);
  if (!encoded.ok) throw new Error(encoded.problem.sentence);
  return {
    sourceAddr: message.from ?? '37060000001',
    destinationAddr: message.to ?? '37060000002',
    dataCoding: dataCodingOfEncoding(encoding),
    shortMessage: encoded.octets,
    ...message.body,
  };
}
