import { Autocomplete } from '@base-ui/react/autocomplete';
import { useId } from 'react';
import type { SourceAddressView } from '#shared/model/source-address';
import { classes } from '../../ui/classes';
import { useAreNumbersMasked, useShownNumber } from '../conversations/shown-number';
import { SourceLine } from '../sources/source-line';
import { searchText } from '../sources/source-words';
import { FieldError } from './field-error';
import labelled from './labelled.module.css';
import styles from './source-field.module.css';
import type { SourceChoice } from './source-choice';

const css = classes(labelled, styles);
/** More are found by typing. */
const MAX_SHOWN = 100;

export interface SourceFieldProps {
  readonly value: string;
  readonly choice: SourceChoice;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

const matches = ({ settings }: SourceAddressView, query: string): boolean => {
  const digits = query.replaceAll(/[\s().+-]/g, '');
  const text = searchText({ settings } as SourceAddressView).toLocaleLowerCase();
  return text.includes(query.trim().toLocaleLowerCase()) || (digits !== '' && text.includes(digits));
};

/** What the message is sent from: one of those that may be used, or, where any is allowed, a new one. */
export function SourceField({ value, choice, error, onChange }: SourceFieldProps) {
  const id = useId();
  const shown = useShownNumber();
  const areNumbersMasked = useAreNumbersMasked();
  const { offered, isAnyAllowed, isEmptyAllowed } = choice;
  const isNew =
    isAnyAllowed &&
    value.trim() !== '' &&
    !offered.some(({ settings }) => settings.address.endsWith(value.trim()));
  // Before an audience that is to see neither it nor the others that are offered.
  if (areNumbersMasked) {
    return (
      <span className={css('labelled')}>
        From <span className={css('masked')}>{shown(value) || 'Set by the SMSC'}</span>
      </span>
    );
  }
  return (
    <span className={css('labelled')}>
      <label htmlFor={id}>From</label>
      <Autocomplete.Root
        items={offered}
        value={value}
        onValueChange={onChange}
        itemToStringValue={(source: SourceAddressView) => source.settings.address}
        // All of them while nothing was typed since one was chosen.
        filter={(source: SourceAddressView, query: string) =>
          offered.some(({ settings }) => settings.address === query) || matches(source, query)
        }
        limit={MAX_SHOWN}
        openOnInputClick
      >
        <Autocomplete.Input
          id={id}
          className={css('input', error !== undefined && 'invalid')}
          placeholder={isEmptyAllowed ? 'Set by the SMSC' : 'Number or name'}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} align="start" className={css('positioner')}>
            <Autocomplete.Popup className={css('popup')}>
              <Autocomplete.Empty className={css('empty')}>{emptyWords(choice, value)}</Autocomplete.Empty>
              <Autocomplete.List className={css('list')}>
                {(source: SourceAddressView) => (
                  <Autocomplete.Item key={source.id} value={source} className={css('item')}>
                    <SourceLine source={source} />
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
              {isNew && offered.length > 0 ? (
                <p className={css('note')}>
                  A new one is added to the address book when the message is sent.
                </p>
              ) : null}
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      <FieldError id={id} error={error} />
    </span>
  );
}

function emptyWords({ offered, isAnyAllowed }: SourceChoice, value: string): string {
  if (isAnyAllowed) {
    return value.trim() === ''
      ? 'The address book is empty. What is sent from is added to it.'
      : 'Not in the address book. It is added when the message is sent.';
  }
  if (offered.length === 0) return 'No source address is allowed on this trunk. Allow some in its settings.';
  return 'None that is allowed fits.';
}
