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

/** Destinations that share one submit_multi at most (SMPP 3.4 section 4.5.1). */
const MAX_MULTI = 254;

/** What the host is asked to show, or why it cannot be asked yet. */
export function previewRequest(
  draft: Draft,
  trunk: RequestTrunk | null,
): CommandInput<'message.preview'> | string {
  const { target } = draft;
  if (target === null) return 'Choose the trunk to see the PDU.';
  const [problem] = Object.entries(draftErrors(draft, trunk));
  if (problem !== undefined) return problemWords(draft, problem);
  const isMulti = draft.pdu === 'submit_multi';
  const destinations = destinationsOf(draft).slice(0, isMulti ? MAX_MULTI : 1);
  const distributionLists = distributionListsOf(draft).slice(0, MAX_MULTI);
  if (destinations.length + distributionLists.length === 0 && draft.pdu !== 'broadcast_sm') {
    return 'Enter a destination address to see the PDU.';
  }
  return { target, ...requestParts(draft, trunk), destinations, distributionLists };
}

/** Which of many is shown; null for one alone. */
export function previewNote(draft: Draft): string | null {
  const count = destinationsOf(draft).length + distributionListsOf(draft).length;
  if (count < 2) return null;
  if (draft.pdu !== 'submit_multi') return `to the first of ${formatCount(count)} numbers`;
  return count > MAX_MULTI
    ? `to the first ${MAX_MULTI} of ${formatCount(count)} destinations`
    : `to ${formatCount(count)} destinations`;
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
