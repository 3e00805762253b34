import { Search, X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { classes } from './classes';
import styles from './search-field.module.css';

const css = classes(styles);

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Arrow down, from the field into the list below it. */
  readonly onLeave?: () => void;
}

/** Narrows a list as one types; Esc empties it. */
export function SearchField({ label, value, onChange, onLeave }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'ArrowDown' && onLeave !== undefined) onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const handleClear = (): void => {
    onChange('');
    input.current?.focus();
  };
  return (
    <span className={css('box')}>
      <Search size={14} aria-hidden />
      <input
        ref={input}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={handleKeyDown}
        className={css('input')}
      />
      {value === '' ? null : (
        <button type="button" className={css('clear')} aria-label="Clear" onClick={handleClear}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
