import { Search } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { classes } from '../../../ui/classes';
import { TextControl } from '../../../ui/text-field';
import { findFields, type KnownField } from './field-texts';
import { sectionIds, sectionTitles, type SectionId } from './section-ids';
import styles from './trunk-editor.module.css';

const css = classes(styles);

/** Arrow keys go from one entry to the next; Tab leaves the index whole. */
function handleArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
}

export interface SectionIndexProps {
  /** The section that is being read. */
  readonly current: SectionId | null;
  readonly errorCounts: Readonly<Partial<Record<SectionId, number>>>;
  readonly changed: ReadonlySet<SectionId>;
  readonly onSection: (section: SectionId) => void;
  readonly onField: (field: KnownField) => void;
}

/** What is in the form: a section to go to, or a field to find. */
export function SectionIndex({ current, errorCounts, changed, onSection, onField }: SectionIndexProps) {
  const [typed, setTyped] = useState('');
  const found = findFields(typed);
  const go = (field: KnownField): void => {
    setTyped('');
    onField(field);
  };
  return (
    <nav className={css('index')} aria-label="Sections" onKeyDown={handleArrows}>
      <div className={css('find')}>
        <Search size={14} aria-hidden className={css('findIcon')} />
        <TextControl
          type="search"
          aria-label="Find a setting"
          placeholder="Find a setting"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === 'Enter') {
              event.preventDefault();
              if (first !== undefined) go(first[0]);
            } else if (event.key === 'Escape' && typed !== '') {
              event.stopPropagation();
              setTyped('');
            }
          }}
        />
      </div>
      {typed.trim() === '' ? (
        <ul>
          {sectionIds.map((id) => {
            const errors = errorCounts[id] ?? 0;
            return (
              <li key={id}>
                <button
                  type="button"
                  className={css('indexEntry', id === current && 'indexCurrent')}
                  aria-current={id === current ? 'true' : undefined}
                  onClick={() => onSection(id)}
                >
                  <span className={css('indexName')}>{sectionTitles[id]}</span>
                  {errors > 0 ? (
                    <span className={css('indexErrors')} title="To put right">
                      {errors}
                    </span>
                  ) : changed.has(id) ? (
                    <span className={css('indexChanged')} title="Changed, not saved yet">
                      •
                    </span>
                  ) : null}
                </button>
              </li>
            );
          })}
        </ul>
      ) : found.length === 0 ? (
        <p className={css('nothing')}>No setting is called that.</p>
      ) : (
        <ul aria-label="Settings found">
          {found.map(([field, { label, section }]) => (
            <li key={field}>
              <button type="button" className={css('indexEntry')} onClick={() => go(field)}>
                <span className={css('indexName')}>
                  {label}
                  <span className={css('indexSection')}>{sectionTitles[section]}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}
