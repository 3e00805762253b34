import { commands, RESPONSE_BIT } from '../tables/commands';
import type { Field } from '../tables/fields';
import type { CommandName } from '../pdu';

/** A command of the table, prepared once so that encoder and decoder only walk arrays. */
export interface CompiledCommand {
  readonly name: CommandName;
  readonly id: number;
  readonly isResponse: boolean;
  readonly fields: readonly Field[];
  readonly section: string;
}

function compile(name: CommandName): CompiledCommand {
  const { id, fields, section34, section50 } = commands[name];
  return { name, id, isResponse: id >= RESPONSE_BIT, fields, section: section34 ?? section50 ?? '' };
}

const names = Object.keys(commands) as CommandName[];
const byId = new Map<number, CompiledCommand>();
const byName = new Map<string, CompiledCommand>();
for (const name of names) {
  const command = compile(name);
  byId.set(command.id, command);
  byName.set(name, command);
}

export function compiledById(commandId: number): CompiledCommand | undefined {
  return byId.get(commandId);
}

export function compiledByName(name: CommandName): CompiledCommand {
  const command = byName.get(name);
  if (command === undefined) throw new TypeError(`The table has no command ${name}.`);
  return command;
}
