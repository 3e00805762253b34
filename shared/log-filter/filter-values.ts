import { commandStatuses } from '../smpp/tables/statuses';
import { commands, type CommandDefinition } from '../smpp/tables/commands';
import type { CompareOperator, FilterValue } from './filter-ast';
import { commandWord, type FieldType, type FilterField } from './filter-fields';
import { quote } from './lexer';

export type ReadValue = { readonly value: FilterValue } | { readonly sentence: string };

const number = /^(?:0x[0-9a-f]{1,12}|\d{1,15})$/i;
const duration = /^(\d{1,12}(?:\.\d{1,9})?)(ns|us|µs|ms|s|min)?$/i;
const time = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i;
/** Nanoseconds. */
const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, min: 60e9 };

const operatorsOf: Readonly<Record<FieldType, readonly CompareOperator[]>> = {
  text: ['==', '!=', '~'],
  number: ['==', '!=', '<', '<=', '>', '>='],
  duration: ['==', '!=', '<', '<=', '>', '>='],
  time: ['==', '!=', '<', '<=', '>', '>='],
  command: ['==', '!=', '~'],
  status: ['==', '!=', '<', '<=', '>', '>='],
  direction: ['==', '!='],
  flag: [],
};

export function operatorsFor(type: FieldType): readonly CompareOperator[] {
  return operatorsOf[type];
}

/** Reads what stands to the right of an operator. A sentence says why it cannot be. */
export function readValue(field: FilterField, operator: CompareOperator, text: string): ReadValue {
  if (operator === '~') return text === '' ? { sentence: 'Say what to look for.' } : { value: text };
  switch (field.type) {
    case 'text':
      return { value: text };
    case 'number':
      return number.test(text) ? { value: Number(text) } : { sentence: `${quote(text)} is not a number.` };
    case 'duration':
      return readDuration(text);
    case 'time':
      return readTime(text);
    case 'command':
      return readCommand(text);
    case 'status':
      return readStatus(text);
    case 'direction': {
      const word = text.toLowerCase();
      return word === 'in' || word === 'out' ? { value: word } : { sentence: 'A direction is in or out.' };
    }
    case 'flag':
      return { sentence: `${field.name} stands alone: it is not compared.` };
  }
}

function readDuration(text: string): ReadValue {
  const [, amount, unit = 'ms'] = duration.exec(text) ?? [];
  if (amount === undefined)
    return { sentence: 'A duration is a number and ns, us, ms, s or min, such as 500ms.' };
  return { value: Math.round(Number(amount) * (units[unit.toLowerCase()] ?? 1e6)) };
}

function readTime(text: string): ReadValue {
  const unreadable = { sentence: 'A time is a date with a time or without, such as 2026-11-22T10:30:05.5.' };
  const match = time.exec(text);
  if (match === null) return unreadable;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = ''] = match;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}${zone.toUpperCase()}`;
  const wholeMs = Date.parse(written);
  // 31 February is read as 3 March otherwise.
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (Number.isNaN(wholeMs) || !isDay) return unreadable;
  return { value: wholeMs + Number(`0${fraction}`) * 1000 };
}

function readCommand(text: string): ReadValue {
  const word = text.toLowerCase();
  const known = (commands as Readonly<Record<string, CommandDefinition>>)[word];
  if (known !== undefined && Object.hasOwn(commands, word)) return { value: known.id };
  if (number.test(text) && Number(text) <= 0xffffffff) return { value: Number(text) };
  const near = Object.keys(commands).find((name) => word !== '' && name.startsWith(word));
  return {
    sentence: `There is no command ${quote(text)}.${near === undefined ? '' : ` Do you mean ${near}?`}`,
  };
}

function readStatus(text: string): ReadValue {
  if (number.test(text) && Number(text) <= 0xffffffff) return { value: Number(text) };
  const word = text.toUpperCase();
  if (word === 'OK' || word === 'ERROR') return { value: word.toLowerCase() };
  const known = commandStatuses.find(
    ({ name, name50 }) => [name, name50].includes(word) || [name, name50].includes(`ESME_${word}`),
  );
  return known === undefined
    ? { sentence: `There is no command_status ${quote(text)}. Write a name, a number, ok or error.` }
    : { value: known.code };
}

/** The value as it is written in a filter, so that reading it gives the same again. */
export function writeValue(type: FieldType, operator: CompareOperator, value: FilterValue): string {
  if (typeof value === 'string') return type === 'direction' || type === 'status' ? value : quote(value);
  if (operator === '~') return quote(String(value));
  switch (type) {
    case 'command':
      return commandWord(value);
    case 'status':
      return commandStatuses.find(({ code }) => code === value)?.name ?? String(value);
    case 'duration':
      return writeDuration(value);
    case 'time':
      return writeTime(value);
    default:
      return String(value);
  }
}

function writeDuration(nanoseconds: number): string {
  for (const [unit, size] of [
    ['min', 60e9],
    ['s', 1e9],
    ['ms', 1e6],
    ['us', 1e3],
  ] as const) {
    if (nanoseconds !== 0 && nanoseconds % size === 0) return `${nanoseconds / size}${unit}`;
  }
  return `${nanoseconds}ns`;
}

function writeTime(timeMs: number): string {
  const whole = Math.floor(timeMs / 1000) * 1000;
  const rest = timeMs - whole;
  const start = new Date(whole).toISOString().slice(0, 19);
  return rest === 0 ? `${start}Z` : `${start}${(rest / 1000).toFixed(9).slice(1).replace(/0+$/, '')}Z`;
}
