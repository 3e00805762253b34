import { commandStatuses } from '../smpp/tables/statuses';
import { commandNames, filterField, filterFields, type FilterField } from './filter-fields';
import { operatorsFor } from './filter-values';
import { tokenize, type Token } from './lexer';

export interface Completion {
  /** What takes the place of the text from `start` to `end`. */
  readonly text: string;
  /** A few words on what it is. */
  readonly meaning: string;
}

export interface Completions {
  readonly start: number;
  readonly end: number;
  /** The likeliest first. */
  readonly items: readonly Completion[];
}

const MAX_ITEMS = 50;
const signs = new Set(['==', '=', '!=', '<', '<=', '>', '>=', '~', 'contains']);
const joints = new Set(['and', 'or', 'not', '&&', '||', '!']);
const operatorMeanings: Readonly<Record<string, string>> = {
  '==': 'is',
  '!=': 'is not',
  '~': 'contains',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};

/** What may stand at the cursor; `cursor` counts characters from 0. */
export function completeFilter(text: string, cursor: number): Completions {
  const lexed = tokenize(text.slice(0, cursor));
  const tokens = 'tokens' in lexed ? lexed.tokens.filter(({ kind }) => kind !== 'end') : [];
  // Within a string that is still open there is nothing to offer.
  if ('problem' in lexed) return { start: cursor, end: cursor, items: [] };
  const last = tokens.at(-1);
  const isTyping = last?.kind === 'word' && last.end === cursor;
  const typed = isTyping ? last.text.toLowerCase() : '';
  const before = isTyping ? tokens.slice(0, -1) : tokens;
  const rest = /^[^\s()"=<>~!&|]*/.exec(text.slice(cursor))?.[0] ?? '';
  const offered = offers(before);
  const items = offered
    .filter((item) => item.text.toLowerCase().includes(typed) && item.text.toLowerCase() !== typed)
    .toSorted((left, right) => startRank(left, typed) - startRank(right, typed))
    .slice(0, MAX_ITEMS);
  return { start: isTyping ? last.start : cursor, end: isTyping ? cursor + rest.length : cursor, items };
}

function startRank(item: Completion, typed: string): number {
  return item.text.toLowerCase().startsWith(typed) ? 0 : 1;
}

function offers(before: readonly Token[]): readonly Completion[] {
  const last = before.at(-1);
  if (last === undefined || last.kind === 'open' || isJoint(last)) return beginnings();
  const previous = before.at(-2);
  const isSign = last.kind !== 'string' && signs.has(last.text.toLowerCase());
  if (isSign) return previous === undefined ? [] : valuesOf(filterField(previous.text));
  const hasSignBefore = previous !== undefined && signs.has(previous.text.toLowerCase());
  const field = last.kind === 'word' && !hasSignBefore ? filterField(last.text) : undefined;
  const operators = field === undefined ? [] : operatorsFor(field.type);
  return [
    ...operators.map((operator) => ({ text: operator, meaning: operatorMeanings[operator] ?? '' })),
    { text: 'and', meaning: 'both' },
    { text: 'or', meaning: 'either' },
  ];
}

function isJoint({ kind, text }: Token): boolean {
  return kind !== 'string' && joints.has(text.toLowerCase());
}

function beginnings(): readonly Completion[] {
  return [
    ...filterFields().map(({ name, meaning }) => ({ text: name, meaning })),
    { text: 'not', meaning: 'the opposite' },
  ];
}

function valuesOf(field: FilterField | undefined): readonly Completion[] {
  switch (field?.type) {
    case 'command':
      return commandNames().map((text) => ({ text, meaning: 'command' }));
    case 'status':
      return [
        { text: 'error', meaning: 'any but 0' },
        { text: 'ok', meaning: '0' },
        ...commandStatuses.map(({ name, meaning }) => ({ text: name, meaning })),
      ];
    case 'direction':
      return [
        { text: 'in', meaning: 'received' },
        { text: 'out', meaning: 'sent' },
      ];
    case 'duration':
      return ['10ms', '100ms', '500ms', '1s', '10s'].map((text) => ({ text, meaning: 'duration' }));
    default:
      return [];
  }
}
