import type { ReactNode } from 'react';
import { classes } from '../../../ui/classes';
import type { TrunkView } from '#shared/model/trunk-view';
import type { Draft } from '../draft';
import type { DraftErrors } from '../draft-request';
import styles from './advanced-panel.module.css';

const css = classes(styles);

/** What every section of the options is given. */
export interface DraftFieldsProps {
  readonly draft: Draft;
  readonly errors: DraftErrors;
  /** The trunk whose rules count; null while none is chosen. */
  readonly trunk: TrunkView | null;
  /** data_coding where none is chosen; null where it cannot be told. */
  readonly dataCoding: number | null;
  readonly onChange: (change: Partial<Draft>) => void;
}

export interface SectionProps {
  readonly title: string;
  /** The value that the section makes, as the wire has it. */
  readonly value?: string;
  readonly children: ReactNode;
}

export function Section({ title, value, children }: SectionProps) {
  return (
    <section className={css('section')} aria-label={title}>
      <h3 className={css('title')}>
        {title}
        {value === undefined ? null : <span className={css('value')}>{value}</span>}
      </h3>
      {children}
    </section>
  );
}
