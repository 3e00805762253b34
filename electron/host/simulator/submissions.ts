import { ESME_ROK } from '#shared/smpp/command-status';
import type { DataSmBody, DestAddress, PduOf, SubmitSmBody, Tlv, UnsuccessSme } from '#shared/smpp/pdu';
import type { SmppNumber, Submission } from './accepted-message';
import { behaviourOf, ESME_RINVDSTADR } from './special-numbers';

const ESME_RINVSCHED = 0x61;
const ESME_RINVDLNAME = 0x34;
const ESME_RSUBMITFAIL = 0x45;
const TON_ALPHANUMERIC = 5;

/** A submission as it may be taken, or the command_status that refuses it. */
export type Judged =
  | { readonly commandStatus: typeof ESME_ROK; readonly submission: Submission }
  | { readonly commandStatus: number; readonly submission: null };

export interface JudgedMulti {
  readonly commandStatus: number;
  readonly submissions: readonly Submission[];
  readonly unsuccessSmes: readonly UnsuccessSme[];
}

type MessageFields = Pick<
  SubmitSmBody,
  'sourceAddrTon' | 'sourceAddrNpi' | 'sourceAddr' | 'esmClass' | 'dataCoding' | 'registeredDelivery'
> & { readonly scheduleDeliveryTime?: string; readonly shortMessage?: Uint8Array };

export function judgeSubmission(body: SubmitSmBody | DataSmBody, tlvs: readonly Tlv[]): Judged {
  const destination = { ton: body.destAddrTon, npi: body.destAddrNpi, address: body.destinationAddr };
  const commandStatus = refusalOf(body, destination);
  return commandStatus === ESME_ROK
    ? { commandStatus, submission: submissionTo(destination, body, tlvs) }
    : { commandStatus, submission: null };
}

/** Each destination is judged on its own; refused as a whole only when none can be taken (SMPP 3.4 section 4.5). */
export function judgeSubmitMulti({ body, tlvs }: PduOf<'submit_multi'>): JudgedMulti {
  const submissions: Submission[] = [];
  const unsuccessSmes: UnsuccessSme[] = [];
  for (const item of body?.destAddresses ?? []) {
    const destination = numberOf(item);
    const errorStatusCode =
      body === null || item.destFlag === 2 ? ESME_RINVDLNAME : refusalOf(body, destination);
    if (errorStatusCode === ESME_ROK && body !== null) {
      submissions.push(submissionTo(destination, body, tlvs));
    } else {
      const { ton, npi, address } = destination;
      unsuccessSmes.push({ destAddrTon: ton, destAddrNpi: npi, destinationAddr: address, errorStatusCode });
    }
  }
  const commandStatus = submissions.length === 0 ? ESME_RSUBMITFAIL : ESME_ROK;
  return { commandStatus, submissions, unsuccessSmes };
}

function refusalOf(fields: MessageFields, destination: SmppNumber): number {
  const number = handsetNumber(destination.address);
  if (destination.ton === TON_ALPHANUMERIC || !/^[\d*#]{1,20}$/.test(number)) return ESME_RINVDSTADR;
  // Nothing is kept for later here, and to deliver at once what was scheduled would be a lie.
  if ((fields.scheduleDeliveryTime ?? '') !== '') return ESME_RINVSCHED;
  return behaviourOf(number).commandStatus;
}

function submissionTo(destination: SmppNumber, fields: MessageFields, tlvs: readonly Tlv[]): Submission {
  return {
    source: { ton: fields.sourceAddrTon, npi: fields.sourceAddrNpi, address: fields.sourceAddr },
    destination,
    esmClass: fields.esmClass,
    dataCoding: fields.dataCoding,
    registeredDelivery: fields.registeredDelivery,
    // A copy: the fields of a decoded PDU are views into all that came in with it.
    shortMessage: fields.shortMessage?.slice() ?? new Uint8Array(0),
    tlvs,
  };
}

function numberOf(item: DestAddress): SmppNumber {
  return item.destFlag === 1
    ? { ton: item.destAddrTon, npi: item.destAddrNpi, address: item.destinationAddr }
    : { ton: 0, npi: 0, address: item.dlName };
}

/** "+" is not part of an address (SMPP 5.0 section 4.2.6), but some ESMEs send it. */
export function handsetNumber(address: string): string {
  return address.replace(/^\+/, '');
}
