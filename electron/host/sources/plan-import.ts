import { conversationKey } from '#shared/model/address';
import type { SourceAddressId } from '#shared/model/ids';
import {
  recognizeKind,
  sourceAddressProblem,
  sourceAddressSettings,
  sourceAddressWarning,
  writtenAddress,
  type ImportLine,
  type SourceAddressSettings,
  type SourceAddressView,
} from '#shared/model/source-address';
import type { TrunkView } from '#shared/model/trunk-view';
import {
  isShortenedNumber,
  readHeader,
  readKind,
  readYesNo,
  unwrapSpreadsheetText,
  type CsvColumn,
} from './csv-columns';
import { readCsv } from './csv-text';
import { addedWords, changeWords, kindNames } from './source-words';

/** Lines of one file at most. */
export const MAX_IMPORT_LINES = 200_000;

export interface ImportContext {
  readonly find: (address: string) => SourceAddressView | undefined;
  readonly trunks: readonly TrunkView[];
}

/** One line with what it does to the book; `settings` is null when it does nothing. */
export interface PlannedLine {
  readonly report: ImportLine;
  readonly id: SourceAddressId | null;
  readonly settings: SourceAddressSettings | null;
}

export interface ImportPlan {
  /** The columns that were found, in the words of the header. */
  readonly columns: readonly string[];
  readonly lines: readonly PlannedLine[];
}

/** Without a header the first column is the address and the second its label. */
const withoutHeader: ReadonlyMap<CsvColumn, number> = new Map([
  ['address', 0],
  ['label', 1],
]);

/** Says what each line of a CSV would do to the address book; changes nothing. */
export async function planImport(text: string, context: ImportContext): Promise<ImportPlan> {
  const lines: PlannedLine[] = [];
  const seen = new Map<string, number>();
  let places: ReadonlyMap<CsvColumn, number> | null = null;
  let columns: readonly string[] = [];
  for await (const { line, fields, problem, text: lineText } of readCsv(text)) {
    if (lines.length >= MAX_IMPORT_LINES) {
      const sentence = `A file may have ${MAX_IMPORT_LINES.toLocaleString('en')} lines; this one and those after it were left out. Split the file.`;
      lines.push(refusedLine(line, lineText, sentence));
      break;
    }
    if (problem !== null) {
      lines.push(refusedLine(line, lineText, problem));
      continue;
    }
    if (places === null) {
      const header = readHeader(fields);
      places = header ?? withoutHeader;
      columns = [...places.keys()];
      if (header !== null) continue;
    }
    const of = (column: CsvColumn): string => fields[places?.get(column) ?? -1] ?? '';
    lines.push(planLine({ line, text: lineText, of, seen, context }));
  }
  return { columns, lines };
}

interface LineToPlan {
  readonly line: number;
  readonly text: string;
  readonly of: (column: CsvColumn) => string;
  /** Lines by the address on them. */
  readonly seen: Map<string, number>;
  readonly context: ImportContext;
}

function planLine({ line, text, of, seen, context }: LineToPlan): PlannedLine {
  const refused = (sentence: string): PlannedLine => refusedLine(line, text, sentence);
  const address = unwrapSpreadsheetText(of('address'));
  if (address === '') return refused('There is no address on this line.');
  if (isShortenedNumber(address)) {
    return refused(
      `A spreadsheet shortened this number to ${address}, and its last digits are lost. Format the column as text and save the file again.`,
    );
  }
  const known = context.find(address);
  const given = of('kind');
  const kind = given === '' ? (known?.settings.kind ?? recognizeKind(address)) : readKind(given);
  if (kind === undefined || kind === null) {
    return refused(`“${given}” is no kind of address. Use ${Object.values(kindNames).join(', ')}.`);
  }
  const problem = sourceAddressProblem(kind, address);
  if (problem !== null) return refused(problem);

  const key = conversationKey(address);
  const earlier = seen.get(key);
  if (earlier !== undefined) return refused(`The same address is on line ${earlier} already.`);

  const settings = readSettings(of, context, known?.settings);
  if (typeof settings === 'string') return refused(settings);
  const parsed = sourceAddressSettings.safeParse({
    ...settings,
    address: writtenAddress(kind, address),
    kind,
  });
  if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? 'This line cannot be used.');
  if (kind === 'alphanumeric' && parsed.data.isInboundAllowed) {
    return refused('A name cannot receive messages; only numbers can.');
  }
  seen.set(key, line);
  return planned(line, text, known, parsed.data, context.trunks);
}

function planned(
  line: number,
  text: string,
  known: SourceAddressView | undefined,
  settings: SourceAddressSettings,
  trunks: readonly TrunkView[],
): PlannedLine {
  const warning = sourceAddressWarning(settings.kind, settings.address);
  const changes = known === undefined ? [] : changeWords(known.settings, settings, trunks);
  if (known !== undefined && changes.length === 0) {
    const report = {
      line,
      text,
      outcome: 'same' as const,
      sentence: 'In the book already, with the same settings.',
    };
    return { report, id: known.id, settings: null };
  }
  const what = known === undefined ? addedWords(settings, trunks) : `${changes.join('. ')}.`;
  const sentence = warning === null ? what : `${what} ${warning}`;
  const outcome = known === undefined ? ('new' as const) : ('changed' as const);
  return { report: { line, text, outcome, sentence }, id: known?.id ?? null, settings };
}

/** What the line says beside the address; what it leaves empty is as it was, or the default. A string is a refusal. */
function readSettings(
  of: (column: CsvColumn) => string,
  { trunks }: ImportContext,
  known: SourceAddressSettings | undefined,
): string | Omit<SourceAddressSettings, 'address' | 'kind'> {
  const outbound = readSwitch(of('outbound'), known?.isOutboundAllowed ?? true);
  if (outbound === undefined) return neitherYesNorNo(of('outbound'), 'outbound');
  const trunkName = of('trunk').trim();
  const trunk = trunks.find(({ settings }) => sameName(settings.name, trunkName));
  if (trunkName !== '' && trunk === undefined) return `There is no trunk named “${trunkName}”.`;
  const inbound = readSwitch(of('inbound'), trunk !== undefined || (known?.isInboundAllowed ?? false));
  if (inbound === undefined) return neitherYesNorNo(of('inbound'), 'inbound');
  if (!inbound && trunk !== undefined) {
    return `Inbound SMS is off on this line, so ${trunk.settings.name} cannot receive for it.`;
  }
  return {
    label: of('label') === '' ? (known?.label ?? '') : of('label'),
    isOutboundAllowed: outbound,
    isInboundAllowed: inbound,
    inboundTrunkId: inbound ? (trunk?.id ?? known?.inboundTrunkId ?? null) : null,
  };
}

function readSwitch(word: string, otherwise: boolean): boolean | undefined {
  return word === '' ? otherwise : readYesNo(word);
}

const neitherYesNorNo = (word: string, column: CsvColumn): string =>
  `“${word}” in the column “${column}” is neither yes nor no.`;

const sameName = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase('en') === other.toLocaleLowerCase('en');

function refusedLine(line: number, text: string, sentence: string): PlannedLine {
  return { report: { line, text, outcome: 'refused', sentence }, id: null, settings: null };
}
