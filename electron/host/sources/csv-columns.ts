import { sourceAddressKinds, type SourceAddressKind } from '#shared/model/source-address';

/** What a column of an imported file can say. */
export const csvColumns = ['address', 'kind', 'label', 'outbound', 'inbound', 'trunk'] as const;
export type CsvColumn = (typeof csvColumns)[number];

/** Headers by which a column is known, without blanks, case and signs. */
const headers: Readonly<Record<CsvColumn, readonly string[]>> = {
  address: [
    ...['address', 'sourceaddress', 'source', 'number', 'phonenumber', 'phone', 'did', 'msisdn', 'e164'],
    ...['sender', 'senderid', 'from', 'shortcode', 'tn', 'ddi'],
  ],
  kind: ['kind', 'type', 'addresskind', 'addresstype', 'numbertype'],
  label: ['label', 'name', 'friendlyname', 'description', 'comment', 'note', 'notes'],
  outbound: ['outbound', 'outboundsms', 'outboundp2psms', 'outboundp2p', 'p2p', 'smsout', 'out', 'cansend'],
  inbound: ['inbound', 'inboundsms', 'smsin', 'in'],
  trunk: ['trunk', 'inboundtrunk', 'trunkname', 'assignedtrunk', 'receivingtrunk'],
};

const kindNames: ReadonlyMap<string, SourceAddressKind> = new Map([
  ...sourceAddressKinds.map((kind) => [plain(kind), kind] as const),
  ['international', 'did'],
  ['e164', 'did'],
  ['number', 'did'],
  ['phonenumber', 'did'],
  ['nationalnumber', 'national'],
  ['short', 'short-code'],
  ['alpha', 'alphanumeric'],
  ['name', 'alphanumeric'],
  ['text', 'alphanumeric'],
  ['sender', 'alphanumeric'],
]);

/** Where each column stands; null when the line is no header. The first of two with one meaning counts. */
export function readHeader(fields: readonly string[]): ReadonlyMap<CsvColumn, number> | null {
  const places = new Map<CsvColumn, number>();
  for (const [index, field] of fields.entries()) {
    const name = plain(field);
    const column = csvColumns.find((each) => headers[each].includes(name));
    if (column !== undefined && !places.has(column)) places.set(column, index);
  }
  return places.has('address') ? places : null;
}

/** Undefined for a word that is none of the kinds. */
export function readKind(word: string): SourceAddressKind | undefined {
  return kindNames.get(plain(word));
}

/** Undefined for a word that says neither. */
export function readYesNo(word: string): boolean | undefined {
  const name = plain(word);
  if (['yes', 'y', 'true', '1', 'on', 'x', 'enabled', 'allowed'].includes(name)) return true;
  if (['no', 'n', 'false', '0', 'off', 'disabled', 'denied'].includes(name)) return false;
  return undefined;
}

/** A number as a spreadsheet hides it: ="+370…" and '+370… are the number itself. */
export function unwrapSpreadsheetText(field: string): string {
  const formula = /^="?([^"]*)"?$/.exec(field);
  return (formula?.[1] ?? field.replace(/^'/, '')).trim();
}

/** True for a number that a spreadsheet shortened, such as 3.70612E+10: its last digits are lost. */
export function isShortenedNumber(field: string): boolean {
  return /^\d+(?:[.,]\d+)?E\+?\d+$/i.test(field);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
}
