import type { MessagePdu } from './message';
import { formatSmppTime } from './smpp-time';
import type { AdvancedOptions } from './submission';

type FieldKey = Exclude<keyof AdvancedOptions, 'tlvs'>;
type Missing = readonly (readonly [key: FieldKey, name: string])[];

/** Fields of submit_sm that another PDU does not have (SMPP 3.4 section 4.7.1, 5.0 section 4.4.1.1). */
const missing: Readonly<Record<MessagePdu, Missing>> = {
  submit_sm: [],
  submit_multi: [],
  data_sm: [
    ['scheduleDeliveryTime', 'schedule_delivery_time'],
    ['validityPeriod', 'validity_period'],
    ['protocolId', 'protocol_id'],
    ['priorityFlag', 'priority_flag'],
    ['replaceIfPresentFlag', 'replace_if_present_flag'],
    ['smDefaultMsgId', 'sm_default_msg_id'],
  ],
  broadcast_sm: [
    ['protocolId', 'protocol_id'],
    ['esmClass', 'esm_class'],
  ],
};

export interface FieldNotThere {
  readonly key: FieldKey;
  readonly sentence: string;
}

/** What is set and has no field in the PDU: none of it is left out in silence. */
export function fieldsNotIn(pdu: MessagePdu, advanced: AdvancedOptions): readonly FieldNotThere[] {
  const instead = pdu === 'broadcast_sm' ? 'another PDU' : 'submit_sm';
  return missing[pdu]
    .filter(([key]) => isSet(advanced[key]))
    .map(([key, name]) => ({ key, sentence: `${pdu} has no ${name}. Leave it out, or choose ${instead}.` }));
}

function isSet(value: AdvancedOptions[FieldKey]): boolean {
  if (value === null || typeof value === 'string') return value !== null && value !== '';
  if (typeof value === 'number') return value !== 0;
  if ('kind' in value) return formatSmppTime(value) !== '';
  return Object.values(value).some((part) => part !== 0 && part !== false);
}
