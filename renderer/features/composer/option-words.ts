import { alphabetNames } from '#shared/smpp/text/message-options';
import { plural } from '../../ui/format';
import { distributionListsOf } from './draft-request';
import { emptyDraft, type Draft, type DraftField } from './draft';

/** The methods of long messages on screen. */
export const longMethodNames = {
  udh8: 'UDH, 8-bit reference',
  udh16: 'UDH, 16-bit reference',
  sar: 'SAR TLVs',
  payload: 'message_payload',
  refuse: 'Refuse long messages',
} as const;

/** Fields that "Options" shows; the rest stand on the line of controls. */
const own: ReadonlySet<DraftField> = new Set<DraftField>([
  'target',
  'sourceAddress',
  'destinationAddress',
  'destinations',
  'text',
  'hex',
  'isReceiptRequested',
]);

/** What of the options is not as usual, so that nothing is sent that is out of sight and forgotten. */
export function optionWords(draft: Draft): string[] {
  const words: string[] = [];
  const named = new Set<DraftField>(own);
  const name = (field: DraftField, word: string | null): void => {
    named.add(field);
    if (word !== null && isChanged(draft, field)) words.push(word);
  };
  name('pdu', draft.pdu);
  name('isFlash', 'flash');
  name('alphabet', draft.alphabet === 'auto' ? null : alphabetNames[draft.alphabet]);
  name('longMethod', draft.longMethod === null ? null : longMethodNames[draft.longMethod]);
  name('hasPorts', `port ${draft.destinationPort}`);
  name('destinationPort', null);
  name('sourcePort', null);
  name('scheduleDeliveryTime', 'scheduled');
  name('validityPeriod', 'validity');
  name('tlvs', plural(draft.tlvs.length, 'TLV'));
  if (draft.pdu !== 'broadcast_sm') {
    for (const field of [
      'areas',
      'networkType',
      'service',
      'repetitions',
      'intervalUnit',
      'interval',
    ] as const) {
      named.add(field);
    }
  }
  name(
    'distributionLists',
    draft.pdu === 'submit_multi' ? plural(distributionListsOf(draft).length, 'list') : null,
  );
  const others = (Object.keys(emptyDraft) as DraftField[]).filter(
    (field) => !named.has(field) && isChanged(draft, field),
  );
  if (others.length > 0) words.push(plural(others.length, 'other field'));
  return words;
}

function isChanged(draft: Draft, field: DraftField): boolean {
  return JSON.stringify(draft[field]) !== JSON.stringify(emptyDraft[field]);
}

/** The change that makes every option as usual again. */
export function withoutOptions(): Partial<Draft> {
  return Object.fromEntries(Object.entries(emptyDraft).filter(([field]) => !own.has(field as DraftField)));
}
