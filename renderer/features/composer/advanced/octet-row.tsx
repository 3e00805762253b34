import { SelectControl } from '../../../ui/select-field';
import { hexNumber, readOctet } from '../numbers';
import { Row, Typed } from './row';

export interface KnownValue {
  readonly value: number;
  readonly words: string;
}

export interface OctetRowProps {
  /** As the specification spells it. */
  readonly label: string;
  readonly value: string;
  /** Values that have words; any other may be typed. */
  readonly known: readonly KnownValue[];
  readonly meaningOf: (value: number) => string;
  /** What an empty field means; without it there is none. */
  readonly emptyWords?: string;
  /** The number that goes out where it is empty. */
  readonly placeholder?: string;
  readonly error: string | undefined;
  readonly help?: string;
  readonly onChange: (value: string) => void;
}

/** One octet: the number, and beside it what the number means. */
export function OctetRow({
  label,
  value,
  known,
  meaningOf,
  emptyWords,
  placeholder = '',
  error,
  help,
  onChange,
}: OctetRowProps) {
  const octet = readOctet(value);
  const isEmpty = value.trim() === '' && emptyWords !== undefined;
  const options = [
    ...(emptyWords === undefined ? [] : [{ value: '', label: emptyWords }]),
    ...known.map((each) => ({ value: String(each.value), label: each.words, detail: hexNumber(each.value) })),
  ];
  const chosen = isEmpty ? '' : octet === null ? null : String(octet);
  return (
    <Row label={label} error={error} help={help}>
      {({ id, describedBy }) => (
        <>
          <Typed
            id={id}
            value={value}
            placeholder={placeholder}
            isInvalid={error !== undefined}
            describedBy={describedBy}
            widthCh={8}
            onChange={onChange}
          />
          <SelectControl<string>
            label={`${label} in words`}
            value={chosen !== '' && options.some((each) => each.value === chosen) ? chosen : null}
            placeholder={
              isEmpty ? emptyWords : octet === null ? 'no octet' : meaningOf(octet) || 'other value'
            }
            isQuiet
            options={options}
            onChange={(next) => onChange(next === '' ? '' : toTyped(Number(next)))}
          />
        </>
      )}
    </Row>
  );
}

/** Small numbers as they are said, octets with bits as hexadecimal. */
const toTyped = (value: number): string => (value < 16 ? String(value) : hexNumber(value));
