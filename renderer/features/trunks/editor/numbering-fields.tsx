import { useId, useState } from 'react';
import { useController } from 'react-hook-form';
import { numberingOf, type AddressKind } from '#shared/model/address';
import type { NumberingRules } from '#shared/model/trunk';
import { classes } from '../../../ui/classes';
import { Field } from '../../../ui/field';
import { TextControl } from '../../../ui/text-field';
import { fieldTexts } from './field-texts';
import { FieldAnchor } from './form-fields';
import styles from './numbering-fields.module.css';
import type { TrunkForm } from './trunk-form';

const css = classes(styles);

const kinds: readonly { readonly kind: AddressKind; readonly name: string }[] = [
  { kind: 'international', name: 'International' },
  { kind: 'national', name: 'National' },
  { kind: 'short-code', name: 'Short code' },
  { kind: 'alphanumeric', name: 'Alphanumeric' },
  { kind: 'none', name: 'Empty' },
];
const sides = ['source', 'destination'] as const;
const sideNames = { source: 'Source', destination: 'Destination' } as const;

/** "1/1" as a pair; undefined for an empty field, null for what is no pair of octets. */
export function parseTonNpi(typed: string): { ton: number; npi: number } | undefined | null {
  if (typed.trim() === '') return undefined;
  const found = /^\s*(\d{1,3})\s*[/,; ]\s*(\d{1,3})\s*$/.exec(typed);
  if (found === null) return null;
  const [ton, npi] = [Number(found[1]), Number(found[2])];
  return ton <= 255 && npi <= 255 ? { ton, npi } : null;
}

type TonNpi = NonNullable<NumberingRules['none']>;
/** Stands in the form for what was typed and is no pair; its rules refuse it. */
const unreadable: TonNpi = { ton: Number.NaN, npi: Number.NaN };

const isSame = (one: TonNpi | undefined, other: TonNpi | undefined): boolean =>
  Object.is(one?.ton, other?.ton) && Object.is(one?.npi, other?.npi);

/** TON and NPI by the kind of an address, where this trunk wants others than those that follow from the kind. */
export function NumberingFields() {
  const id = useId();
  const { label, help } = fieldTexts['settings.numbering'];
  return (
    <FieldAnchor name="settings.numbering">
      <Field id={id} label={label} help={help}>
        <table className={css('table')} id={id}>
          <thead>
            <tr>
              <th scope="col">TON / NPI</th>
              {sides.map((side) => (
                <th key={side} scope="col">
                  {sideNames[side]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ kind, name }) => (
              <tr key={kind}>
                <th scope="row">{name}</th>
                {sides.map((side) => (
                  <td key={side}>
                    {kind === 'none' && side === 'destination' ? null : (
                      <Pair
                        side={side}
                        kind={kind}
                        label={`TON and NPI, ${name.toLocaleLowerCase()} ${side}`}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Field>
    </FieldAnchor>
  );
}

interface PairProps {
  readonly side: (typeof sides)[number];
  readonly kind: AddressKind;
  readonly label: string;
}

function Pair({ side, kind, label }: PairProps) {
  const { field } = useController<TrunkForm, `settings.numbering.${typeof side}`>({
    name: `settings.numbering.${side}`,
  });
  const rules: NumberingRules = field.value;
  const pair = rules[kind];
  const isInvalid = pair !== undefined && Number.isNaN(pair.ton);
  const shown = pair === undefined || isInvalid ? '' : `${pair.ton}/${pair.npi}`;
  /** As it was typed; shown for as long as it is what is set, which it is no more when the changes are discarded. */
  const [typed, setTyped] = useState('');
  const parsedOf = (text: string): TonNpi | undefined => {
    const parsed = parseTonNpi(text);
    return parsed === null ? unreadable : parsed;
  };
  const isTyped = isSame(pair, parsedOf(typed));
  const specified = numberingOf(kind);
  const change = (text: string): void => {
    setTyped(text);
    const parsed = parsedOf(text);
    const { [kind]: _before, ...others } = rules;
    // What cannot be read is no number, so that the form is not saved with what was there before.
    field.onChange(parsed === undefined ? others : { ...others, [kind]: parsed });
  };
  return (
    <>
      <TextControl
        aria-label={label}
        isMono
        widthCh={9}
        placeholder={`${specified.ton}/${specified.npi}`}
        value={isTyped ? typed : shown}
        isInvalid={isInvalid}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (!isInvalid) setTyped(shown);
        }}
      />
      {isInvalid ? (
        <span className={css('error')} role="alert">
          Write two numbers from 0 to 255, as in 1/1.
        </span>
      ) : null}
    </>
  );
}
