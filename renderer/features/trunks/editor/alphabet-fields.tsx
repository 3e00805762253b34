import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { alphabetNames } from '#shared/model/alphabet-words';
import { defaultAlphabets } from '#shared/model/alphabets';
import { textEncoding, type TextEncoding } from '#shared/model/message';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { Field } from '../../../ui/field';
import { IconButton } from '../../../ui/icon-button';
import { SelectControl } from '../../../ui/select-field';
import { TextControl } from '../../../ui/text-field';
import {
  dataCodingGroups,
  hex,
  parseRange,
  rangesOf,
  rangeWords,
  specifiedMeaning,
  withRange,
} from './alphabet-groups';
import styles from './alphabet-fields.module.css';
import { fieldTexts } from './field-texts';
import { FieldAnchor, FormSelect } from './form-fields';
import type { TrunkForm } from './trunk-form';

const css = classes(styles);

const defaultOptions = defaultAlphabets.map((value) => ({ value, label: alphabetNames[value] }));
const alphabetOptions = textEncoding.options.map((value) => ({ value, label: alphabetNames[value] }));
const groupOptions = dataCodingGroups.map((group) => ({
  value: `${hex(group.from)}-${hex(group.to)}`,
  label: group.name,
  detail: rangeWords(group),
}));

const NAME = 'settings.alphabets.overrides';

/** What each data_coding means here: the default entry first, then the exceptions from the specification. */
export function AlphabetFields() {
  const { control } = useFormContext<TrunkForm>();
  const { field } = useController<TrunkForm, typeof NAME>({ name: NAME });
  const alphabets = useWatch({ control, name: 'settings.alphabets' });
  const id = useId();
  const [typed, setTyped] = useState('');
  const [alphabet, setAlphabet] = useState<TextEncoding>('ucs2');
  const [error, setError] = useState<string | undefined>(undefined);
  const { label, help } = fieldTexts[NAME];
  const ranges = rangesOf(field.value);
  const range = parseRange(typed);

  const add = (): void => {
    if (range === null) {
      setError('Enter a data_coding from 1 to 255, or a range: 4, 0xF4, 0x10-0x1F.');
      return;
    }
    field.onChange(withRange(field.value, range, alphabet));
    setTyped('');
  };

  return (
    <>
      <FormSelect name="settings.alphabets.default" options={defaultOptions} />
      <FieldAnchor name={NAME}>
        <Field id={id} label={label} help={help} error={error}>
          {ranges.length === 0 ? null : (
            <ul className={css('ranges')} aria-label="Exceptions">
              {ranges.map((each) => (
                <li key={each.from} className={css('range')}>
                  <span className={css('value')}>{rangeWords(each)}</span>
                  <span className={css('meaning')}>
                    {alphabetNames[each.alphabet]}
                    <span className={css('specified')}>
                      {' '}
                      instead of {alphabetNames[specifiedMeaning(each.from, alphabets)]}
                    </span>
                  </span>
                  <IconButton
                    label={`Remove the exception for ${rangeWords(each)}`}
                    icon={<Trash2 size={14} />}
                    onClick={() => field.onChange(withRange(field.value, each, null))}
                  />
                </li>
              ))}
            </ul>
          )}
          <div className={css('add')}>
            <TextControl
              id={id}
              value={typed}
              isMono
              widthCh={14}
              placeholder="0x10-0x1F"
              isInvalid={error !== undefined}
              onChange={(event) => {
                setTyped(event.target.value);
                setError(undefined);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
            <SelectControl
              label="A group of data_coding"
              value={null}
              placeholder="Group"
              options={groupOptions}
              onChange={(value) => {
                setTyped(value);
                setError(undefined);
              }}
            />
            <SelectControl label="Means" value={alphabet} options={alphabetOptions} onChange={setAlphabet} />
            <Button icon={<Plus size={14} aria-hidden />} onClick={add}>
              Add
            </Button>
          </div>
          {range === null ? null : (
            <p className={css('now')}>
              {rangeWords(range)}: by the specification{' '}
              {[
                ...new Set(
                  Array.from({ length: range.to - range.from + 1 }, (_, at) => at + range.from).map(
                    (value) => alphabetNames[specifiedMeaning(value, alphabets)],
                  ),
                ),
              ].join(', ')}
              .
            </p>
          )}
        </Field>
      </FieldAnchor>
    </>
  );
}
