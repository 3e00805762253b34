import { readSmppTime } from '#shared/model/smpp-time';
import { ESME_ROK } from '#shared/smpp/command-status';
import type { DataSmBody, DestAddress, PduOf, SubmitSmBody, Tlv, UnsuccessSme } from '#shared/smpp/pdu';
import type { SmppNumber, Submission } from './accepted-message';
import { behaviourOf, ESME_RINVDSTADR } from './special-numbers';

const ESME_RINVSCHED = 0x61;
const ESME_RINVEXPIRY = 0x62;
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
> & {
  readonly scheduleDeliveryTime?: string;
  readonly validityPeriod?: string;
  readonly shortMessage?: Uint8Array;
};

export function judgeSubmission(
  body: SubmitSmBody | DataSmBody,
  tlvs: readonly Tlv[],
  nowMs: number,
): Judged {
  const destination = { ton: body.destAddrTon, npi: body.destAddrNpi, address: body.destinationAddr };
  const fields: MessageFields = body;
  const times = judgeTimes(fields, nowMs);
  const commandStatus = refusalOf(destination, times);
  return commandStatus === ESME_ROK
    ? { commandStatus, submission: submissionTo(destination, body, tlvs, times) }
    : { commandStatus, submission: null };
}

/** What schedule_delivery_time and validity_period say, or the command_status that refuses them. */
interface JudgedTimes {
  readonly commandStatus: number;
  readonly scheduledAtMs: number | null;
  readonly expiresAtMs: number | null;
}

/** A time that has passed is refused: to deliver at once what was scheduled, or late what has expired, would be a lie. */
export function judgeTimes(
  {
    scheduleDeliveryTime = '',
    validityPeriod = '',
  }: Pick<MessageFields, 'scheduleDeliveryTime' | 'validityPeriod'>,
  nowMs: number,
): JudgedTimes {
  const scheduledAtMs = scheduleDeliveryTime === '' ? null : readSmppTime(scheduleDeliveryTime, nowMs);
  const expiresAtMs = validityPeriod === '' ? null : readSmppTime(validityPeriod, nowMs);
  const isScheduleRight = scheduleDeliveryTime === '' || (scheduledAtMs !== null && scheduledAtMs >= nowMs);
  const isExpiryRight = validityPeriod === '' || (expiresAtMs !== null && expiresAtMs > nowMs);
  const commandStatus = !isScheduleRight ? ESME_RINVSCHED : isExpiryRight ? ESME_ROK : ESME_RINVEXPIRY;
  return { commandStatus, scheduledAtMs, expiresAtMs };
}

/** Each destination is judged on its own; refused as a whole only when none can be taken (SMPP 3.4 section 4.5). */
export function judgeSubmitMulti({ body, tlvs }: PduOf<'submit_multi'>, nowMs: number): JudgedMulti {
  const submissions: Submission[] = [];
  const unsuccessSmes: UnsuccessSme[] = [];
  const times = judgeTimes(body ?? {}, nowMs);
  for (const item of body?.destAddresses ?? []) {
    const destination = numberOf(item);
    const errorStatusCode =
      body === null || item.destFlag === 2 ? ESME_RINVDLNAME : refusalOf(destination, times);
    if (errorStatusCode === ESME_ROK && body !== null) {
      submissions.push(submissionTo(destination, body, tlvs, times));
    } else {
      const { ton, npi, address } = destination;
      unsuccessSmes.push({ destAddrTon: ton, destAddrNpi: npi, destinationAddr: address, errorStatusCode });
    }
  }
  const commandStatus = submissions.length === 0 ? ESME_RSUBMITFAIL : ESME_ROK;
  return { commandStatus, submissions, unsuccessSmes };
}

function refusalOf(destination: SmppNumber, times: JudgedTimes): number {
  const number = handsetNumber(destination.address);
  if (destination.ton === TON_ALPHANUMERIC || !/^[\d*#]{1,20}$/.test(number)) return ESME_RINVDSTADR;
  if (times.commandStatus !== ESME_ROK) return times.commandStatus;
  return behaviourOf(number).commandStatus;
}

function submissionTo(
  destination: SmppNumber,
  fields: MessageFields,
  tlvs: readonly Tlv[],
  { scheduledAtMs, expiresAtMs }: JudgedTimes,
): Submission {
  return {
    source: { ton: fields.sourceAddrTon, npi: fields.sourceAddrNpi, address: fields.sourceAddr },
    destination,
    esmClass: fields.esmClass,
    dataCoding: fields.dataCoding,
    registeredDelivery: fields.registeredDelivery,
    // A copy: the fields of a decoded PDU are views into all that came in with it.
    shortMessage: fields.shortMessage?.slice() ?? new Uint8Array(0),
    tlvs,
    scheduledAtMs,
    expiresAtMs,
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
