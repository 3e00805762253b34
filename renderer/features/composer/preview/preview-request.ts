import type { CommandInput } from '#shared/contract/index';
import { packEntryOf } from '#shared/smpp/tlv-packs';
import { formatCount } from '../../../ui/format';
import type { Draft } from '../draft';
import {
  destinationsOf,
  distributionListsOf,
  draftErrors,
  requestParts,
  type RequestTrunk,
} from '../draft-request';

/** What the host is asked to show, or why it cannot be asked yet. */
export function previewRequest(
  draft: Draft,
  trunk: RequestTrunk | null,
): CommandInput<'message.preview'> | string {
  const { target } = draft;
  if (target === null) return 'Choose the trunk to see the PDU.';
  const [problem] = Object.entries(draftErrors(draft, trunk));
  if (problem !== undefined) return problemWords(draft, problem);
  const [destinationAddress = ''] = destinationsOf(draft);
  if (destinationAddress === '' && draft.pdu !== 'broadcast_sm') {
    return distributionListsOf(draft).length > 0
      ? 'Enter a number beside the distribution lists to see the PDU.'
      : 'Enter a destination address to see the PDU.';
  }
  return { target, ...requestParts(draft, trunk), destinationAddress };
}

/** Which of many is shown; null for one alone. */
export function previewNote(draft: Draft): string | null {
  const count = destinationsOf(draft).length + distributionListsOf(draft).length;
  if (count < 2) return null;
  return draft.pdu === 'submit_multi'
    ? `with the first of ${formatCount(count)} destinations`
    : `to the first of ${formatCount(count)} numbers`;
}

/** A TLV is named with its problem: there may be many of them. */
function problemWords({ tlvs }: Draft, [key, sentence = '']: readonly [string, string | undefined]): string {
  const tlv = key.startsWith('tlvs.') ? tlvs[Number(key.slice('tlvs.'.length))] : undefined;
  if (tlv === undefined) return sentence;
  const name =
    tlv.kind === 'name'
      ? tlv.name
      : tlv.kind === 'tag'
        ? tlv.tag
        : (packEntryOf(tlv.pack, tlv.tag)?.name ?? '');
  return `${name}: ${sentence}`;
}
