import type { CommandName, Commands } from './tables/commands';
import type { CStringField, Field, IntegerField, ItemShape, ListField, OctetsField } from './tables/fields';

/** What a field holds: C-octet strings are Latin-1 (one character is one octet), octet strings stay octets. */
type ValueOf<F extends Field> = F extends IntegerField
  ? number
  : F extends CStringField
    ? string
    : F extends OctetsField
      ? Uint8Array
      : F extends ListField<string, infer Shapes>
        ? readonly ItemOf<Shapes[number]>[]
        : never;
type ValuesOf<F extends readonly Field[]> = { readonly [K in F[number] as K['key']]: ValueOf<K> };
type ItemOf<S extends ItemShape> =
  S extends ItemShape<infer Flag, infer Fields>
    ? ValuesOf<Fields> & (Flag extends number ? { readonly destFlag: Flag } : unknown)
    : never;

/** Body of every command, inferred from the table; `null` where a command has no fields. */
export type Bodies = {
  [C in CommandName]: Commands[C]['fields'] extends readonly [] ? null : ValuesOf<Commands[C]['fields']>;
};
