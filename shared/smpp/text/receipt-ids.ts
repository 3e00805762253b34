import type { IdConversion, ReceiptIdRule } from '../../model/receipt-ids';

/** message_id has at most 64 octets before its NUL (SMPP 3.4 section 5.2.23); a longer number is none. */
const LONGEST_ID = 64;
const conversions: readonly IdConversion[] = ['same', 'response-hex', 'response-decimal'];

/**
 * What an id is found by: without leading zeros and in small letters, since receipts often differ in these. Whether such
 * a difference is allowed is for the rule to say.
 */
export function idKey(id: string): string {
  return id.replace(/^0+(?=.)/, '').toLowerCase();
}

/** An id of a receipt as that of a response would be, by one conversion. */
export interface CandidateId {
  readonly conversion: IdConversion;
  /** The response's id, but for padding and case. */
  readonly converted: string;
  /** `idKey` of the response's id. */
  readonly key: string;
}

/**
 * The ids of responses that this id of a receipt can mean: by the rule's conversion, as it stands (receipted_message_id
 * is not converted, and accounts with UUIDs have the same id on both sides whatever the rule), and by the others. Each is
 * worked out when it is asked for: the first is nearly always the one.
 */
export function* candidateIds(idInReceipt: string, rule: ReceiptIdRule): Generator<CandidateId, void> {
  const ordered = [rule.conversion, ...conversions.filter((each) => each !== rule.conversion)];
  for (const conversion of ordered) {
    const converted = convert(idInReceipt, conversion);
    if (converted !== null) yield { conversion, converted, key: idKey(converted) };
  }
}

/** True when the rule makes the two ids the same. Hexadecimal that was converted has no case of its own. */
export function idsMatch(responseId: string, idInReceipt: string, rule: ReceiptIdRule): boolean {
  const converted = convert(idInReceipt, rule.conversion);
  if (converted === null) return false;
  const isCaseFree = rule.ignoresCase || rule.conversion !== 'same';
  const spelling = (id: string): string => {
    const unpadded = rule.ignoresPadding ? id.replace(/^0+(?=.)/, '') : id;
    return isCaseFree ? unpadded.toLowerCase() : unpadded;
  };
  return spelling(converted) === spelling(responseId);
}

/**
 * The rule by which the two ids are the same, to be offered for the trunk: the trunk's own if it says so, else one of the
 * narrowest. Null if none does.
 */
export function recogniseIdRule(
  responseId: string,
  idInReceipt: string,
  own?: ReceiptIdRule,
): ReceiptIdRule | null {
  if (responseId === '' || idInReceipt === '') return null;
  const rules = own === undefined ? everyRule : [own, ...everyRule];
  return rules.find((rule) => idsMatch(responseId, idInReceipt, rule)) ?? null;
}

/** How ids come back by this rule, after "Ids come back": "in decimal, where the response has them in hexadecimal". */
export function idRuleWords({ conversion, ignoresPadding, ignoresCase }: ReceiptIdRule): string {
  const words = [conversionWords[conversion]];
  if (ignoresPadding) words.push('with another number of zeros in front');
  if (ignoresCase) words.push('in other letters, capital or small');
  const said = words.filter((word) => word !== '');
  return said.length === 0 ? 'as they were given' : said.join(', ');
}

const conversionWords: Readonly<Record<IdConversion, string>> = {
  same: '',
  'response-hex': 'in decimal, where the response has them in hexadecimal',
  'response-decimal': 'in hexadecimal, where the response has them in decimal',
};

const everyRule: readonly ReceiptIdRule[] = conversions.flatMap((conversion) =>
  [
    { ignoresPadding: false, ignoresCase: false },
    { ignoresPadding: false, ignoresCase: true },
    { ignoresPadding: true, ignoresCase: false },
    { ignoresPadding: true, ignoresCase: true },
  ].map((rest) => ({ conversion, ...rest })),
);

/** The id in the response's base, without padding; null where it is no number of the receipt's base. */
function convert(id: string, conversion: IdConversion): string | null {
  if (conversion === 'same') return id;
  if (id.length > LONGEST_ID) return null;
  if (conversion === 'response-hex') return /^\d+$/.test(id) ? BigInt(id).toString(16) : null;
  return /^[0-9a-f]+$/i.test(id) ? BigInt(`0x${id}`).toString(10) : null;
}
