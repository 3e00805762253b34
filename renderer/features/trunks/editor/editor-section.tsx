import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../../ui/badge';
import { classes } from '../../../ui/classes';
import { plural } from '../../../ui/format';
import { sectionTitles, type SectionId } from './section-ids';
import styles from './trunk-editor.module.css';

const css = classes(styles);

export interface EditorSectionProps {
  readonly id: SectionId;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** What it says of itself while it is folded. */
  readonly summary: ReactNode;
  readonly errorCount: number;
  readonly children: ReactNode;
}

export function EditorSection({ id, isOpen, onToggle, summary, errorCount, children }: EditorSectionProps) {
  return (
    <section className={css('section')} data-section={id} aria-labelledby={`section-${id}`}>
      <h2 className={css('sectionHead')}>
        <button
          type="button"
          id={`section-${id}`}
          className={css('sectionToggle')}
          aria-expanded={isOpen}
          onClick={onToggle}
        >
          <span className={css('chevron', isOpen && 'turned')} aria-hidden>
            <ChevronRight size={14} />
          </span>
          <span className={css('sectionTitle')}>{sectionTitles[id]}</span>
          {errorCount > 0 ? <Badge meaning="error">{plural(errorCount, 'field')} to put right</Badge> : null}
          {isOpen ? null : <span className={css('summary')}>{summary}</span>}
        </button>
      </h2>
      {isOpen ? <div className={css('fields')}>{children}</div> : null}
    </section>
  );
}
