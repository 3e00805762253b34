import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByCommand } from '#shared/smpp/codec/by-command';
import { commands, type CommandDefinition } from '#shared/smpp/tables/commands';

describe('a table by command', () => {
  const all = Object.values<CommandDefinition>(commands);
  const table = new ByCommand(all.map((command) => [command.id, command]));

  it('has every command under its id', () => {
    for (const command of all) expect(table.get(command.id)).toBe(command);
  });

  it('has nothing under any other number', () => {
    const ids = new Set(all.map(({ id }) => id));
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 0x1ff })),
        (id) => {
          fc.pre(!ids.has(id));
          expect(table.get(id)).toBeUndefined();
        },
      ),
    );
  });

  it('refuses two commands that it could not tell apart', () => {
    expect(() => new ByCommand([1, 0x201].map((id) => [id, {}]))).toThrow('Two commands');
  });
});
