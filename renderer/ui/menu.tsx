import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { classes } from './classes';
import { Kbd } from './kbd';
import popup from './popup.module.css';
import styles from './menu.module.css';

const css = classes(popup, styles);

export interface MenuItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** Draws a line above. */
  readonly startsGroup?: boolean;
  readonly onSelect: () => void;
}

function Items({ items }: { readonly items: readonly MenuItem[] }) {
  // With a key of its own each stays what it is while others come and go in an open menu.
  return items.map((item) => (
    <Fragment key={item.id}>
      {item.startsGroup ? <Base.Separator className={css('line')} /> : null}
      <Base.Item
        disabled={item.isDisabled ?? false}
        onClick={item.onSelect}
        className={css('item', item.isDanger && 'danger')}
      >
        <span className={css('icon')} aria-hidden>
          {item.icon}
        </span>
        <span className={css('label')}>{item.label}</span>
        {item.shortcut === undefined ? null : <Kbd keys={item.shortcut} />}
      </Base.Item>
    </Fragment>
  ));
}

export interface MenuProps {
  readonly items: readonly MenuItem[];
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'end';
}

export function Menu({ items, trigger, align = 'start' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={css('positioner')}>
          <Base.Popup className={css('popup')}>
            <Items items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ContextMenuProps {
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
  readonly className?: string;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/** What the right button, or the menu key, offers for what lies under it. */
export function ContextMenu({ items, children, className, onOpenChange }: ContextMenuProps) {
  return (
    <BaseContext.Root {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <BaseContext.Trigger className={className}>{children}</BaseContext.Trigger>
      <BaseContext.Portal>
        <BaseContext.Positioner className={css('positioner')}>
          <BaseContext.Popup className={css('popup')}>
            <Items items={items} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}
