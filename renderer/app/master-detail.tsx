import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { classes } from '../ui/classes';
import styles from './master-detail.module.css';
import { RememberedSplit } from './remembered-split';
import { useIsNarrow } from './room';

const css = classes(styles);

export interface MasterDetailProps {
  /** Under which the sizes are remembered. */
  readonly id: string;
  readonly listLabel: string;
  readonly list: ReactNode;
  readonly detailLabel: string;
  readonly detail: ReactNode;
  /** In a narrow window: whether the detail is shown instead of the list. */
  readonly isDetailOpen: boolean;
  readonly onBack: () => void;
  readonly listSizePx?: number;
}

export function MasterDetail({
  id,
  listLabel,
  list,
  detailLabel,
  detail,
  isDetailOpen,
  onBack,
  listSizePx = 272,
}: MasterDetailProps) {
  const isNarrow = useIsNarrow();
  const listPane = (
    <section className={css('pane', 'list')} data-pane aria-label={listLabel} tabIndex={-1}>
      {list}
    </section>
  );
  const detailPane = (
    <section className={css('pane')} data-pane aria-label={detailLabel} tabIndex={-1}>
      {isNarrow ? (
        <div className={css('back')}>
          <Button variant="quiet" icon={<ChevronLeft size={14} aria-hidden />} onClick={onBack}>
            {listLabel}
          </Button>
        </div>
      ) : null}
      <div className={css('rest')}>{detail}</div>
    </section>
  );
  return (
    <RememberedSplit
      id={id}
      orientation="horizontal"
      first={isNarrow && isDetailOpen ? null : listPane}
      second={isNarrow && !isDetailOpen ? null : detailPane}
      fixed={{ pane: 'first', size: listSizePx, min: 200, max: '45%' }}
      otherMin={280}
      separatorLabel={`Width of ${listLabel.toLocaleLowerCase()}`}
    />
  );
}

/** The head of a pane: what it holds, and what can be done with it. */
export function PaneHeader({
  title,
  children,
}: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <header className={css('header')}>
      <h2 className={css('title')}>{title}</h2>
      <div className={css('tools')}>{children}</div>
    </header>
  );
}
