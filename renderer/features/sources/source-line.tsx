import type { SourceAddressView } from '#shared/model/source-address';
import { classes } from '../../ui/classes';
import styles from './source-line.module.css';

const css = classes(styles);

export interface SourceLineProps {
  readonly source: SourceAddressView;
  /** What is to be known of it here, such as why it does not count. */
  readonly note?: string | null;
  readonly isWarning?: boolean;
}

/** An address with its label on one line. */
export function SourceLine({ source, note = null, isWarning = false }: SourceLineProps) {
  const { address, label } = source.settings;
  return (
    <>
      <span className={css('address')}>{address}</span>
      {label === '' ? null : <span className={css('label')}>{label}</span>}
      {note === null ? null : <span className={css('note', isWarning && 'warning')}>{note}</span>}
    </>
  );
}
