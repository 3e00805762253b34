import type { CommandName } from '../pdu';
import { commands, RESPONSE_BIT } from '../tables/commands';
import type { Field } from '../tables/fields';
import { ByCommand } from './by-command';

/** What a summary does with a field: pass over it, or note where it is. */
export const summaryStep = {
  skipOne: 0,
  skipFour: 1,
  skipCString: 2,
  source: 3,
  destination: 4,
  esmClass: 5,
  dataCoding: 6,
  text: 7,
  list: 8,
} as const;

/** What the codec does with a field, as numbers that a switch is fast on. */
export const fieldStep = { octet: 0, integer32: 1, cString: 2, octets: 3, list: 4 } as const;

/** A command of the table, prepared once so that the codec only walks arrays. */
export interface CompiledCommand {
  readonly name: CommandName;
  readonly id: number;
  readonly isResponse: boolean;
  /** The first field is a C-octet string. */
  readonly startsWithText: boolean;
  readonly fields: readonly Field[];
  /** Names of the fields in the body. */
  readonly keys: readonly string[];
  /** One `fieldStep` a field. */
  readonly steps: Uint8Array;
  /** The body of submit_sm and deliver_sm, which has a fast path of its own. */
  readonly isMessage: boolean;
  /** One `summaryStep` a field. */
  readonly summarySteps: Uint8Array;
  /** Of SMPP 3.4 ("4.4.1"), of 5.0 for what is new there ("5.0: 4.4.1.1"), empty for what only 3.3 has. */
  readonly section: string;
}

function summaryStepOf(field: Field): number {
  switch (field.kind) {
    case 'list':
      return summaryStep.list;
    case 'octets':
      return summaryStep.text;
    case 'cString':
      if (field.name === 'source_addr') return summaryStep.source;
      if (field.name === 'destination_addr' || field.name === 'esme_addr') return summaryStep.destination;
      return summaryStep.skipCString;
    case 'integer':
      if (field.name === 'esm_class') return summaryStep.esmClass;
      if (field.name === 'data_coding') return summaryStep.dataCoding;
      return field.size === 1 ? summaryStep.skipOne : summaryStep.skipFour;
  }
}

function fieldStepOf(field: Field): number {
  switch (field.kind) {
    case 'integer':
      return field.size === 1 ? fieldStep.octet : fieldStep.integer32;
    case 'cString':
      return fieldStep.cString;
    case 'octets':
      return fieldStep.octets;
    case 'list':
      return fieldStep.list;
  }
}

function compile(name: CommandName): CompiledCommand {
  const { id, section34, section50 } = commands[name];
  const fields: readonly Field[] = commands[name].fields;
  return {
    name,
    id,
    isResponse: id >= RESPONSE_BIT,
    startsWithText: fields[0]?.kind === 'cString',
    fields,
    keys: fields.map((field) => field.key),
    steps: Uint8Array.from(fields, fieldStepOf),
    isMessage: fields === commands.submit_sm.fields,
    summarySteps: Uint8Array.from(fields, summaryStepOf),
    section: section34 ?? (section50 === null ? '' : `5.0: ${section50}`),
  };
}

const compiled = (Object.keys(commands) as CommandName[]).map(compile);
const byId = new ByCommand(compiled.map((command) => [command.id, command]));
const byName = new Map<string, CompiledCommand>(compiled.map((command) => [command.name, command]));

export function compiledById(commandId: number): CompiledCommand | undefined {
  return byId.get(commandId);
}

export function compiledByName(name: CommandName): CompiledCommand {
  const command = byName.get(name);
  if (command === undefined) throw new TypeError(`The table has no command ${name}.`);
  return command;
}
