import type { Filter } from './filter-ast';
import { filterField, partPrefix } from './filter-fields';
import { writeValue } from './filter-values';
import { quote, tokenize } from './lexer';

/** The filter as text; parsing it gives the same filter again. */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return '';
    case 'and':
      return filter.parts
        .map((part) => (part.kind === 'or' ? grouped(part) : formatFilter(part)))
        .join(' and ');
    case 'or':
      return filter.parts.map(formatFilter).join(' or ');
    case 'not': {
      const isSimple = filter.part.kind !== 'and' && filter.part.kind !== 'or';
      return `not ${isSimple ? formatFilter(filter.part) : grouped(filter.part)}`;
    }
    case 'compare': {
      const type = filterField(filter.field)?.type ?? 'text';
      return `${filter.field} ${filter.operator} ${writeValue(type, filter.operator, filter.value)}`;
    }
    case 'has':
      return filter.field;
    case 'word':
      return isPlain(filter.text) ? filter.text : quote(filter.text);
  }
}

function grouped(filter: Filter): string {
  return `(${formatFilter(filter)})`;
}

const keywords = ['and', 'or', 'not', 'contains'];

/** A word that needs no quotation marks. */
function isPlain(text: string): boolean {
  if (keywords.includes(text) || filterField(text) !== undefined || partPrefix.test(text)) return false;
  const lexed = tokenize(text);
  if ('problem' in lexed) return false;
  const [first] = lexed.tokens;
  return first?.kind === 'word' && first.text === text;
}
