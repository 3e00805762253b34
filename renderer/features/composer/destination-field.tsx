import { X } from 'lucide-react';
import { useId, useMemo, useState, type ClipboardEvent, type KeyboardEvent, type Ref } from 'react';
import { classes } from '../../ui/classes';
import { formatCount, plural } from '../../ui/format';
import { useAreNumbersMasked, useShownNumber, useShownText } from '../conversations/shown-number';
import { DestinationsDialog } from './destinations-dialog';
import {
  isListEnded,
  listedNumberProblem,
  mergeDestinations,
  splitAtBlanks,
  splitDestinations,
  wrongFirst,
} from './destinations';
import labelled from './labelled.module.css';
import styles from './destination-field.module.css';
import type { Draft } from './draft';
import { FieldError } from './field-error';

const css = classes(labelled, styles);
/** The rest are counted, and seen in a list of their own. */
const MAX_CHIPS = 5;

export interface DestinationFieldProps {
  readonly destinations: readonly string[];
  /** What is typed after them; alone, it is the one destination. */
  readonly typed: string;
  readonly error: string | undefined;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onChange: (change: Pick<Draft, 'destinations' | 'destinationAddress'>) => void;
  /** Enter, with nothing left to add. */
  readonly onLeave: () => void;
}

/** Where the message goes: one number, or a list that is typed with commas or pasted. */
export function DestinationField({
  destinations,
  typed,
  error,
  inputRef,
  onChange,
  onLeave,
}: DestinationFieldProps) {
  const id = useId();
  const [duplicateCount, setDuplicateCount] = useState(0);
  const [isListOpen, setIsListOpen] = useState(false);
  const [isTyping, setIsTyping] = useState(false);
  const areNumbersMasked = useAreNumbersMasked();
  const shownNumber = useShownNumber();
  const shownText = useShownText();
  const hasChips = destinations.length > 0;
  /** Whether what is typed belongs into the list, and does not stand alone. */
  const isList = (hasChips && typed.trim() !== '') || splitAtBlanks(typed).length > 1;
  const wrong = useMemo(
    () => destinations.filter((each) => listedNumberProblem(each) !== null),
    [destinations],
  );

  const add = (added: readonly string[], rest: string): void => {
    const merged = mergeDestinations(destinations, added);
    setDuplicateCount(merged.duplicateCount);
    onChange({ destinations: [...merged.destinations], destinationAddress: rest });
  };
  const replace = (next: readonly string[]): void => {
    setDuplicateCount(0);
    onChange({ destinations: [...next], destinationAddress: typed });
  };
  const handleType = (value: string): void => {
    if (isListEnded(value, hasChips)) add(splitDestinations(value), '');
    else onChange({ destinations: [...destinations], destinationAddress: value });
  };
  const handlePaste = (event: ClipboardEvent): void => {
    const pasted = splitDestinations(event.clipboardData.getData('text'));
    if (pasted.length < 2 && !hasChips) return;
    event.preventDefault();
    add([...splitDestinations(typed), ...pasted], '');
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (isList) add(splitDestinations(typed), '');
      else onLeave();
    } else if (event.key === 'Backspace' && typed === '' && hasChips) {
      event.preventDefault();
      replace(destinations.slice(0, -1));
    }
  };
  const handleBlur = (): void => {
    setIsTyping(false);
    if (isList) add(splitDestinations(typed), '');
  };

  const shown = useMemo(() => wrongFirst(destinations).slice(0, MAX_CHIPS), [destinations]);
  return (
    <span className={css('labelled', hasChips && 'wide')}>
      <label htmlFor={id}>To</label>
      <span className={css('box', error !== undefined && 'invalid')}>
        {shown.map((each) => {
          const problem = listedNumberProblem(each);
          return (
            <span
              key={each}
              className={css('chip', problem !== null && 'wrong')}
              title={problem === null ? undefined : shownText(problem)}
            >
              {shownNumber(each)}
              <button
                type="button"
                aria-label={`Take ${shownNumber(each)} out`}
                onClick={() => replace(destinations.filter((other) => other !== each))}
              >
                <X size={12} aria-hidden />
              </button>
            </span>
          );
        })}
        {destinations.length > MAX_CHIPS ? (
          <button type="button" className={css('more')} onClick={() => setIsListOpen(true)}>
            and {formatCount(destinations.length - MAX_CHIPS)} more
          </button>
        ) : null}
        <input
          id={id}
          ref={inputRef}
          // Before an audience: dots while it is typed, and its first and last digits when it is.
          className={css('input', areNumbersMasked && isTyping && 'secret')}
          value={isTyping ? typed : shownNumber(typed)}
          placeholder={hasChips ? 'Another number' : 'Number, or a list'}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => handleType(event.target.value)}
          onPaste={handlePaste}
          onKeyDown={handleKeyDown}
          onFocus={() => setIsTyping(true)}
          onBlur={handleBlur}
        />
      </span>
      {hasChips ? (
        <span className={css('summary')} role="status">
          {plural(destinations.length, 'number')}
          {duplicateCount === 0 ? '' : ` · ${plural(duplicateCount, 'duplicate')} merged`}
          {wrong.length === 0 ? null : (
            <>
              {' · '}
              <span className={css('bad')}>
                {wrong.length === 1 ? '1 is no number' : `${formatCount(wrong.length)} are no numbers`}
              </span>{' '}
              <button
                type="button"
                onClick={() => replace(destinations.filter((each) => !wrong.includes(each)))}
              >
                Take {wrong.length === 1 ? 'it' : 'them'} out
              </button>
            </>
          )}
        </span>
      ) : null}
      <FieldError id={id} error={error} />
      <DestinationsDialog
        isOpen={isListOpen}
        destinations={destinations}
        onChange={replace}
        onClose={() => setIsListOpen(false)}
      />
    </span>
  );
}
