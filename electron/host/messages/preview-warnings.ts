import type { TrunkSettings } from '#shared/model/trunk';
import { checkLimits } from '#shared/smpp/limits';
import { instantOf } from '#shared/smpp/meaning/time';
import type { Pdu } from '#shared/smpp/pdu';
import { ESM_CLASS_UDHI, userDataOctets } from '#shared/smpp/text/user-data';
import { parseUdh } from '#shared/smpp/text/udh';

/** What may be meant, and will probably not do what is meant: the message can be sent all the same. */
export function previewWarnings(
  pdus: readonly Pdu[],
  version: TrunkSettings['version'],
  nowMs: number,
): string[] {
  const warnings = pdus.flatMap((pdu) => [
    // The sequence_number is given on sending.
    ...checkLimits(pdu, version).flatMap(({ sentence }) =>
      sentence.includes('sequence_number') ? [] : [sentence],
    ),
    ...headerWarning(pdu),
    ...timeWarnings(pdu, nowMs),
  ]);
  // Every PDU of a message says the same otherwise.
  return [...new Set(warnings)];
}

/** UDHI by hand, before a text that begins with none. */
function headerWarning(pdu: Pdu): string[] {
  if (pdu.command === 'unknown' || pdu.body === null || !('esmClass' in pdu.body)) return [];
  if ((pdu.body.esmClass & ESM_CLASS_UDHI) === 0) return [];
  const { problem } = parseUdh(userDataOctets({ ...pdu.body, tlvs: pdu.tlvs }));
  return problem === null ? [] : [`esm_class says that a header begins the message. ${problem}`];
}

function timeWarnings(pdu: Pdu, nowMs: number): string[] {
  if (pdu.command === 'unknown' || pdu.body === null || !('validityPeriod' in pdu.body)) return [];
  const dueMs = instantOf(pdu.body.scheduleDeliveryTime);
  const endMs = instantOf(pdu.body.validityPeriod);
  if (endMs !== null && endMs <= nowMs)
    return ['validity_period has passed: the message would expire at once.'];
  if (endMs !== null && dueMs !== null && endMs <= dueMs) {
    return ['validity_period ends before schedule_delivery_time: the message would expire before it is due.'];
  }
  if (dueMs === null || dueMs > nowMs) return [];
  return ['schedule_delivery_time has passed: the SMSC may send at once, or refuse it.'];
}
