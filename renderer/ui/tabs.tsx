import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './tabs.module.css';

const css = classes(styles);

export interface TabItem<T extends string> {
  readonly id: T;
  readonly name: ReactNode;
  readonly content: ReactNode;
  /** Stays as it was left while another one is shown: what is typed in it is not lost. */
  readonly isKept?: boolean;
}

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly items: readonly TabItem<T>[];
  readonly current: T;
  readonly onCurrentChange: (id: T) => void;
}

/** Views of one thing, one at a time; arrow keys go from one to the next. */
export function Tabs<T extends string>({ label, items, current, onCurrentChange }: TabsProps<T>) {
  return (
    <Base.Root value={current} onValueChange={(value: T) => onCurrentChange(value)} className={css('tabs')}>
      <Base.List className={css('list')} aria-label={label} activateOnFocus>
        {items.map(({ id, name }) => (
          <Base.Tab key={id} value={id} className={css('tab')}>
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map(({ id, content, isKept = false }) => (
        <Base.Panel key={id} value={id} keepMounted={isKept} className={css('panel')} tabIndex={-1}>
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
