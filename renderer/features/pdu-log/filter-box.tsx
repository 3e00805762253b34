import { CircleAlert, Search, Star, X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { completeFilter, type Completion } from '#shared/log-filter/complete-filter';
import { classes } from '../../ui/classes';
import styles from './filter-box.module.css';
import { verdictOf } from './filter-text';

const css = classes(styles);

const MAX_SHOWN = 12;

export interface FilterBoxProps {
  readonly value: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
  /** Enter, with nothing chosen in the list. */
  readonly onSubmit: () => void;
  /** Whether this filter is among the saved ones; the star saves it and takes it away. */
  readonly isSaved: boolean;
  readonly onToggleSaved: () => void;
  readonly children?: ReactNode;
}

/** A filter as it is typed: green or red with the reason, and what may stand at the cursor. */
export function FilterBox({
  value,
  label,
  placeholder,
  onChange,
  onSubmit,
  isSaved,
  onToggleSaved,
  children,
}: FilterBoxProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(value.length);
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const verdict = verdictOf(value);
  const completions = completeFilter(value, Math.min(cursor, value.length));
  const items = isOpen ? completions.items.slice(0, MAX_SHOWN) : [];

  const take = (item: Completion): void => {
    const head = `${value.slice(0, completions.start)}${item.text} `;
    onChange(head + value.slice(completions.end).trimStart());
    setCursor(head.length);
    setChosen(-1);
    // After the new value is drawn: setting the value moves the cursor to its end.
    requestAnimationFrame(() => input.current?.setSelectionRange(head.length, head.length));
  };

  const handleKeyDown = (event: KeyboardEvent): void => {
    const item = items[chosen];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setIsOpen(true);
      // One place more than there are items: none is chosen there.
      if (items.length > 0) setChosen(((chosen + 1 + step + items.length + 1) % (items.length + 1)) - 1);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && item !== undefined) take(item);
    else if (event.key === 'Enter') {
      setIsOpen(false);
      onSubmit();
    } else if (event.key === 'Escape' && items.length > 0) {
      setIsOpen(false);
      setChosen(-1);
    } else if (event.key === 'Escape' && value !== '') onChange('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className={css('box', verdict.kind)}>
      {verdict.kind === 'bad' ? (
        <CircleAlert size={14} aria-hidden className={css('alert')} />
      ) : (
        <Search size={14} aria-hidden />
      )}
      <input
        ref={input}
        type="text"
        role="combobox"
        value={value}
        placeholder={placeholder}
        aria-label={label}
        aria-expanded={items.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen < 0 ? undefined : `${id}-${chosen}`}
        aria-invalid={verdict.kind === 'bad'}
        aria-describedby={verdict.kind === 'bad' ? `${id}-reason` : undefined}
        autoComplete="off"
        data-pane-focus
        spellCheck={false}
        className={css('input')}
        onChange={(event) => {
          onChange(event.target.value);
          setCursor(event.target.selectionStart ?? event.target.value.length);
          // An empty filter needs no help, and the list would lie over the rows.
          setIsOpen(event.target.value !== '');
          setChosen(-1);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? value.length)}
        onBlur={() => setIsOpen(false)}
        onKeyDown={handleKeyDown}
      />
      {value === '' ? null : (
        <button
          type="button"
          aria-label={isSaved ? 'Remove this filter from the saved ones' : 'Save this filter'}
          aria-pressed={isSaved}
          disabled={verdict.kind !== 'good'}
          className={css('tool', isSaved && 'saved')}
          onClick={onToggleSaved}
        >
          <Star size={12} fill={isSaved ? 'currentColor' : 'none'} aria-hidden />
        </button>
      )}
      {value === '' ? null : (
        <button
          type="button"
          aria-label="Clear the filter"
          className={css('tool')}
          onClick={() => onChange('')}
        >
          <X size={12} aria-hidden />
        </button>
      )}
      {children}
      {items.length === 0 && verdict.kind !== 'bad' ? null : (
        <span className={css('popup')}>
          {verdict.kind === 'bad' ? (
            <span id={`${id}-reason`} role="status" className={css('reason')}>
              {verdict.sentence}
            </span>
          ) : null}
          {items.length === 0 ? null : (
            <ul id={`${id}-list`} role="listbox" aria-label="Completions" className={css('list')}>
              {items.map((item, index) => (
                <li
                  key={item.text}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === chosen}
                  className={css('item', index === chosen && 'chosen')}
                  // Before the input loses the focus.
                  onMouseDown={(event) => {
                    event.preventDefault();
                    take(item);
                  }}
                >
                  <span className={css('text')}>{item.text}</span>
                  <span className={css('meaning')}>{item.meaning}</span>
                </li>
              ))}
            </ul>
          )}
        </span>
      )}
    </span>
  );
}
